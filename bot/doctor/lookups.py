"""The public registers: each is asked something that every one of them knows."""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.adapters import addresses, companies
from bot.adapters.asking import WhenNeeded
from bot.adapters.sources.fetching import Busy, Refused, TooSlow, Unreachable
from bot.adapters.sources.listed import Listed
from bot.doctor.finding import Finding
from bot.inquiry import Said, ask, asking_by_hand
from bot.settings import Settings
from conversations.ports.companies import Unavailable

BANCO_DO_BRASIL = "00000000000191"
PRACA_DA_SE = "01001000"
Group = tuple[str, Sequence[Listed[Any]], str, str]
"""What is looked up, by whom, and something that each of them knows: its key, and in words."""
KNOWN: tuple[Group, ...] = (
    ("companies", companies.SOURCES, BANCO_DO_BRASIL, "Banco do Brasil"),
    ("CEPs", addresses.SOURCES, PRACA_DA_SE, "the CEP of Praça da Sé"),
)
OTHERS = "others are asked instead"


async def look_at_lookups(settings: Settings) -> list[Finding]:
    """Whether each source answers, in its own words and rightly; it costs each one question of its quota."""
    async with asking_by_hand(settings, lambda _: None) as asking:  # Redis is looked at by itself
        looks = (_group(settings, asking, group) for group in KNOWN)
        return [finding for group in await asyncio.gather(*looks) for finding in group]


async def _group(settings: Settings, asking: WhenNeeded, group: Group) -> list[Finding]:
    """What there is to say of sources that stand in for each other."""
    what, sources, key, known = group
    found = await asyncio.gather(*(_look(settings, asking, one, key, known) for one in sources))
    asked = [finding for finding in found if finding.state != "off"]
    if not asked or any(finding.state == "ok" for finding in asked):
        return found
    detail = f"no source of {what} helps now: what they fill is typed by hand"
    return [*found, Finding(f"Lookups of {what}", "look", detail, "Mend one of those above.")]


async def _look(settings: Settings, asking: WhenNeeded, one: Listed[Any], key: str, known: str) -> Finding:
    if settings.simulated and one.setting not in settings.model_fields_set:
        return Finding(f"Lookup {one.name}", "off", "the simulator stands in")
    return finding(await ask(one, key, asking), known)


def finding(said: Said[Any], known: str) -> Finding:
    """What there is to say about a source.

    Args:
        said: by it.
        known: what it was asked, in words.
    """
    what, variable = f"Lookup {said.source.name}", said.source.setting.upper()
    match said.outcome:
        case "found":
            return Finding(what, "ok", f"knows {known}, told after {said.seconds * 1000:.0f} ms")
        case "off":
            return Finding(what, "off", f"{variable} is empty")
        case "not_found":
            mend = f"It is ill, or {variable} is not that service: {OTHERS}."
            return Finding(what, "look", f"says that there is no {known.removeprefix('the ')}", mend)
        case "resting":
            mend = "Nothing: it has a quota, or has asked for a pause. Look again later."
            return Finding(what, "look", f"not asked: {said.failure}", mend)
    return Finding(what, "look", _trouble(said.failure), _mend(said.failure, variable))


def _trouble(failure: Unavailable | None) -> str:
    match failure:
        case Unreachable():
            return f"cannot be reached: {failure}"
        case TooSlow():
            return "does not answer in time"
        case Busy():
            return f"asks to be left alone: {failure}"
        case Refused():
            return f"answers with {failure}"
    return f"gives an answer that cannot be used: {failure}"


def _mend(failure: Unavailable | None, variable: str) -> str:
    match failure:
        case Unreachable():
            return f"Correct {variable}, or the way outside (network, firewall, proxy): {OTHERS}."
        case TooSlow() | Busy():
            return f"Wait: {OTHERS}."
        case Refused(status=status) if status >= 500:
            return f"Wait, it is in trouble itself: {OTHERS}."
        case Refused():
            return f"Check the path in {variable}: {OTHERS}."
    return f"Check that {variable} is that service; if its format has changed, set {variable}= and tell us."
