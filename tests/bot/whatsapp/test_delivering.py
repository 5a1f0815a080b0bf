"""A letter reaches whom it is for, now or once they write, and stands in nobody's way."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.adapters.contacts_known import Known
from bot.db.database import Database
from bot.sealing import Seal
from bot.simulator.whatsapp.errors import CloudError, undeliverable, window_closed
from bot.whatsapp.waiting import Waiting
from tests.bot.whatsapp.office import LONG, NEWS, Office, opened_office
from tests.bot.whatsapp.test_failures import NOT_REACHED, TROUBLE
from tests.bot.whatsapp.test_waiting import OTHER_SECRET, letter

REFUSED = CloudError(400, 131009, "Parameter value is not valid")


@pytest.fixture
async def without_template(redis: Redis, sqlite_url: str) -> AsyncIterator[Office]:
    database = Database(sqlite_url)
    async with opened_office(redis, database, None) as office:
        yield office
    await database.close()


async def a_day_later(office: Office) -> None:
    """Nobody has written for so long."""
    office.day_is_over()
    await office.redis.delete(f"heard:{{{office.mailbox}}}")


async def test_within_the_day(office: Office) -> None:
    """Who wrote is written to, at the pace, and the receipt says so."""
    await office.post("um")
    (wamid,) = [message.wamid for message in office.ana.messages if message.from_bot]
    assert (["um"], [office.chat], "accepted") == (
        office.said,
        office.pace.waited,
        await office.receipts.status(wamid),
    )


async def test_after_the_day(office: Office) -> None:
    """What is said later waits, the person is told once, and hears it all in order when they write."""
    await a_day_later(office)
    await office.post("um", "dois", LONG)
    told = list(office.said)
    await office.hear()
    await office.post("três")
    said = [text if len(text) < 100 else text[0] for text in office.said]
    assert ([NEWS], [NEWS, "um", "dois", "a", "b", "c", "três"]) == (told, said)


async def test_without_a_template(without_template: Office) -> None:
    """Where there is none it waits in silence."""
    office = without_template
    await a_day_later(office)
    await office.post("um")
    told = list(office.said)
    await office.hear()
    await office.post("dois")
    assert ([], ["um", "dois"]) == (told, office.said)


async def test_told_anew_after_they_wrote(office: Office) -> None:
    """Each silence has its own word that something waits."""
    for text in ("um", "dois"):
        await a_day_later(office)
        await office.post(text)
        await office.hear()
        await office.post("oi")
    assert [NEWS, "um", "oi", NEWS, "dois", "oi"] == office.said


async def test_same_words_twice(office: Office) -> None:
    """Two messages of the same words are said twice."""
    await a_day_later(office)
    await office.post("um", "um")
    await office.hear()
    await office.post("dois")
    assert [NEWS, "um", "um", "dois"] == office.said


@pytest.mark.parametrize(
    "error", [CloudError(500, 2, "Service"), CloudError(429, 130429, "Rate")], ids=["away", "fast"]
)
async def test_template_that_does_not_go_at_once(office: Office, error: CloudError) -> None:
    """A template that Meta does not take now is taken later, and what waits is kept once."""
    await a_day_later(office)
    office.world.refusals = [error, error]
    await office.post("um")
    told = list(office.said)
    await office.hear()
    await office.post("dois")
    assert ([NEWS], [NEWS, "um", "dois"]) == (told, office.said)


@pytest.mark.parametrize("error", [REFUSED, TROUBLE, undeliverable()], ids=lambda error: error.code)
async def test_template_that_is_refused(office: Office, error: CloudError) -> None:
    """What waits is kept all the same, and the next that waits tries the template again."""
    await a_day_later(office)
    office.world.refusals = [error, error] if error.code == undeliverable().code else [error]
    await office.post("um")
    first = list(office.said)
    await office.post("dois")
    second = list(office.said)
    await office.hear()
    await office.post("três")
    assert ([], [NEWS], [NEWS, "um", "dois", "três"]) == (first, second, office.said)


async def test_template_that_fails_for_a_while(office: Office) -> None:
    """A template that Meta took and could not deliver goes again."""
    await a_day_later(office)
    office.world.failures = [TROUBLE]
    await office.post("um")
    await office.settle()
    assert [NEWS] == office.said


@pytest.mark.parametrize("error", [TROUBLE, *NOT_REACHED, REFUSED], ids=lambda error: error.code)
async def test_template_that_never_arrives(office: Office, error: CloudError) -> None:
    """It is given up, does not wait itself, and the next that waits tries again."""
    await a_day_later(office)
    office.world.failures = [error] * 3
    await office.post("um")
    await office.settle()
    first = list(office.said)
    office.world.failures.clear()
    await office.post("dois")
    await office.hear()
    await office.post("três")
    assert ([], [NEWS, "um", "dois", "três"]) == (first, office.said)


async def test_template_that_is_no_longer_needed(office: Office) -> None:
    """Who has written meanwhile is not told that something waits."""
    await a_day_later(office)
    office.world.failures = [TROUBLE]
    await office.post("um")
    await office.hear()
    await office.post("dois")
    await office.settle()
    assert ["um", "dois"] == office.said


async def test_window_that_meta_closes_at_once(office: Office) -> None:
    """What Meta refuses for coming too late waits, and is not lost."""
    office.world.refusals = [window_closed()]
    await office.post("um", "dois")
    told = list(office.said)
    await office.hear()
    await office.post("três")
    assert ([NEWS], [NEWS, "um", "dois", "três"]) == (told, office.said)


async def test_other_name(office: Office) -> None:
    """Who is not reached by the number is reached by the business-scoped id."""
    office.world.refusals = [undeliverable()]
    await office.post("um")
    assert (["um"], []) == (office.said, office.pauses)


async def test_no_name(office: Office) -> None:
    """Who is reached by neither is left alone until they write."""
    office.world.templates.clear()
    office.world.refusals = [undeliverable(), undeliverable()]
    await office.post("um", "dois")
    told = list(office.said)
    await office.hear()
    await office.post("três")
    assert ([], ["um", "dois", "três"]) == (told, office.said)


async def test_id_alone(office: Office) -> None:
    """Who is known by the id alone is written to by it; and kept for, where that fails."""
    rui = office.world.add_phone("Visitante", first_name="Rui", phone_number="+5521912345678")
    await office.turn_to(rui, Known(user_id=rui.person.user_id))
    await office.post("um")
    office.world.templates.clear()
    office.world.refusals = [undeliverable()]
    await office.post("dois")
    told = list(office.said)
    await office.hear()
    await office.post("três")
    assert (["um"], ["um", "dois", "três"]) == (told, office.said)


async def test_what_waited_and_is_refused(office: Office) -> None:
    """It is in nobody's way."""
    await a_day_later(office)
    await office.post("um", "dois")
    await office.hear()
    office.world.refusals = [REFUSED]
    await office.post("três")
    assert [NEWS, "dois", "três"] == office.said


