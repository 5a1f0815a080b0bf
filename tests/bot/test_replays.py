"""A turn that is played again after a crash has done what it did once, and says what it said."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.database import Database
from bot.db.models import CustomerRow, OutboxRow, PlayedTurnRow, ResellerRow
from bot.replays import Overtaken, Replays
from bot.sealing import Seal
from bot.turns import Result, Turns
from tests.kit.given import NOON, PADARIA, SOL, Given
from tests.kit.mail import CHAT, OTHER, turns_of
from tests.kit.messenger import Messenger
from tests.kit.program import SECRET, Place, arrange, put_reseller

REPLAYS = Replays(Seal(SECRET))


async def noted(database: Database, mailbox: str, id_: str, result: Any) -> None:
    async with database.transaction() as tx:
        await REPLAYS.note(tx, mailbox, id_, result)


async def found(database: Database, mailbox: str, id_: str) -> Any:
    async with database.transaction() as tx:
        return await REPLAYS.find(tx, mailbox, id_)


async def test_result_is_found_again(database: Database) -> None:
    """What came of a turn is told to who plays it again."""
    await noted(database, CHAT, "1", {"chat": "é"})
    assert {"chat": "é"} == await found(database, CHAT, "1")


@pytest.mark.parametrize(("mailbox", "id_"), [(CHAT, "2"), (OTHER, "1")])
async def test_other_turns_are_others(database: Database, mailbox: str, id_: str) -> None:
    """Another update, or the same id in another chat, was not played."""
    await noted(database, CHAT, "1", {})
    assert await found(database, mailbox, id_) is None


async def test_only_the_last_turn_of_a_chat_is_kept(database: Database) -> None:
    """Turns of a chat follow each other, so that the table has a row a chat and not a row a turn."""
    for id_ in ("1", "2"):
        await noted(database, CHAT, id_, {"of": id_})
    assert [None, {"of": "2"}] == [await found(database, CHAT, id_) for id_ in ("1", "2")]


async def test_result_is_sealed(database: Database) -> None:
    """What was answered and said cannot be read in the database."""
    await noted(database, CHAT, "1", {"chat": "senha123"})
    async with database.transaction() as tx:
        row = await tx.session.get_one(PlayedTurnRow, CHAT)
    assert b"senha123" not in row.result


async def removal(place: Place) -> tuple[Turns, dict[str, str]]:
    """A reseller with one customer, and the tap that removes it: played anew it would find nobody."""
    await arrange(Given(customers=((NOON, PADARIA),)), place.database)
    async with place.database.transaction() as tx:
        customer = (await tx.session.scalars(select(CustomerRow.id))).one()
    tap = {"choice": "remove!", "prompt": f"customer:{customer}"}
    return turns_of(Messenger(), place.database), tap


def said(result: Result) -> str:
    return json.dumps(result.outgoing, ensure_ascii=False)


async def test_removal_played_again_says_removed(place: Place) -> None:
    """A crash after the removal does not make the person read that the customer is not there any more."""
    turns, tap = await removal(place)
    first = await turns.play(CHAT, "1", tap, None)
    again = await turns.play(CHAT, "1", tap, None, again=True)
    assert "removid" in said(first)
    assert first == again


async def test_new_turn_is_not_the_old_one(place: Place) -> None:
    """The same tap in another turn is another turn."""
    turns, tap = await removal(place)
    await turns.play(CHAT, "1", tap, None)
    assert "removid" not in said(await turns.play(CHAT, "2", tap, None, again=True))


async def test_turn_that_wrote_nothing_is_played_again(place: Place) -> None:
    """Looking at things leaves no row, and is simply done once more."""
    await arrange(Given(), place.database)
    turns = turns_of(Messenger(), place.database)
    first = await turns.play(CHAT, "1", {"command": "start"}, None)
    assert first == await turns.play(CHAT, "1", {"command": "start"}, None, again=True)
    async with place.database.transaction() as tx:
        assert not (await tx.session.scalars(select(PlayedTurnRow))).all()


async def test_two_who_play_the_same_turn_say_the_same(place_on_postgresql: Place) -> None:
    """A worker that lost the mailbox in the middle of a turn and its successor come to one result."""
    turns, tap = await removal(place_on_postgresql)
    results = await asyncio.gather(*(turns.play(CHAT, "1", tap, None, again=True) for _ in range(4)))
    assert [results[0]] * 4 == results
    assert "removid" in said(results[0])


@pytest.fixture(params=["place", "place_on_postgresql"])
def anywhere(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


async def test_many_turns_again_do_not_wait_for_each_other(anywhere: Place) -> None:
    """After an outage the turns of all chats are played again at once: more than there are connections."""
    await arrange(Given(), anywhere.database)
    turns = turns_of(Messenger(), anywhere.database)
    async with asyncio.timeout(9):  # who waits for a connection gives up after ten seconds
        await asyncio.gather(
            *(turns.play(f"telegram:{n}", "1", {"command": "start"}, None, again=True) for n in range(60))
        )


async def slept(database: Database) -> None:
    """A turn that writes, played since before others were."""
    async with database.transaction() as tx:
        await put_reseller(tx, SOL, ())
        await REPLAYS.note(tx, CHAT, "1", {}, since=10)


async def test_who_lost_the_mailbox_does_not_write_after_who_has_it(database: Database) -> None:
    """A worker that slept through its lease, in the middle of a turn, finds that later ones were played."""
    async with database.transaction() as tx:
        await REPLAYS.note(tx, CHAT, "2", {}, since=20)
    with pytest.raises(Overtaken):
        await slept(database)
    async with database.transaction() as tx:
        assert None is await tx.session.get(ResellerRow, SOL.id)
        await REPLAYS.note(tx, CHAT, "3", {}, since=20)


async def test_turn_played_again_tells_the_emitter_once(place: Place) -> None:
    """The event is in the turn's transaction, and a turn that was committed is not played anew."""
    turns, tap = await removal(place)
    for again in (False, True):
        await turns.play(CHAT, "1", tap, None, again=again)
    async with place.database.transaction() as tx:
        told = (await tx.session.scalars(select(OutboxRow.type).order_by(OutboxRow.number))).all()
    assert ["customer.registered", "customer.removed"] == told
