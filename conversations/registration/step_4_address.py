"""Etapa 4: where the company is."""

from collections.abc import Callable

from conversations import readers
from conversations.draft import Draft
from conversations.form import Step
from conversations.prompt import Choice, InvalidAnswer, Section
from conversations.question import BY_HAND, Ask, Fact, Question, Rows, Taken, Wait, always, fixed
from conversations.registration import texts
from conversations.turn import Turn
from conversations.written import cep

_NONE = ".none"
_PARTS = ("cep", "street", "number", "complement", "district", "city")
_IDS = tuple(f"address.{part}" for part in _PARTS)


def _street_known(draft: Draft) -> bool:
    return all(draft.holds(f"address.{part}") for part in ("street", "district", "city"))


def _all_looked_up(draft: Draft) -> bool:
    return all(draft.origin(id_) == "lookup" for id_ in _IDS)


def _line(example: str) -> Callable[[str], str]:
    return lambda text: readers.words(text, least=2, most=60, example=example)


def _street(text: str) -> str:
    """A street has letters: a CEP sent again, because the first was wrong, is none."""
    value = _line("Avenida Paulista")(text)
    if not any(c.isalpha() for c in value):
        raise InvalidAnswer("street.letters")
    return value


async def _take_number(_turn: Turn, _draft: Draft, value: readers.DoorNumber) -> Taken:
    answers = {"address.number": value.number}
    return Taken(answers if value.complement is None else answers | {"address.complement": value.complement})


async def _take_complement(_turn: Turn, _draft: Draft, value: str) -> str:
    return "" if value == _NONE else value


async def _take_state(_turn: Turn, draft: Draft, value: str) -> Taken:
    if value == "cep":
        raise Ask("address.cep")
    return Taken({"address.state": draft.get("address.cep_state")})


async def _state_check_choices(_turn: Turn, draft: Draft) -> Rows:
    return (
        (Choice(f"O estado é {draft.get('address.cep_state')}", "state"),),
        (Choice(texts.FIX_CEP, "cep"),),
    )


async def _city_choices(_turn: Turn, draft: Draft) -> Rows:
    return tuple((Choice(name, name),) for name in draft.scratch.get("like", []))


async def take_city(turn: Turn, draft: Draft, value: str) -> Taken:
    """The city of the draft's state, with its IBGE code.

    Raises:
        InvalidAnswer: `city.like`, with those it may be offered as choices; `city.unknown`.
    """
    uf = draft.get("address.state")
    city = turn.ports.cities.named(value, uf)
    if city:
        return Taken({"address.city": city.name, "address.city_code": city.code})
    near = turn.ports.cities.like(value, uf)
    draft.scratch["like"] = [found.name for found in near]
    if near:
        raise InvalidAnswer("city.like", state=readers.STATES[uf])
    raise InvalidAnswer("city.unknown", state=readers.STATES[uf], example="Ribeirão Preto")


async def _address_shown(_turn: Turn, draft: Draft) -> tuple[Section, ...]:
    return (Section("", texts.address(draft)),)


CEP = Question(
    id="address.cep",
    label="CEP",
    ask=texts.ASK_CEP,
    of=("company.tax_id",),
    read=readers.cep,
    numeric=always,
    show=lambda draft: cep(draft.get("address.cep")),
)

LOOKUP = Wait(
    id="address.lookup",
    label="consulta do CEP",
    ask=texts.LOOKING_UP_CEP,
    task="look_up_cep",
    arrived=texts.cep_arrived,
    choices=fixed((Choice(texts.BY_HAND, BY_HAND),)),
    applies=lambda draft: not _street_known(draft),
    given=("address.cep", "company.tax_id"),
    show=lambda _: "",
)

CEP_STATE = Fact(id="address.cep_state", label="", show=lambda _: "")

STATE_CHECK = Question(
    id="address.state_check",
    label="estado do CEP",
    ask=texts.ask_state_check,
    choices=_state_check_choices,
    check=_take_state,
    applies=lambda draft: (
        draft.get("address.cep_state", draft.get("address.state")) != draft.get("address.state")
    ),
    given=("address.cep", "address.state"),
    show=lambda _: "",
    editable=False,
)

STREET = Question(id="address.street", label="Rua", ask=texts.ASK_STREET, read=_street, of=("address.cep",))

NUMBER = Question(
    id="address.number",
    label="Número",
    ask=texts.ASK_NUMBER,
    read=readers.door_number,
    numeric=always,
    check=_take_number,
    of=("address.cep",),
)

COMPLEMENT = Question(
    id="address.complement",
    label="Complemento",
    ask=texts.ASK_COMPLEMENT,
    read=lambda text: readers.words(text, least=1, most=60, example="sala 4"),
    check=_take_complement,
    choices=fixed((Choice(texts.NO_COMPLEMENT, _NONE),)),
    of=("address.cep",),
)

DISTRICT = Question(
    id="address.district", label="Bairro", ask=texts.ASK_DISTRICT, read=_line("Centro"), of=("address.cep",)
)

CITY = Question(
    id="address.city",
    label="Cidade",
    ask=texts.ASK_CITY,
    read=readers.line,
    check=take_city,
    choices=_city_choices,
    given=("address.state",),
    of=("address.cep",),
    recheck=True,
)

CITY_CODE = Fact(id="address.city_code", label="Código IBGE da cidade", show=lambda _: "")

CONFIRM = Question(
    id="address.confirm",
    label="confirmação do endereço",
    ask=texts.ASK_CONFIRM_ADDRESS,
    choices=fixed((Choice(texts.CONFIRM_ADDRESS, "yes"),)),
    sections=_address_shown,
    applies=_all_looked_up,
    given=_IDS,
    show=lambda _: "",
    editable=False,
    corrects=True,
)

STEP = Step(
    texts.STEP_ADDRESS,
    (CEP, LOOKUP, CEP_STATE, STATE_CHECK, STREET, NUMBER, COMPLEMENT, DISTRICT, CITY, CITY_CODE, CONFIRM),
)
