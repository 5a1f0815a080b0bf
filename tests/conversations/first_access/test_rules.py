"""What the tax offices ask of who issues."""

import pytest

from conversations.first_access import rules
from conversations.ports.catalog import DOCUMENTS

CNPJ, CPF = "12345678000195", "12345678909"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_company_has_series_0_to_889(document: str) -> None:
    """Whatever it issues; 1 is what everybody begins with."""
    found = rules.series(document, CNPJ)
    assert (0, 889, 1) == (found[0], found[-1], rules.usual_series(document, CNPJ))


@pytest.mark.parametrize("document", ["NF-e", "CT-e", "MDF-e"])
def test_a_person_has_series_920_to_969(document: str) -> None:
    """With a CPF, where ICMS is due."""
    found = rules.series(document, CPF)
    assert (920, 969, 920) == (found[0], found[-1], rules.usual_series(document, CPF))


def test_a_persons_services_are_numbered_as_a_companys() -> None:
    """An NFS-e is the city's, which knows no such series."""
    assert (range(890), 1) == (rules.series("NFS-e", CPF), rules.usual_series("NFS-e", CPF))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_nfce_with_a_cpf(document: str) -> None:
    """Everything else can be issued with either."""
    assert (True, document != "NFC-e") == (rules.can_issue(document, CNPJ), rules.can_issue(document, CPF))


@pytest.mark.parametrize(
    ("documents", "uf", "expected"),
    [
        (("NF-e",), "RJ", False),
        (("NFC-e", "NFS-e"), "SC", False),
        (("CT-e",), "SP", False),
        (("CT-e", "MDF-e"), "RJ", True),
        (("NFS-e",), "SP", True),
        ((), "SP", True),
    ],
)
def test_who_may_be_isento(documents: tuple[str, ...], uf: str, expected: bool) -> None:
    """Nobody who sells goods; who carries them, where the state knows such; whoever only serves."""
    assert expected == rules.may_be_exempt(documents, uf)


@pytest.mark.parametrize(("documents", "expected"), [(("NF-e",), False), (("NF-e", "NFS-e"), True)])
def test_who_needs_a_city_registration(documents: tuple[str, ...], expected: bool) -> None:
    """Whoever issues an NFS-e."""
    assert expected == rules.needs_municipal_registration(documents)
