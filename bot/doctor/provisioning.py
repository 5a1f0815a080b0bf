"""What the emitter is still to be told, and what it could not be."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.data_dir import UnusableFile
from bot.db.clock import utc_now
from bot.db.database import Database
from bot.db.migrate import schema_is_current
from bot.db.models import CertificateRow
from bot.doctor.finding import Finding
from bot.provisioning.looking import Looked, look, put_back
from bot.settings import Settings

WHAT = "Provisioning"
USUAL = timedelta(minutes=5)
"""An event that waits longer was tried in vain more than once, or nobody tries."""

FETCHED_WITHIN = timedelta(days=1)


async def replay_events(settings: Settings) -> int:
    """Has the events that were given up tried anew; says how many.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be had.
    """
    if not await schema_is_current(settings.database_url):
        return 0
    database = Database(settings.database_url)
    try:
        async with database.transaction() as tx:
            return await put_back(tx, utc_now())
    finally:
        await database.close()


async def look_at_provisioning(settings: Settings) -> list[Finding]:
    """What waits in the outbox; nothing where the database cannot be asked, which another finding says."""
    try:
        if not await schema_is_current(settings.database_url):
            return []
    except (SQLAlchemyError, OSError, UnusableFile):
        return []
    database = Database(settings.database_url)
    try:
        looked, unfetched = await database.ask(look), await database.ask(_unfetched)
    finally:
        await database.close()
    certificates = _certificates(unfetched) if settings.provisioned else []
    return [*_waiting(looked, settings), *_parked(looked), *certificates]


async def _unfetched(connection: AsyncConnection) -> int:
    """How many certificates lie here for longer than an emitter should need to fetch them."""
    lie = CertificateRow.sealed.is_not(None), CertificateRow.kept_at < utc_now() - FETCHED_WITHIN
    return await connection.scalar(select(func.count()).select_from(CertificateRow).where(*lie)) or 0


def _certificates(unfetched: int) -> list[Finding]:
    if not unfetched:
        return []
    detail = f"{unfetched} lie here for more than a day: the emitter has not fetched them, or not said so"
    mend = "docs/provisioning.md says how it does; bot provisioning resend tells of them again."
    return [Finding("Certificates", "look", detail, mend)]


def _waiting(looked: Looked, settings: Settings) -> list[Finding]:
    if not settings.provisioned:
        if not looked.waiting:
            return [Finding(WHAT, "off", "PROVISIONING_URL is not set: the emitter is told nothing")]
        detail = f"{_events(looked.waiting)} and PROVISIONING_URL is not set"
        return [Finding(WHAT, "look", detail, "Set it again, and they are sent.")]
    if not looked.waiting:
        return [Finding(WHAT, "ok", "nothing waits to be told to the emitter")]
    detail = f"{_events(looked.waiting)}{_oldest(looked)}"
    if looked.oldest and utc_now() - looked.oldest < USUAL:
        return [Finding(WHAT, "ok", detail)]
    mend = "See that a bot worker (or bot run) is up, and that PROVISIONING_URL takes what it is sent."
    return [Finding(WHAT, "look", detail, mend)]


def _events(number: int) -> str:
    return f"{number} {'event waits' if number == 1 else 'events wait'}"


def _oldest(looked: Looked) -> str:
    since = f", the oldest since {looked.oldest:%Y-%m-%d %H:%M} UTC" if looked.oldest else ""
    return since + (f"; last error: {looked.last_error}" if looked.last_error else "")


def _parked(looked: Looked) -> list[Finding]:
    """What was given up: a customer's later events wait behind it, and after a 410 all events do."""
    if not looked.parked:
        return []
    shown = [
        f"{one.at:%Y-%m-%d %H:%M} UTC  {one.type}  customer {one.customer_id}  {one.error}"
        for one in looked.first_parked
    ]
    more = [f"and {looked.parked - len(shown)} more"] if looked.parked > len(shown) else []
    if looked.stopped:
        first = "the emitter wants nothing any more (410), and nothing is sent until you say so:"
        mend = "Correct PROVISIONING_URL, or what answers there. Then: bot doctor --replay"
        return [Finding("Parked events", "broken", "\n".join([first, *shown, *more]), mend)]
    first = f"{looked.parked} could not be delivered in three days, and hold up what follows:"
    mend = "The emitter's log may say why. When that is mended: bot doctor --replay"
    return [Finding("Parked events", "look", "\n".join([first, *shown, *more]), mend)]
