"""What is missing until a customer can issue."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from conversations.first_access.readiness import checklist, missing
from conversations.ports.first_access import ENVIRONMENTS, Facts, Numbering
from tests.kit.given import NOON


def numbers(document: str, series: int = 1) -> tuple[Numbering, ...]:
    return tuple(
        Numbering(document=document, environment=env, series=series, next_number=1) for env in ENVIRONMENTS
    )


READY = Facts(
    documents=("NF-e", "NFS-e"),
    tax_id="12345678000195",
    state="SP",
    state_registration="111222330112",
    city_code="3550308",
    tax_regime="1",
    municipal_registration="12345678",
    numberings=(*numbers("NF-e"), *numbers("NFS-e")),
    certificate_type="A1",
    certificate_until=NOON + timedelta(days=1),
    certificate_tax_id="12345678000195",
    password="created",
    configured_at=NOON,
)


def lacks(**changed: Any) -> list[str]:
    return [check.item for check in checklist(replace(READY, **changed), NOON) if not check.done]


def test_who_has_all_is_ready() -> None:
    """Nothing is missing."""
    assert ([], 0) == (lacks(), missing(READY, NOON))


@pytest.mark.parametrize(
    ("changed", "item"),
    [
        ({"state_registration": ""}, "state_registration"),
        ({"state_registration": "ISENTO"}, "state_registration"),
        ({"municipal_registration": ""}, "municipal_registration"),
        ({"tax_regime": ""}, "tax_regime"),
        ({"city_code": ""}, "city_code"),
        ({"numberings": numbers("NF-e")}, "numbers"),
        ({"numberings": (*numbers("NF-e"), *numbers("NFS-e")[:1])}, "numbers"),
        ({"numberings": (*numbers("NF-e", 920), *numbers("NFS-e"))}, "numbers"),
        ({"documents": ()}, "numbers"),
        ({"certificate_until": None}, "certificate"),
        ({"certificate_until": NOON}, "certificate"),
        ({"certificate_tax_id": "11222333000181"}, "certificate"),
        ({"password": "none"}, "password"),
        ({"password": "must_change"}, "password"),
    ],
)
def test_one_thing_is_missing(changed: dict[str, Any], item: str) -> None:
    """Each alone: a series of who has a CPF is none for a company, a certificate that ended is none."""
    assert [item] == lacks(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"documents": ("NFS-e",), "state_registration": "ISENTO"},
        {"documents": ("NF-e",), "municipal_registration": ""},
        {"certificate_type": "A3", "certificate_until": None},
        {"certificate_type": ""},
        {"certificate_tax_id": "12345678000276"},
        {"numberings": (*READY.numberings, *numbers("CT-e"))},
    ],
)
def test_what_is_not_asked_of_everybody(changed: dict[str, Any]) -> None:
    """ISENTO serves who only serves, an A3 is never sent, an A1 may be of another office, and so on."""
    assert [] == lacks(**changed)


def test_a_person_needs_no_numbers_of_what_a_person_cannot_issue() -> None:
    """NFC-e with a CPF: the NF-e of the same plan is enough, and NFC-e alone never is."""
    person = {
        "tax_id": "12345678909",
        "certificate_tax_id": "12345678909",
        "numberings": numbers("NF-e", 920),
    }
    assert [] == lacks(documents=("NF-e", "NFC-e"), **person)
    assert ["numbers"] == lacks(documents=("NFC-e",), **person)