async def test_what_waited_and_fails_for_a_while(office: Office) -> None:
    """It is said a little later, before what comes after it."""
    await a_day_later(office)
    await office.post("um", "dois")
    await office.hear()
    office.world.refusals = [TROUBLE, CloudError(500, 2, "Service")]
    await office.post("três")
    assert [NEWS, "um", "dois", "três"] == office.said


async def test_what_waited_and_comes_too_late_again(office: Office) -> None:
    """Where Meta says once more that the day is over, it waits on, with what was to come after it."""
    await a_day_later(office)
    await office.post("um", "dois")
    await office.hear()
    office.world.refusals = [window_closed()]
    await office.post("três")
    told = list(office.said)
    await office.hear()
    await office.post("quatro")
    assert ([NEWS], [NEWS, "um", "dois", "três", "quatro"]) == (told, office.said)


async def test_what_waited_and_fails_for_good(office: Office) -> None:
    """What Meta never takes, without a reason, holds nobody up for ever."""
    await a_day_later(office)
    await office.post("um", "dois")
    await office.hear()
    office.world.refusals = [TROUBLE] * 11
    await office.post("três")
    assert [NEWS, "dois", "três"] == office.said


async def test_what_waits_under_another_key(office: Office) -> None:
    """It is set aside, and the rest goes on."""
    await Waiting(office.redis, Seal(OTHER_SECRET)).add(office.mailbox, letter("old"))
    await office.post("um")
    assert ["um"] == office.said
