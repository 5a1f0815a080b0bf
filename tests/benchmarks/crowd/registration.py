"""Scripts of the real registration, by a reseller's person who types and taps."""

from collections.abc import Callable

from validate_docbr import CNPJ, CPF

from conversations import words
from conversations.desk.menu import NAME as MENU
from conversations.desk.menu import NEW
from conversations.registration import done_texts, texts
from tests.benchmarks.crowd.scripts import Line, Script, Words

PLAN = "Emissor NF-e"


def registration() -> Script:
    """Every question answered by hand, for somebody with a CPF."""
    return Script((*_up_to_tax_id(), *_person_and_address()), strict=False)


def lookups() -> Script:
    """A registration up to the lookup of a company, which is waited for; then another company's."""
    until = _up_to_tax_id()
    waits = _typed(lambda _chat, _round: CNPJ().generate(), "razão social")
    corrects = _typed(_always(words.BACK), texts.ASK_TAX_ID)
    n = len(until)
    return Script((*until, waits, corrects), strict=False, again=n, slow=frozenset({n}))


def _up_to_tax_id() -> tuple[Line, ...]:
    return (
        Line(_holds(texts.ASK_PLANS), tap=f"{MENU}|{NEW}"),
        _typed(_always(f"{PLAN} · R$ 49,90"), texts.ASK_PLANS),
        _typed(_always(words.FORWARD), texts.ASK_NAME),
        _typed(_always("Maria Souza"), texts.ASK_PHONE),
        _typed(_always("(11) 98765-4321"), texts.ASK_EMAIL),
        _typed(lambda chat, round_: f"maria.{chat}.{round_}@example.com.br", texts.ASK_PASSWORD),
        _typed(_always(texts.BY_LINK), texts.ASK_TAX_ID),
    )


def _person_and_address() -> tuple[Line, ...]:
    return (
        _typed(lambda _chat, _round: CPF().generate(), "nome completo"),
        _typed(_always("José da Silva"), texts.ASK_STATE),
        _typed(_always("SP"), "Inscrição Estadual"),
        _typed(_always(texts.EXEMPT), texts.ASK_CEP),
        _typed(_always("01310-100"), texts.ASK_STREET),
        _typed(_always("Avenida Paulista"), texts.ASK_NUMBER),
        _typed(_always("1000"), texts.ASK_COMPLEMENT),
        _typed(_always("sala 4"), texts.ASK_DISTRICT),
        _typed(_always("Bela Vista"), texts.ASK_CITY),
        _typed(_always("São Paulo"), texts.REVIEW),
        _typed(_always(texts.FINISH), done_texts.NEXT),
    )


def _typed(say: Words, hear: str) -> Line:
    return Line(_holds(hear), say)


def _always(text: str) -> Words:
    return lambda _chat, _round: text


def _holds(text: str) -> Callable[[str, list[str]], bool]:
    return lambda heard, _said: text in heard
