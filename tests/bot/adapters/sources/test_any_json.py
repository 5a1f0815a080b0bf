"""Whatever JSON a service sends."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from validador_ie import UFS

from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, Unavailable
from tests.bot.adapters.sources.canned import SERVICES, Service, answering

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
LIKELY = (
    ANY_JSON
    | st.sampled_from(
        ["S", "N", "SN", "EX", "sp", "87360-000", "9999999", "FULANO 12345678909", "٣" * 8, "\0"]
    )
    | st.text(alphabet="0123456789.-/", max_size=20)
)


@st.composite
def spoiled(draw: st.DrawFn, service: Service) -> Any:
    """What the service found, with some of its values replaced by anything, two records deep."""
    return _spoil(draw, service.fixture("found"), 2)


def _spoil(draw: st.DrawFn, record: Any, depth: int) -> Any:
    spoiled = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth and draw(st.booleans()):
            spoiled[key] = _spoil(draw, value, depth - 1)
        else:
            spoiled[key] = draw(st.just(value) | LIKELY)
    return spoiled


answers = st.sampled_from(SERVICES).flatmap(
    lambda service: st.tuples(st.just(service), st.sampled_from([200, 404]), ANY_JSON | spoiled(service))
)


@settings(deadline=None)  # the claim is about answers; a busy machine may be slow
@given(answers)
async def test_any_json_is_an_answer_or_a_refusal(answer: tuple[Service, int, Any]) -> None:
    """It is found, not found or unavailable, nothing else, and what is found is well formed."""
    service, status, body = answer
    try:
        found = await service.over(answering(body, status)).find(service.key)
    except (NotFound, Unavailable):
        return
    assert well_formed(found)


def well_formed(found: Company | Address) -> bool:
    states = {found.state}
    if isinstance(found, Company):
        states |= {registration.state for registration in found.registrations}
    return (
        re.fullmatch("([0-9]{8})?", found.cep) is not None
        and re.fullmatch("([0-9]{7})?", found.city_code) is not None
        and states <= {*UFS, ""}
        and "12345678909" not in getattr(found, "legal_name", "")
    )
