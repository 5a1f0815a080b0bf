"""An inquiry for a person to read."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from bot.adapters.companies import REGISTERS
from bot.adapters.lookup_cache import REGISTER, Entry
from bot.inquiry.choosing import Choice
from bot.inquiry.inquiring import Inquiry
from bot.inquiry.said import Outcome, Said
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, StateRegistration
from conversations.wording import count

COLOURS: dict[Outcome, str] = {"found": "green", "not_found": "yellow", "failed": "red"}
REGIMES = {"1": "1, Simples Nacional", "3": "3, regime normal", "4": "4, MEI"}


def report(inquiry: Inquiry[Any], now: datetime | None = None) -> RenderableType:
    """What each source said, what is kept, and what the bot answers, field by field.

    Names may hold anything, so that all of it is text and nothing is markup.

    Args:
        inquiry: what came of one.
        now: what time it is, if not now.
    """
    parts: list[RenderableType] = [_sources(inquiry)]
    clock = (now or datetime.now(UTC)).timestamp()
    parts += [_kept(kind, entry, clock) for kind, entry in inquiry.kept.items() if entry]
    parts.append(_conclusion(inquiry.choice))
    if inquiry.choice.found:
        parts.append(_answer(inquiry.choice.found, inquiry.whose))
    return Group(*parts)


def _sources(inquiry: Inquiry[Any]) -> Table:
    table = _table("source", "outcome", "ms", "what it says")
    table.columns[2].justify = "right"
    for said in inquiry.said:
        outcome = Text(_outcome(said), COLOURS.get(said.outcome, "dim"))
        time = f"{said.seconds * 1000:.0f}" if said.asked else ""
        words = _words(said.found, ies=said.source in REGISTERS)
        table.add_row(Text(said.source.name), outcome, time, Text(words))
    return table


def _table(*names: str) -> Table:
    """Columns of which nothing is lost: what does not fit goes on in the next line."""
    columns = [Column(name, overflow="fold") for name in names]
    return Table(*columns, box=None, pad_edge=False, header_style="dim")


def _outcome(said: Said[Any]) -> str:
    match said.outcome:
        case "found":
            return "found"
        case "not_found":
            return "says not found"
        case "off":
            return f"off: {said.source.setting.upper()} is empty"
        case "unfit":
            return "not asked: it takes no CNPJ with letters"
        case "resting":
            return f"resting by its quota: {said.failure}"
    return f"could not be asked: {said.failure}"


def _words(found: Company | Address | None, *, ies: bool = False) -> str:
    """An answer in a line; with its IEs if whoever gave it has any to tell."""
    if isinstance(found, Company):
        told = _registrations(found) if ies else ""
        return " · ".join(filter(None, [found.legal_name, _town(found), told]))
    return " · ".join(filter(None, [found.street, found.district, _town(found)])) if found else ""


def _registrations(found: Company) -> str:
    active = sum(one.active for one in found.registrations)
    return (
        f"{count(len(found.registrations), 'IE', 'IEs')}, {active} active"
        if found.registrations
        else "no IEs"
    )


def _town(found: Company | Address) -> str:
    return "/".join(filter(None, [found.city, found.state]))


def _kept(kind: str, entry: Entry[Any], clock: float) -> Text:
    """What lies in Redis comes before all sources."""
    until = f"{datetime.fromtimestamp(entry.fresh_until, UTC):%Y-%m-%d %H:%M} UTC"
    told = "not found" if entry.found is None else _words(entry.found, ies=kind == REGISTER.name)
    fresh = (
        f"fresh until {until}"
        if clock < entry.fresh_until
        else f"fresh until {until}, now renewed when asked"
    )
    return Text(f"\nkept ({kind}): {told}; {fresh}", "cyan")


def _conclusion(choice: Choice[Any]) -> Text:
    after = f"after {choice.seconds * 1000:.0f} ms"
    if choice.found:
        return Text(f"\nThe bot answers {after}:", "bold")
    if isinstance(choice.refusal, NotFound):
        return Text(f"\nThe bot says {after} that it is not in the public registers.\n", "bold").append(
            "That is no proof: new companies and CEPs take weeks to appear.", "not bold"
        )
    return Text(f"\nThe bot says {after} that none could be asked; the person goes on by typing.", "bold")


def _answer(found: Company | Address, whose: dict[str, str]) -> Table:
    table = _table("field", "value", "from")
    for field in fields(found):
        if value := getattr(found, field.name):
            for line in _lines(field.name, value):
                table.add_row(field.name, Text(line), Text(whose.get(field.name, ""), "dim"))
    return table


def _lines(name: str, value: Any) -> Iterator[str]:
    if name == "registrations":
        yield from map(_registration, value)
    else:
        yield REGIMES.get(value, value) if name == "tax_regime" else value


def _registration(one: StateRegistration) -> str:
    return f"{one.number} {one.state}, {'active' if one.active else 'not active'}"
