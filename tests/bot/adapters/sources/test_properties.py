"""Whatever JSON a service sends, it is an answer of its own or a refusal, and never an error of ours."""

import json
import re
from datetime import date
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validador_ie import UFS

from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, Unavailable
from tests.bot.adapters.sources.canned import SERVICES, Service

pytestmark = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)

SPOKEN = {  # what Python's own JSON cannot write; each stands for itself in a text
    "@many digits": "9" * 5000,
    "@infinite": "1e400",
    "@no number": "NaN",
    "@negative zero": "-0",
    "@deep": "[" * 3000 + "]" * 3000,
    "@half a character": '"\\ud800"',
}
LIKELY_TEXT = (
    "S",
    "SN",
    "EX",
    "sp",
    "87360-000",
    "9999999",
    "2019-02-30",
    "31/12/2019",
    "FULANO 12345678909",
    "123.456.789-09 FULANO ME",
    "٣" * 8,
    "\0",
    "A" * 1000,
    "",
)
ODD = st.sampled_from(LIKELY_TEXT) | st.text(max_size=20)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.text(alphabet="0123456789.-/", max_size=20)
    | st.sampled_from((*LIKELY_TEXT, *SPOKEN))
)
ANY_JSON = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def spoiled(draw: st.DrawFn, record: Any) -> Any:
    """A good answer with odd texts in it, and sometimes with anything or nothing where something was."""
    record = json.loads(json.dumps(record))
    leaves = [(holder, key) for holder, key in _places(record) if not isinstance(holder[key], dict | list)]
    for (holder, key), text in draw(st.lists(st.tuples(st.sampled_from(leaves), ODD), max_size=8)):
        holder[key] = text
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        holder, key = draw(st.sampled_from(_places(record) or [([None], 0)]))
        if isinstance(holder, dict) and draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(ANY_JSON)
    return record


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every key and index within a value, with what holds it."""
    if not isinstance(value, dict | list):
        return []
    inner = list(value.items() if isinstance(value, dict) else enumerate(value))
    return [(value, key) for key, _ in inner] + [place for _, one in inner for place in _places(one)]


def written(value: Any) -> bytes:
    text = json.dumps(value)
    for name, spoken in SPOKEN.items():
        text = text.replace(f'"{name}"', spoken)
    return text.encode()


async def find(service: Service, body: bytes, status: int) -> Company | Address | None:
    """What the service makes of the body; none for a refusal."""
    http = httpx.AsyncClient(
        transport=httpx.MockTransport(lambda _: httpx.Response(status, content=body)), trust_env=False
    )
    try:
        return await service.over(http).find(service.key)
    except (NotFound, Unavailable):
        return None


@settings(deadline=None, max_examples=20)  # no deadline: a busy machine may be slow
@given(body=ANY_JSON, status=st.sampled_from([200, 404]))
async def test_any_json_is_refused(service: Service, body: Any, status: int) -> None:
    """What is not about the company or the CEP that was asked is refused, whatever it is."""
    assert None is await find(service, written(body), status)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
async def test_a_spoiled_answer_is_refused_or_well_formed(service: Service, data: st.DataObject) -> None:
    """Of an answer that is partly anything, every field that is passed on is what the port promises."""
    body = data.draw(spoiled(service.fixture("found")))
    found = await find(service, written(body), 200)
    assert [] == (misshapen(found, service.key) if found else [])


@settings(deadline=None, max_examples=20)
@given(data=st.data())
async def test_a_spoiled_refusal_is_no_error(service: Service, data: st.DataObject) -> None:
    """Nor does "there is none" become an error or a company when it is partly anything."""
    body = data.draw(spoiled(service.fixture("not_found")))
    assert None is await find(service, written(body), service.not_found)


CPF = re.compile(r"(?<![0-9])[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}(?![0-9])")
FORMS = {
    "cep": re.compile("([0-9]{8})?"),
    "city_code": re.compile("([1-5][0-9]{6})?"),
    "activity": re.compile("([0-9]{7})?"),
    "tax_regime": re.compile("[134]?"),
    "opened": re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})?"),
    "state": re.compile("|".join((*UFS, ""))),
}


def misshapen(found: Company | Address, key: str) -> list[str]:
    """The fields that are not as the port's docstring says."""
    told = {name: getattr(found, name) for name in found.__dataclass_fields__}
    registrations = told.pop("registrations", ())
    wrong = [name for name, value in told.items() if not _one_line(value)]
    wrong += [name for name, form in FORMS.items() if not form.fullmatch(told.get(name, ""))]
    wrong += [name for name in ("legal_name", "trade_name") if CPF.search(told.get(name, ""))]
    if key != told.get("tax_id", told["cep"]):
        wrong.append("key")
    if told.get("opened"):
        date.fromisoformat(told["opened"])
    if told.get("status", "") != told.get("status", "").upper():
        wrong.append("status")
    wrong += [
        f"registration {ie}"
        for ie in registrations
        if not (re.fullmatch("[0-9A-Z]+", ie.number) and ie.state in UFS and type(ie.active) is bool)
    ]
    return wrong


def _one_line(value: Any) -> bool:
    return isinstance(value, str) and value == " ".join(value.split()) and value.isprintable()
