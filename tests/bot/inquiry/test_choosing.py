"""What is shown as the bot's choice is what the bot chooses when its sources answer like that."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.companies import SOURCES, companies
from bot.adapters.lookup_cache import Entry, Kind
from bot.adapters.sources.chain import Lookup
from bot.adapters.sources.listed import Asking, Listed
from bot.inquiry.choosing import TABLE, Choice, Replays, chosen
from bot.inquiry.said import Outcome, Said
from conversations.ports.companies import Company, NotFound, StateRegistration, Unavailable
from tests.bot.adapters.sources.canned import CNPJ
from tests.fakes.cities import FakeCities
from tests.kit.leaping import leap

HEDGE = 0.7
NAMES = tuple(one.name for one in SOURCES)
KEPT: dict[str, Entry[Any] | None] = {"company": None, "register": None}
IES = (StateRegistration(number="111222330112", state="SP", active=True),)

Answer = Company | Exception | Outcome
Answers = Mapping[str, tuple[float, Answer]]


def company(name: str, **told: Any) -> Company:
    return Company(tax_id=CNPJ, legal_name=name, **told)


@dataclass
class After:
    """Answers after so many seconds."""

    name: str
    seconds: float
    answer: Answer

    async def find(self, _: str) -> Company:
        await asyncio.sleep(self.seconds)
        if isinstance(self.answer, Exception):
            raise self.answer
        assert isinstance(self.answer, Company)
        return self.answer


@dataclass
class Real:
    """Sources as a worker asks them."""

    answers: Answers
    hedge: float = HEDGE

    def of(self, *listed: Listed[Any]) -> Sequence[Any]:
        return [After(one.name, *self.answers[one.name]) for one in listed]

    def kept(self, lookup: Lookup[Any], _: Kind[Any]) -> Lookup[Any]:
        return lookup


async def said(one: Listed[Company], seconds: float, answer: Answer) -> Said[Company]:
    """What comes of asking it, as late as it takes."""
    await asyncio.sleep(seconds)
    match answer:
        case NotFound():
            return Said(one, "not_found", seconds)
        case Unavailable():
            return Said(one, "failed", seconds, failure=answer)
        case Company():
            return Said(one, "found", seconds, answer)
        case "off" | "unfit" | "resting":
            return Said(one, answer)
    raise AssertionError


def replays(answers: Answers, kept: dict[str, Entry[Any] | None] = KEPT) -> Replays:
    asked = {one.name: asyncio.create_task(said(one, *answers[one.name])) for one in SOURCES}
    return Replays(HEDGE, asked, kept)


async def choice(asking: Asking) -> Choice[Company]:
    return await chosen(companies(asking, FakeCities()), CNPJ)


def seen(made: Choice[Company]) -> tuple[object, ...]:
    return made.found, type(made.refusal), round(made.seconds, 3)


def all_answer(**changes: tuple[float, Answer]) -> Answers:
    """Every source after 0.2 s by its own name, but for some."""
    return {name: (0.2, company(name)) for name in NAMES} | changes


# No two sums of these and of delays are the same: who comes first is never chance.
SECONDS = (0.0113, 0.1271, 0.3359, 0.6523, 0.8837, 1.1949, 1.7167, 2.2291, 2.9389, 3.4547, 3.8753, 4.0131)


@st.composite
def any_answers(draw: st.DrawFn) -> Answers:
    seconds = draw(st.permutations(SECONDS))
    answers = [
        draw(st.sampled_from([company(name), company(name, registrations=IES), NotFound(), Unavailable("?")]))
        for name in NAMES
    ]
    return dict(zip(NAMES, zip(seconds, answers, strict=False), strict=True))


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(answers=any_answers())
def test_the_choice_is_the_bots(answers: Answers) -> None:
    """Whatever the sources say and however long each takes: the same answer, as late."""

    async def replayed() -> Choice[Company]:
        return await choice(replays(answers))

    assert seen(leap(choice(Real(answers)))) == seen(leap(replayed()))


async def whose(answers: Answers, kept: dict[str, Entry[Any] | None] = KEPT) -> dict[str, str]:
    replay = replays(answers, kept)
    made = await choice(replay)
    assert made.found
    return await replay.whose(made.found)


def test_each_field_has_its_source() -> None:
    """Who describes the company, who knows its IEs, and the table that knows its city's code."""
    described = company("x", city="São Paulo", state="SP")
    registered = company("y", registrations=IES, tax_regime="1", city_code="3550308")
    answers = all_answer(minhareceita=(0.2, described), cnpja=(0.3, registered))
    assert {
        **dict.fromkeys(("tax_id", "legal_name", "city", "state"), "minhareceita"),
        "tax_regime": "cnpja",
        "registrations": "cnpja",
        "city_code": TABLE,
    } == leap(whose(answers))


def test_the_same_words_are_their_sayers() -> None:
    """Of two sources that say the very same, the one whose answer was taken is named."""
    answers = all_answer(
        minhareceita=(0.1, NotFound()), opencnpj=(0.9, company("x")), brasilapi=(0.05, company("x"))
    )
    assert "brasilapi" == leap(whose(answers))["legal_name"]


def test_what_is_kept_comes_first() -> None:
    """It is the answer, at once, and no source is named for it."""
    kept = {**KEPT, "company": Entry(company("kept"), 0)}

    async def both() -> tuple[str, float, str]:
        replay = replays(all_answer(cnpja=(0.1, company("cnpja")), cnpjws=(0.1, company("cnpjws"))), kept)
        made = await choice(replay)
        assert made.found
        return made.found.legal_name, made.seconds, (await replay.whose(made.found))["legal_name"]

    name, seconds, who = leap(both())
    assert ("kept", "kept", True) == (name, who, seconds <= 0.3)


def test_kept_not_found_is_not_found() -> None:
    """For its ten minutes the bot says so without asking."""
    kept = {**KEPT, "company": Entry(None, 0)}

    async def ask() -> object:
        return (await choice(replays(all_answer(), kept))).refusal

    assert isinstance(leap(ask()), NotFound)


@pytest.mark.parametrize("outcome", ["off", "unfit", "resting"])
def test_who_was_not_asked_is_passed_by(outcome: Outcome) -> None:
    """As the bot passes it by: at once."""

    async def ask() -> tuple[str, float]:
        made = await choice(replays(all_answer(minhareceita=(0, outcome))))
        assert made.found
        return made.found.legal_name, round(made.seconds, 3)

    assert ("opencnpj", 0.2) == leap(ask())
