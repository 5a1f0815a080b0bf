"""What is shown of an inquiry: words as they came, and what a person needs to judge it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from bot.adapters.companies import SOURCES
from bot.adapters.lookup_cache import Entry
from bot.inquiry.choosing import Choice
from bot.inquiry.inquiring import Inquiry
from bot.inquiry.report import report
from bot.inquiry.said import Said
from conversations.ports.companies import Company, NotFound, Unavailable

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOLD = Company(tax_id="12345678000195", legal_name="[/red]PADARIA [bold]DO :sun: LTDA[/]")


def shown(inquiry: Inquiry[Any], width: int = 120) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(report(inquiry, NOON))
    return capture.get()


def inquiry(choice: Choice[Company], **more: Any) -> Inquiry[Company]:
    return Inquiry([Said(SOURCES[0], "found", 0.1234, SOLD)], more.pop("kept", {}), choice, **more)


FOUND = Choice(SOLD, None, 0.2)


def test_a_name_is_text() -> None:
    """Whatever a register has in it, nothing of it is taken for markup or for a picture."""
    assert 2 == shown(inquiry(FOUND)).count(SOLD.legal_name)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_terminal_loses_nothing(width: int) -> None:
    """What does not fit into a line goes on in the next."""
    assert "…" not in shown(inquiry(FOUND), width)


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1, "fresh until 2026-11-25 13:00 UTC\n"), (-1, "fresh until 2026-11-25 11:00 UTC, now")],
)
def test_a_kept_answer_says_how_old_it_is(hours: int, said: str) -> None:
    """Until when it needs no asking, and that it is renewed if that is over."""
    kept = {"company": Entry(SOLD, NOON.timestamp() + hours * 3600), "register": None}
    assert said in shown(inquiry(FOUND, kept=kept))


def test_kept_not_found_is_told() -> None:
    """That nobody knew it is kept too."""
    kept = {"company": Entry(None, NOON.timestamp() + 60)}
    assert "kept (company): not found; fresh until" in shown(inquiry(FOUND, kept=kept))


@pytest.mark.parametrize(
    ("refusal", "said"),
    [(NotFound(), "not in the public registers"), (Unavailable("?"), "the person goes on by typing")],
)
def test_a_refusal_is_what_a_person_meets(refusal: Any, said: str) -> None:
    """And when."""
    told = shown(inquiry(Choice(None, refusal, 0.25)))
    assert (True, True) == (said in told, "after 250 ms" in told)


@pytest.mark.parametrize(("number", "told"), [(0, False), (3, True)], ids=["minhareceita", "cnpja"])
def test_no_ies_are_told_of_whoever_has_some_to_tell(number: int, told: bool) -> None:
    """Of a source that has none to tell, it would pass for an answer."""
    said = Said(SOURCES[number], "found", 0.1, Company(tax_id="12345678000195", legal_name="PADARIA LTDA"))
    assert told == ("no IEs" in shown(Inquiry([said], {}, FOUND)))
