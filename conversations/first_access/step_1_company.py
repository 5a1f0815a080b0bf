"""Etapa 1: what is known of the company, confirmed; and what only a city knows."""

import re
from dataclasses import replace

from conversations import readers
from conversations.draft import Draft
from conversations.first_access import rules, texts
from conversations.form import Step
from conversations.prompt import Choice, InvalidAnswer, Section
from conversations.question import Question, Rows, Taken, always, fixed
from conversations.registration import step_3_company, step_4_address
from conversations.registration import texts as registration_texts
from conversations.turn import Turn

_NONE = ".none"
_IM = re.compile(r"[0-9A-Z]{1,15}")
_SIGNS = re.compile(r"[\s./-]")
_OF_PLACE = ("address.state", "address.city", "address.city_code")
_LOOKED_OVER = (*_OF_PLACE, "company.state_registration")
_CONFIRMED = (*_LOOKED_OVER, "company.tax_regime")


def _documents(draft: Draft) -> list[str]:
    found: list[str] = draft.get("customer.documents", [])
    return found


async def _checked_state_registration(_turn: Turn, draft: Draft, value: str) -> str:
    uf = draft.get("address.state")
    found = readers.state_registration(value, uf)
    if found == readers.EXEMPT and not rules.may_be_exempt(_documents(draft), uf):
        raise InvalidAnswer("ie.exempt")
    return found


async def _exempt(_turn: Turn, draft: Draft) -> Rows:
    allowed = rules.may_be_exempt(_documents(draft), draft.get("address.state"))
    return ((Choice(registration_texts.EXEMPT, readers.EXEMPT),),) if allowed else ()


async def _regimes(_turn: Turn, _draft: Draft) -> tuple[Section, ...]:
    return (Section("", texts.regimes()),)


async def _known(_turn: Turn, draft: Draft) -> tuple[Section, ...]:
    return (Section(draft.get("customer.name"), texts.known(draft)),)


def _all_known(draft: Draft) -> bool:
    """Whether nobody has just said it: what was typed a moment ago is looked over in the review."""
    return all(draft.origin(id_) == "lookup" for id_ in _LOOKED_OVER)


def _municipal_registration(text: str) -> str:
    """An Inscrição Municipal, bare.

    Raises:
        InvalidAnswer: `municipal.form`.

    Source: field C19 (IM, 1 to 15) of the NF-e schema PL_010; ABRASF 2.04, tsInscricaoMunicipal (1 to 15).
    Each city has a form of its own.
    """
    bare = _SIGNS.sub("", readers.line(text)).upper()
    if not _IM.fullmatch(bare) or set(bare) == {"0"}:
        raise InvalidAnswer("municipal.form")
    return bare


async def _take_city(turn: Turn, draft: Draft, value: str) -> Taken:
    taken = await step_4_address.take_city(turn, draft, value)
    return Taken(taken.answers, texts.moved(draft))


async def _no_municipal(_turn: Turn, draft: Draft) -> Rows:
    if rules.needs_municipal_registration(_documents(draft)):
        return ()
    return ((Choice(texts.NO_MUNICIPAL, _NONE),),)


async def _take_municipal(_turn: Turn, _draft: Draft, value: str) -> str:
    return "" if value == _NONE else value


STATE = step_3_company.STATE

CITY = replace(step_4_address.CITY, ask=texts.ASK_CITY, of=(), check=_take_city)

CITY_CODE = replace(step_4_address.CITY_CODE, show=None)

STATE_REGISTRATION = Question(
    id="company.state_registration",
    label="Inscrição Estadual",
    ask=texts.ask_state_registration,
    read=str,
    numeric=always,
    check=_checked_state_registration,
    show=step_3_company.STATE_REGISTRATION.show,
    choices=_exempt,
    given=("address.state", "customer.documents"),
    recheck=True,
)

TAX_REGIME = replace(
    step_3_company.TAX_REGIME, ask=texts.ASK_TAX_REGIME, applies=lambda _: True, of=(), sections=_regimes
)

CONFIRM = Question(
    id="company.confirm",
    label="confirmação dos dados",
    ask=texts.ASK_CONFIRM,
    choices=fixed((Choice(texts.CONFIRM, "yes"),)),
    sections=_known,
    applies=_all_known,
    given=_CONFIRMED,
    show=lambda _: "",
    editable=False,
    corrects=True,
)

MUNICIPAL_REGISTRATION = Question(
    id="company.municipal_registration",
    label="Inscrição Municipal",
    ask=texts.ask_municipal_registration,
    read=_municipal_registration,
    numeric=always,
    check=_take_municipal,
    choices=_no_municipal,
    given=("address.city",),
    of=("customer.documents",),
    show=lambda draft: draft.get("company.municipal_registration") or "não tem",
)

STEP = Step(
    texts.STEP_COMPANY,
    (STATE, CITY, CITY_CODE, STATE_REGISTRATION, TAX_REGIME, CONFIRM, MUNICIPAL_REGISTRATION),
)
