"""What is due is taken by one worker, each customer's events in their order, and nothing is lost."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db.database import Database
from bot.db.models import OutboxRow
from bot.db.models.outbox import GONE
from bot.provisioning.outbox import LEASE, Event, Outbox, break_claims

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


async def queue(database: Database, *customers: str, now: datetime = NOW) -> None:
    """An event for each, in this order."""
    async with database.transaction() as tx:
        for number, customer in enumerate(customers):
            id_ = f"evt_{customer}{number}"
            row = OutboxRow(
                id=id_,
                customer_id=customer,
                type="customer.changed",
                body="{}",
                created_at=now,
                next_try_at=now,
            )
            tx.session.add(row)
            await tx.session.flush()


async def taken(database: Database, worker: str = "one", now: datetime = NOW, most: int = 10) -> list[str]:
    return [event.id for event in await Outbox(database, worker).take(now, most)]


async def rows(database: Database) -> Sequence[OutboxRow]:
    async with database.transaction() as tx:
        return (await tx.session.scalars(select(OutboxRow).order_by(OutboxRow.number))).all()


async def one_taken(database: Database) -> tuple[Outbox, Event]:
    outbox = Outbox(database, "one")
    (event,) = await outbox.take(NOW, 1)
    return outbox, event


async def test_first_of_each_customer_is_taken(database: Database) -> None:
    """In the order in which they came; what follows waits until the first has arrived."""
    await queue(database, "a", "a", "b", "a", "c")
    assert ["evt_a0", "evt_b2", "evt_c4"] == await taken(database)


async def test_no_more_is_taken_than_asked_for(database: Database) -> None:
    """The oldest first."""
    await queue(database, "a", "b", "c")
    assert ["evt_a0", "evt_b1"] == await taken(database, most=2)


async def test_next_is_taken_when_the_first_has_arrived(database: Database) -> None:
    """And what has arrived is not kept."""
    await queue(database, "a", "a")
    outbox, event = await one_taken(database)
    await outbox.delivered(event, NOW)
    assert (["evt_a1"], 1) == (await taken(database), len(await rows(database)))


async def test_what_is_taken_is_not_taken_again(database: Database) -> None:
    """By nobody, while its lease lasts; then by whoever comes first."""
    await queue(database, "a")
    await taken(database)
    late = NOW + LEASE
    assert [] == await taken(database, "other", late - MOMENT)
    assert ["evt_a0"] == await taken(database, "other", late)


async def test_workers_at_once_take_each_its_own(database: Database) -> None:
    """However many look at the same moment, each event is taken by one of them."""
    await queue(database, *(f"c{number}" for number in range(20)))
    found = await asyncio.gather(*(taken(database, f"w{number}", most=7) for number in range(8)))
    ids = [id_ for one in found for id_ in one]
    left = await taken(database, "last", most=100)
    assert (len({*ids, *left}), len(ids) + len(left)) == (20, 20)


async def test_try_is_counted_when_it_begins(database: Database) -> None:
    """Also one that never ends, because its worker dies; the first keeps its time."""
    await queue(database, "a")
    await taken(database)
    (event,) = await Outbox(database, "other").take(NOW + LEASE, 1)
    assert (2, NOW) == (event.tries, event.first_tried_at)


async def test_put_off_waits_for_its_time(database: Database) -> None:
    """And holds up what comes after it of the same customer."""
    await queue(database, "a", "a", "b")
    outbox, event = await one_taken(database)
    await outbox.put_off(event, NOW + timedelta(seconds=5), "500 Internal Server Error")
    assert ["evt_b2"] == await taken(database, now=NOW + timedelta(seconds=5) - MOMENT)
    assert ["evt_a0"] == await taken(database, now=NOW + timedelta(seconds=5))


async def test_what_waits_behind_is_not_looked_at_in_vain(database: Database) -> None:
    """However many events wait behind one that is put off, they are due with it and not before."""
    await queue(database, "a", "a", "a", "b", "b")
    outbox, event = await one_taken(database)
    await outbox.put_off(event, LATER, "500 Internal Server Error")
    assert [LATER, LATER, LATER, NOW, NOW] == [row.next_try_at for row in await rows(database)]


async def test_what_waited_behind_goes_when_the_first_has_arrived(database: Database) -> None:
    """At once, and not at the time to which the first had been put off."""
    await queue(database, "a", "a")
    outbox, event = await one_taken(database)
    await outbox.put_off(event, LATER, "500 Internal Server Error")
    (event,) = await outbox.take(LATER, 1)
    await outbox.delivered(event, LATER)
    assert ["evt_a1"] == await taken(database, now=LATER)


async def test_given_up_holds_up_its_customer(database: Database) -> None:
    """What comes after builds on it, so it waits; other customers do not."""
    await queue(database, "a", "a", "b")
    outbox, event = await one_taken(database)
    await outbox.give_up(event, NOW, "400 Bad Request")
    assert ["evt_b2"] == await taken(database, now=NOW + timedelta(days=30))


async def test_gone_holds_up_everybody(database: Database) -> None:
    """The emitter wants nothing any more: nothing is sent until somebody looks."""
    await queue(database, "a", "b")
    outbox, event = await one_taken(database)
    await outbox.give_up(event, NOW, GONE)
    assert [] == await taken(database, now=NOW + timedelta(days=30))


async def test_who_lost_it_notes_nothing(database: Database) -> None:
    """A worker that slept through its lease does not undo what its successor is at."""
    await queue(database, "a")
    outbox, event = await one_taken(database)
    await taken(database, "other", NOW + LEASE)
    await outbox.delivered(event, NOW)
    await outbox.put_off(event, NOW, "late")
    await outbox.give_up(event, NOW, "late")
    (row,) = await rows(database)
    assert ("other", None, None) == (row.claimed_by, row.last_error, row.failed_at)


async def test_number_of_a_delivered_event_is_not_given_again(database: Database) -> None:
    """Or a new event would come before an older one."""
    await queue(database, "a")
    outbox, event = await one_taken(database)
    await outbox.delivered(event, NOW)
    await queue(database, "b")
    assert event.number < (await rows(database))[0].number


async def test_who_is_alone_takes_over_at_once(database: Database) -> None:
    """What a dead process had in hand does not wait for its lease where there was only this one."""
    await queue(database, "a")
    await taken(database, "dead")
    await break_claims(database)
    assert ["evt_a0"] == await taken(database)


@pytest.mark.parametrize("outcome", ["put_off", "give_up"])
async def test_error_is_kept_for_the_doctor(database: Database, outcome: str) -> None:
    """So that somebody can see why it waits."""
    await queue(database, "a")
    outbox, event = await one_taken(database)
    await getattr(outbox, outcome)(event, NOW, "500 Internal Server Error")
    assert ["500 Internal Server Error"] == [row.last_error for row in await rows(database)]
