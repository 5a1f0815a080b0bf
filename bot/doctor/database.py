"""The database, and what its rows mean for strangers."""

from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.people import DEMO_ID
from bot.data_dir import UnusableFile
from bot.db.database import Database
from bot.db.migrate import schema_is_current
from bot.doctor.finding import Finding, first_line
from bot.operator import list_resellers
from bot.settings import Settings


async def look_at_database(settings: Settings) -> list[Finding]:
    """Whether it is there, with this version's tables."""
    sqlite = settings.database_url.startswith("sqlite:")
    what = "Database (SQLite)" if sqlite else "Database (PostgreSQL)"
    try:
        current = await schema_is_current(settings.database_url)
    except UnusableFile as error:
        return [Finding(what, "broken", str(error))]
    except (SQLAlchemyError, OSError) as error:
        problem = first_line(getattr(error, "orig", None) or error)
        return [Finding(what, "broken", problem, "Start it, or correct DATABASE_URL.")]
    if current:
        return [Finding(what, "ok", "has this version's tables"), await _support(settings)]
    if sqlite:
        return [Finding(what, "look", "no tables of this version yet", "Nothing: bot run makes them.")]
    return [Finding(what, "broken", "not this version's tables", "Run: bot migrate")]


async def _support(settings: Settings) -> Finding:
    """Whom a stranger is sent to, as `People.support` decides."""
    what = "Support contact"
    if settings.support_contact:
        return Finding(what, "ok", "strangers are sent to SUPPORT_CONTACT")
    database = Database(settings.database_url)
    try:
        async with database.transaction() as tx:
            resellers = [one for one in await list_resellers(tx) if one.id != DEMO_ID]
    finally:
        await database.close()
    if len(resellers) > 1:
        detail = (
            f"strangers are sent to one of {len(resellers)} resellers, the oldest that has a support text"
        )
        return Finding(what, "look", detail, "Set SUPPORT_CONTACT to how people reach you.")
    return Finding(what, "ok", "strangers are sent to the only reseller, if it has a support text")
