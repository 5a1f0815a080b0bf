"""What everything else is built from, and what is built from it for one turn or one task."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx
from redis.asyncio import Redis

from bot.adapters.access import SqlAccess
from bot.adapters.addresses import addresses
from bot.adapters.asking import WhenNeeded
from bot.adapters.catalog import SqlCatalog
from bot.adapters.certificates import SqlCertificates
from bot.adapters.cities import OfflineCities
from bot.adapters.companies import companies
from bot.adapters.concerned import SqlConcerned
from bot.adapters.customers import SqlCustomers
from bot.adapters.deeds import SqlDeeds
from bot.adapters.first_access import SqlFirstAccess
from bot.adapters.invites import SqlInvites
from bot.adapters.links import SqlLinks
from bot.adapters.logos import StoredLogos
from bot.adapters.lookup_once import Shared
from bot.adapters.passwords import Argon2Passwords
from bot.adapters.people import SqlPeople
from bot.adapters.plans import SqlPlans
from bot.adapters.ratings import SqlRatings
from bot.adapters.reminders import SqlReminders
from bot.adapters.sources.client import client
from bot.adapters.team import SqlTeam
from bot.db.database import Database, Transaction
from bot.db.migrate import make_current
from bot.embedded_redis import embedded_redis, open_client
from bot.files import Files
from bot.limiter import Limiter
from bot.scripts import Scripts
from bot.sealing import Seal, TokenMaker
from bot.settings import Settings
from bot.spreadsheets.keeping import kept_spreadsheet
from bot.spreadsheets.task import Spreadsheets
from bot.tasks import Doing, Report
from bot.telegram.replies import CHANNEL
from bot.whatsapp import CHANNEL as WHATSAPP
from conversations.desk.spreadsheet import TASK as MAKE_SPREADSHEET
from conversations.first_access import logo
from conversations.ports import Ports
from conversations.ports.sent_files import SentFiles
from conversations.prompt import Event, Task
from conversations.registration import lookups

CHAT_BURST = 4
"""Messages to one chat of Telegram's at once. It lets short bursts go and does not say how long they may be.
Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

PERSON_BURST = 44
"""Messages to one person on WhatsApp at once, one less than Meta takes. They count against the time after.
Source: Cloud API, Throughput, pair rate limits: one in 6 seconds, up to 45 in a burst.
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """What everything else is built from."""

    settings: Settings
    redis: Redis
    database: Database
    http: httpx.AsyncClient
    seal: Seal
    tokens: TokenMaker
    scripts: Scripts


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """The parts, connected; on the embedded defaults this process is the one that serves them.

    Raises:
        bot.settings.WrongSettings: Redis refuses us.
        redis.exceptions.RedisError: Redis cannot be reached.
        bot.embedded_redis.EmbeddedRedisError: the embedded Redis does not start, or serves another bot.
        bot.db.migrate.SchemaIsOld: the database needs `bot migrate`.
    """
    async with AsyncExitStack() as stack:
        url = settings.redis_url
        if url is None:
            url = await stack.enter_async_context(embedded_redis(settings.data_dir, serve=True))
        redis = await open_client(url)
        stack.push_async_callback(redis.aclose)
        await make_current(settings.database_url)
        database = Database(settings.database_url, outbox=settings.provisioned)
        stack.push_async_callback(database.close)
        http = await stack.enter_async_context(client())
        secret = settings.secret_key.get_secret_value()
        yield Parts(settings, redis, database, http, Seal(secret), TokenMaker(secret), Scripts(redis))


def telegram_pace(parts: Parts) -> Limiter:
    """How fast Telegram may be written to, by all processes together."""
    settings = parts.settings
    return Limiter(
        parts.scripts,
        CHANNEL,
        rate=settings.telegram_rate,
        chat_rate=settings.telegram_chat_rate,
        chat_burst=CHAT_BURST,
    )


def whatsapp_pace(parts: Parts) -> Limiter:
    """How fast people on WhatsApp may be written to, by all processes together."""
    settings = parts.settings
    return Limiter(
        parts.scripts,
        WHATSAPP,
        rate=settings.whatsapp_rate,
        chat_rate=settings.whatsapp_chat_rate,
        chat_burst=PERSON_BURST,
    )


def ports_of(
    parts: Parts, bot_username: str, clock: Callable[[], datetime]
) -> Callable[[Transaction], Ports]:
    """What a turn can reach, made for its transaction."""
    settings, tokens = parts.settings, parts.tokens
    passwords, cities = Argon2Passwords(), OfflineCities()

    def make(tx: Transaction) -> Ports:
        return Ports(
            people=SqlPeople(tx, support_contact=settings.support_contact, clock=clock),
            team=SqlTeam(
                tx, tokens, bot_username=bot_username, whatsapp_number=settings.whatsapp_number, clock=clock
            ),
            deeds=SqlDeeds(tx, clock=clock),
            reminders=SqlReminders(tx),
            ratings=SqlRatings(tx, clock=clock),
            plans=SqlPlans(tx),
            catalog=SqlCatalog(tx, clock=clock),
            customers=SqlCustomers(tx, clock=clock),
            invites=SqlInvites(
                tx,
                tokens,
                bot_username=bot_username,
                whatsapp_number=settings.whatsapp_number,
                clock=clock,
            ),
            access=SqlAccess(tx, tokens, settings.public_url, clock),
            links=SqlLinks(tx, tokens, settings.public_url, clock),
            certificates=SqlCertificates(tx, tokens, settings.public_url, clock),
            passwords=passwords,
            cities=cities,
            first_access=SqlFirstAccess(tx, clock=clock),
            concerned=SqlConcerned(tx),
        )

    return make


def files_of(parts: Parts) -> Files:
    """What is sent as a document."""

    async def load(id_: str) -> tuple[str, bytes] | None:
        return await kept_spreadsheet(parts.database, id_)

    return load


def tasks_of(parts: Parts, clock: Callable[[], datetime], files: SentFiles) -> Doing:
    """Does a task: with the lookups of the settings, which all workers share, by making a file, or by looking
    at one that was sent.
    """
    cities = OfflineCities()
    asking = WhenNeeded(parts.http, parts.settings, Shared(parts.redis, parts.seal))
    known, places = companies(asking, cities), addresses(asking, cities)

    logos = StoredLogos(parts.database, parts.seal, clock)
    sheets = Spreadsheets(parts.database, parts.redis, clock)

    async def do(task: Task, report: Report) -> Event:
        if task.name == MAKE_SPREADSHEET:
            return await sheets.make(task, report)
        if task.name == logo.TASK:
            return await logo.check(task, files, logos)
        return await lookups.run(task, known, places, cities)

    return do
