"""Who watches the outbox sees what waits and what was given up, and has that tried anew."""

from datetime import timedelta

from bot.db.database import Database
from bot.db.models.outbox import GONE
from bot.provisioning.looking import SHOWN, Looked, look, put_back
from bot.provisioning.outbox import Outbox
from bot.provisioning.pauses import GIVEN_UP_AFTER, next_try
from tests.bot.provisioning.test_outbox import NOW, one_taken, queue, taken

LATER = NOW + timedelta(days=4)


async def looked_at(database: Database) -> Looked:
    return await database.ask(look)


async def given_up(database: Database, error: str = "400 Bad Request") -> None:
    outbox, event = await one_taken(database)
    await outbox.give_up(event, NOW, error)


async def test_empty_outbox(database: Database) -> None:
    """Nothing waits, nothing is wrong."""
    nothing = Looked(waiting=0, oldest=None, last_error="", parked=0, first_parked=(), stopped=False)
    assert nothing == await looked_at(database)


async def test_what_waits_is_counted(database: Database) -> None:
    """With since when, and why the oldest that was tried did not arrive."""
    await queue(database, "a", "a", "b")
    outbox, event = await one_taken(database)
    await outbox.put_off(event, LATER, "500 Internal Server Error")
    await queue(database, "c", now=NOW + timedelta(hours=1))
    looked = await looked_at(database)
    assert (4, NOW, "500 Internal Server Error") == (looked.waiting, looked.oldest, looked.last_error)


async def test_given_up_is_counted_apart(database: Database) -> None:
    """With whose it is and why; what waits behind it waits."""
    await queue(database, "a", "a")
    await given_up(database)
    looked = await looked_at(database)
    assert (1, 1, False) == (looked.waiting, looked.parked, looked.stopped)
    (parked,) = looked.first_parked
    assert ("customer.changed", "a", NOW, "400 Bad Request") == (
        parked.type,
        parked.customer_id,
        parked.at,
        parked.error,
    )


async def test_only_the_first_are_shown(database: Database) -> None:
    """A report of thousands helps nobody."""
    await queue(database, *(f"c{number}" for number in range(SHOWN + 2)))
    for _ in range(SHOWN + 2):
        await given_up(database)
    looked = await looked_at(database)
    assert (SHOWN + 2, SHOWN) == (looked.parked, len(looked.first_parked))


async def test_put_back_is_tried_anew(database: Database) -> None:
    """At once, before what waits behind it, and for three days again."""
    await queue(database, "a", "a")
    await given_up(database)
    async with database.transaction() as tx:
        assert 1 == await put_back(tx, LATER)
    (event,) = await Outbox(database, "one").take(LATER, 10)
    assert ("evt_a0", 1, LATER) == (event.id, event.tries, event.first_tried_at)
    await Outbox(database, "one").delivered(event, LATER)
    assert ["evt_a1"] == await taken(database, now=LATER)
    assert next_try(event.tries, event.first_tried_at, LATER + GIVEN_UP_AFTER / 2)


async def test_put_back_ends_the_stop(database: Database) -> None:
    """After a 410 everything goes on."""
    await queue(database, "a", "b")
    await given_up(database, GONE)
    assert (await looked_at(database)).stopped
    async with database.transaction() as tx:
        await put_back(tx, LATER)
    assert (False, ["evt_a0", "evt_b1"]) == (
        (await looked_at(database)).stopped,
        await taken(database, now=LATER),
    )


async def test_what_waits_is_not_put_back(database: Database) -> None:
    """An event that is still tried keeps its pace."""
    await queue(database, "a")
    outbox, event = await one_taken(database)
    await outbox.put_off(event, LATER, "500 Internal Server Error")
    async with database.transaction() as tx:
        assert 0 == await put_back(tx, NOW)
    assert [] == await taken(database)
