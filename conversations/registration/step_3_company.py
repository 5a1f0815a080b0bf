"""Etapa 3: the company, from its CNPJ; or the person, from a CPF."""

from dataclasses import asdict
from typing import Any, NoReturn

from conversations import readers
from conversations.draft import Draft
from conversations.form import Step
from conversations.prompt import Choice, InvalidAnswer, Section
from conversations.question import BY_HAND, Ask, Beside, Fact, Question, Redraw, Rows, Taken, Wait, fixed
from conversations.registration import texts
from conversations.registration.branches import BRANCH
from conversations.repair import Near, near
from conversations.turn import Turn
from conversations.written import cnpj_or_cpf, kind_of_tax_id

MOST_NAME = 60
TYPED_NAME = 200  # what is read before it is cut
_NONE = ".none"


def _is_company(draft: Draft) -> bool:
    return readers.is_cnpj(draft.get("company.tax_id", ""))


async def _checked_tax_id(_turn: Turn, draft: Draft, text: str) -> str:
    """A valid one; of one that is refused, those it may have been meant as are kept, to be offered."""
    draft.scratch.pop("near", None)
    try:
        return readers.tax_id(text)
    except InvalidAnswer as error:
        found = near(readers.bare_tax_id(text))
        if not found:
            raise
        draft.scratch["near"] = [asdict(one) for one in found]
        raise InvalidAnswer("tax_id.near", kind=kind_of_tax_id(found[0].value)) from error


def _near(draft: Draft) -> list[Near]:
    return [Near(**kept) for kept in draft.scratch.get("near", [])]


async def _near_choices(_turn: Turn, draft: Draft) -> Rows:
    return tuple((Choice(cnpj_or_cpf(one.value), one.value),) for one in _near(draft))


async def _near_shown(_turn: Turn, draft: Draft) -> tuple[Section, ...]:
    """What is different in each: two numbers of 14 digits look the same."""
    lines = [texts.difference(one) for one in _near(draft)]
    return (Section("", "\n".join(lines)),) if lines else ()


def _ask_tax_id(draft: Draft) -> str:
    found = _near(draft)
    return texts.ask_near(found) if found else texts.ask_tax_id(draft)


def _no_tax_id(text: str) -> None:
    """A CNPJ sent again, because the first was wrong, is no name."""
    if len(readers.line(text)) >= 11 and _is_tax_id(text):
        raise InvalidAnswer("name.tax_id")


def _is_tax_id(text: str) -> bool:
    try:
        return bool(readers.tax_id(text))
    except InvalidAnswer:
        return False


def _long_name(text: str) -> str:
    _no_tax_id(text)
    if len(readers.line(text)) > MOST_NAME:
        return readers.words(text, least=2, most=TYPED_NAME, example="Padaria Sol Ltda")
    return readers.name(text)


def _trade_name(text: str) -> str:
    _no_tax_id(text)
    return readers.words(text, least=1, most=TYPED_NAME, example="Padaria Sol")


async def _cut_legal_name(_turn: Turn, _draft: Draft, value: str) -> Taken:
    return _cut("company.legal_name", value)


async def _cut_trade_name(_turn: Turn, _draft: Draft, value: str) -> Taken:
    return _cut("company.trade_name", "" if value == _NONE else value)


def _cut(id_: str, value: str) -> Taken:
    kept = value[:MOST_NAME].strip()
    return Taken({id_: kept}, texts.NAME_CUT.format(name=kept) if kept != value else "")


async def _no_trade_name_found(_turn: Turn, draft: Draft) -> Taken | None:
    """A lookup that found the company and no trade name has answered: there is none."""
    return Taken({"company.trade_name": ""}) if draft.get("company.lookup") == "found" else None


async def _state_registration_choices(_turn: Turn, draft: Draft) -> Rows:
    found = draft.get("company.registrations", [])
    uf = draft.get("address.state")
    written = ((Choice(readers.written_state_registration(number, uf), number),) for number in found)
    return (*written, (Choice(texts.EXEMPT, readers.EXEMPT),))


async def _checked_state_registration(_turn: Turn, draft: Draft, value: str) -> str:
    """One that a register tells of is taken as it is, however it begins."""
    if value in draft.get("company.registrations", []):
        return value
    return readers.state_registration(value, draft.get("address.state"))


def _registrations_arrived(draft: Draft) -> str:
    """Of the one that was found; of several the question itself speaks."""
    number = STATE_REGISTRATION.shown(draft)
    return texts.REGISTRATION_FOUND.format(number=number) if number else ""


async def _existing(turn: Turn, draft: Draft) -> Any:
    ids = draft.get("company.tax_id"), draft.get("company.state_registration")
    found = await turn.ports.customers.same(turn.seller.id, *ids)
    return found if found and found.id != draft.get("customer.id") else None


def _may_be_a_repeat(draft: Draft) -> bool:
    """Not once it is settled: Voltar then passes it by."""
    ids = "company.tax_id", "company.state_registration"
    return all(draft.holds(id_) for id_ in ids) and not draft.holds("company.repeat")


async def _not_a_repeat(turn: Turn, draft: Draft) -> Taken | None:
    return None if await _existing(turn, draft) else Taken({"company.repeat": False})


