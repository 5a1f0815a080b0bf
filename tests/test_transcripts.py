"""Every transcript is said to the conversations alone, and over Telegram to the whole program.

`TRANSCRIPTS=write pytest tests/test_transcripts.py` writes what the bot says now into the files: read the
difference before you commit it.
"""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.customers import SqlCustomers
from bot.db.database import Database
from conversations.ports.customers import Registration
from tests.kit.core import Core
from tests.kit.given import SOL, understand
from tests.kit.program import Place, program
from tests.kit.said import Opens, Shares, Taps, Types, understood
from tests.kit.telegram import OnTelegram
from tests.kit.whatsapp import OnWhatsApp, telling
from tests.transcript import BOT, Line, Transcript, read

HOME = Path(__file__).parent / "transcripts"
FILES = sorted(HOME.rglob("*.txt"))
NAMES = [str(path.relative_to(HOME).with_suffix("")) for path in FILES]


async def played(transcript: Transcript, player: Core | OnTelegram) -> Transcript:
    """The transcript with what the bot really says."""
    for text in understand(transcript.given).said:
        await player.say(Line("Ana", text), 1)
    lines: list[Line] = []
    people = [number for number, line in enumerate(transcript.lines) if not line.of_bot]
    for number, until in zip(people, [*people[1:], len(transcript.lines)], strict=True):
        line = transcript.lines[number]
        lines += [line, *await player.say(line, until - number - 1)]
    return Transcript(transcript.comment, transcript.given, tuple(lines))


def rewrite(path: Path, actual: Transcript) -> None:
    path.write_text(str(actual))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
async def test_conversation(path: Path) -> None:
    """What is said is what the transcript says."""
    expected = read(path)
    async with Core(understand(expected.given)) as core:
        actual = await played(expected, core)
    if os.environ.get("TRANSCRIPTS") == "write":
        rewrite(path, actual)
        return
    assert str(expected) == str(actual)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
async def test_on_telegram(path: Path, place: Place) -> None:
    """The same, on a phone, through the Bot API, Redis and the database."""
    expected = read(path)
    async with program(understand(expected.given), place) as running:
        actual = await played(expected, OnTelegram(running))
    assert str(expected) == str(actual)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
async def test_on_whatsapp(path: Path, place: Place) -> None:
    """The same, by Meta's webhook and Cloud API: what is asked, answered and offered is equal."""
    expected = read(path)
    async with program(understand(expected.given), place) as running:
        player = OnWhatsApp(running)
        for text in understand(expected.given).said:
            await player.say(Line("Ana", text), [])
        people = [number for number, line in enumerate(expected.lines) if not line.of_bot]
        for number, until in zip(people, [*people[1:], len(expected.lines)], strict=True):
            said = expected.lines[number + 1 : until]
            assert telling(said) == telling(await player.say(expected.lines[number], said))
        assert await registered_alone(expected) == await registered(place.database)


async def registered_alone(transcript: Transcript) -> list[Registration]:
    """Who is registered when the conversations alone are talked to."""
    async with Core(understand(transcript.given)) as core:
        await played(transcript, core)
        return _answers(kept.answers for kept in core.stores.customers.kept.values())


async def registered(database: Database) -> list[Registration]:
    """Who is registered in a database."""
    async with database.transaction() as tx:
        customers = SqlCustomers(tx)
        listed = (await customers.page(SOL.id)).customers
        return _answers([(await customers.record(SOL.id, one.id)).answers for one in listed])


def _answers(registrations: Iterable[Registration]) -> list[Registration]:
    """What was answered, in an order of its own: the rest is made anew each time."""
    same = (replace(r, key="", invite_id="", password_hash="", email=r.email.lower()) for r in registrations)
    return sorted(same, key=lambda answers: answers.email)


async def test_on_postgresql(place_on_postgresql: Place) -> None:
    """A registration on a phone, kept in PostgreSQL."""
    expected = read(HOME / "registration" / "company_found.txt")
    async with program(understand(expected.given), place_on_postgresql) as running:
        actual = await played(expected, OnTelegram(running))
    assert str(expected) == str(actual)


def test_how_little_has_to_be_done() -> None:
    """With a lookup that gives everything and the password by link: 4 messages typed and at most 7 taps."""
    lines = read(HOME / "registration" / "company_found.txt").lines
    said = [understood(line.text) for line in lines if line.who != BOT]
    counts = Counter(type(action) for action in said[1:])  # after /start
    assert 4 == counts[Types]
    assert counts[Taps] <= 7
    assert "Cadastro concluído" in lines[-3].text


def test_how_little_a_customer_has_to_do() -> None:
    """From the invite's link to registered, with a full lookup, fixed plans and a shared phone: 3 messages
    typed, name, e-mail and CNPJ, and at most 7 taps, those on the link, on Telegram's "Iniciar" and on the
    phone's button among them.
    """
    lines = read(HOME / "invites" / "self_registration.txt").lines
    said = [understood(line.text) for line in lines if line.who == "João"]
    until = said.index(Taps("Iniciar teste grátis")) + 1
    counts = Counter(type(action) for action in said[:until])
    assert ("João da Padaria", "joao@padaria.com.br", "12.345.678/0001-95") == tuple(
        action.words for action in said[:until] if isinstance(action, Types)
    )
    assert Opens() == said[0]
    assert 2 * counts[Opens] + counts[Shares] + counts[Taps] <= 7
    assert {Opens, Shares, Taps, Types} == set(counts)
    assert any("Bem-vindo!" in line.text for line in lines if line.of_bot)