async def _existing_shown(turn: Turn, draft: Draft) -> tuple[Section, ...]:
    customer = await _existing(turn, draft)
    shown = customer and turn.person and draft.scratch.get("open")
    return (Section("", texts.existing(customer)),) if shown else ()


async def _repeat_choices(turn: Turn, _draft: Draft) -> Rows:
    """What to do about a customer who is there; only the reseller may look at it."""
    look = ((Choice(texts.OPEN_CUSTOMER, "open"),),) if turn.person else ()
    return (*look, (Choice(texts.OTHER_IE, "ie"),), (Choice(texts.OTHER_TAX_ID, "tax_id"),))


async def _take_repeat(_turn: Turn, draft: Draft, value: str) -> NoReturn:
    if value == "open":
        draft.scratch["open"] = True
        raise Redraw
    raise Ask({"ie": "company.state_registration", "tax_id": "company.tax_id"}[value])


_UF_ROWS = tuple(tuple(readers.STATES)[start : start + 7] for start in range(0, len(readers.STATES), 7))

TAX_ID = Question(
    id="company.tax_id",
    label="CNPJ ou CPF",
    ask=_ask_tax_id,
    read=readers.line,
    numeric=lambda draft: not _near(draft),
    check=_checked_tax_id,
    choices=_near_choices,
    sections=_near_shown,
    show=lambda draft: cnpj_or_cpf(draft.get("company.tax_id")),
)

LOOKUP = Wait(
    id="company.lookup",
    label="consulta do CNPJ",
    ask=texts.LOOKING_UP_COMPANY,
    task="look_up_company",
    arrived=texts.company_arrived,
    beside=Beside(
        task="look_up_registrations",
        answers="company.state_registration",
        offers="company.registrations",
        arrived=_registrations_arrived,
    ),
    choices=fixed((Choice(texts.BY_HAND, BY_HAND),)),
    applies=_is_company,
    given=("company.tax_id",),
    show=lambda _: "",
)

STATUS = Fact(id="company.status", label="Situação na Receita")
OPENED = Fact(id="company.opened", label="Data de abertura", show=lambda _: "")
ACTIVITY = Fact(id="company.activity", label="Atividade principal (CNAE)", show=lambda _: "")
LEGAL_NATURE = Fact(id="company.legal_nature", label="Natureza jurídica", show=lambda _: "")

STATUS_CHECK = Question(
    id="company.status_check",
    label="situação da empresa",
    ask=texts.ask_status,
    choices=fixed((Choice(texts.CONTINUE_ANYWAY, "yes"),)),
    applies=lambda draft: draft.get("company.status", "ATIVA") != "ATIVA",
    given=("company.tax_id", "company.status"),
    show=lambda _: "",
    editable=False,
)

LEGAL_NAME = Question(
    id="company.legal_name",
    label="Razão social ou nome",
    ask=texts.ask_legal_name,
    of=("company.tax_id",),
    read=_long_name,
    check=_cut_legal_name,
)

TRADE_NAME = Question(
    id="company.trade_name",
    label="Nome fantasia",
    ask=texts.ASK_TRADE_NAME,
    of=("company.tax_id",),
    literal=True,
    read=_trade_name,
    check=_cut_trade_name,
    choices=fixed((Choice(texts.NO_TRADE_NAME, _NONE),)),
    applies=_is_company,
    auto=_no_trade_name_found,
)

TAX_REGIME = Question(  # corrected, never asked: an unknown one is asked at the first access
    id="company.tax_regime",
    label="Regime tributário",
    ask=texts.ASK_TAX_REGIME,
    choices=fixed(*((Choice(label, crt),) for crt, label in texts.REGIMES.items())),
    applies=lambda draft: draft.holds("company.tax_regime"),
    of=("company.tax_id",),
    show=lambda draft: texts.REGIMES.get(draft.get("company.tax_regime"), ""),
)

STATE = Question(
    id="address.state",
    label="Estado",
    ask=texts.ASK_STATE,
    of=("company.tax_id",),
    read=readers.state,
    choices=fixed(*(tuple(Choice(uf, uf) for uf in row) for row in _UF_ROWS)),
)

STATE_REGISTRATION = Question(
    id="company.state_registration",
    label="Inscrição Estadual",
    ask=texts.ask_state_registration,
    read=str,
    numeric=lambda draft: len(draft.get("company.registrations", [])) < 2,
    check=_checked_state_registration,
    show=lambda draft: readers.written_state_registration(
        draft.get("company.state_registration"), draft.get("address.state")
    ),
    choices=_state_registration_choices,
    given=("address.state",),
    of=("company.tax_id",),
    recheck=True,
)

REPEAT = Question(
    id="company.repeat",
    label="cliente que já existe",
    ask=texts.ask_repeat,
    choices=_repeat_choices,
    sections=_existing_shown,
    check=_take_repeat,
    auto=_not_a_repeat,
    applies=_may_be_a_repeat,
    given=("company.tax_id", "company.state_registration"),
    show=lambda _: "",
    editable=False,
)

STEP = Step(
    texts.STEP_COMPANY,
    (
        TAX_ID,
        LOOKUP,
        STATUS,
        OPENED,
        ACTIVITY,
        LEGAL_NATURE,
        STATUS_CHECK,
        LEGAL_NAME,
        TRADE_NAME,
        TAX_REGIME,
        STATE,
        STATE_REGISTRATION,
        REPEAT,
        BRANCH,
    ),
)
