"""The composition root: what the program is made of, and how it starts and stops."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

import httpx
import structlog
from redis.asyncio import Redis
from starlette.routing import BaseRoute, Route

from bot.access.checking import AccessCheck, first_time_in
from bot.access.entrance import Entrance
from bot.access.keys import AccessKeys
from bot.adapters.access import SqlAccess
from bot.adapters.addresses import addresses
from bot.adapters.cities import OfflineCities
from bot.adapters.companies import companies
from bot.adapters.customers import SqlCustomers
from bot.adapters.invites import SqlInvites
from bot.adapters.links import SqlLinks
from bot.adapters.lookup_cache import CachedAddresses, CachedCompanies
from bot.adapters.passwords import Argon2Passwords
from bot.adapters.people import SqlPeople
from bot.adapters.plans import SqlPlans
from bot.certificates import certificates
from bot.db.clock import utc_now
from bot.db.database import Database, Transaction
from bot.db.migrate import make_current
from bot.embedded_redis import connect, embedded_redis, reach
from bot.inbox import TASKS, UPDATES, Inbox
from bot.pages.app import pages_app
from bot.pages.emitter import emitter_route
from bot.pages.jwks import jwks_route
from bot.sealing import Seal, TokenMaker
from bot.settings import Settings
from bot.simulator.demo import open_to_others, open_world, prepare_reseller, simulated, simulator_routes
from bot.simulator.world import World
from bot.streams import Hands
from bot.tasks import TaskWorker
from bot.telegram.channel import TelegramChannel, connected
from bot.telegram.polling import poll
from bot.telegram.replies import CHANNEL
from bot.turns import Turns
from bot.web import address_of, listening, served, web_app
from bot.worker import Worker
from conversations.ports import Ports
from conversations.prompt import Event, Task
from conversations.registration import lookups

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parts:
    """What everything else is built from."""

    settings: Settings
    redis: Redis
    database: Database
    http: httpx.AsyncClient
    seal: Seal
    tokens: TokenMaker


def say(line: str) -> None:
    """Tells whoever started the program, also through a pipe."""
    print(line, flush=True)  # noqa: T201 - what scripts read goes to standard output


async def run(settings: Settings, *, simulator: bool, ready: Callable[[str], None] = say) -> None:
    """Runs everything in one process until SIGINT or SIGTERM.

    Args:
        settings: of the environment.
        simulator: whether the simulator takes the place of the real channels; without any it does anyway.
        ready: told what a person should know when the program serves.

    Raises:
        bot.settings.WrongSettings: the address or the port cannot be had, or Redis refuses us.
        redis.exceptions.RedisError: Redis cannot be reached.
        bot.embedded_redis.EmbeddedRedisError: the embedded Redis does not start, or serves another bot.
        bot.db.migrate.SchemaIsOld: the database needs `bot migrate`.
        telegram.error.InvalidToken: Telegram does not know the token.
    """
    stop = _stop_signal()
    simulator = simulator or settings.simulated
    async with AsyncExitStack() as stack:
        # First, so that a second bot is told of the first one, and not of the port.
        parts = await stack.enter_async_context(_parts(settings))
        listener = stack.enter_context(listening(settings.host, settings.port))
        address = address_of(settings.host, listener)
        if simulator:
            settings = simulated(settings, address)
            parts = replace(parts, settings=settings)
        world = await stack.enter_async_context(open_world(settings)) if simulator else None
        if world and settings.own_database:
            await prepare_reseller(world, parts.database, parts.tokens)
        elif world:  # nobody wants a demo among their own resellers
            log.info(
                "no demo reseller on this database", mend="bot reseller add NAME; type /start r_… on a phone"
            )
        await stack.enter_async_context(served(web_app(routes_of(parts, world)), listener))
        if world:
            stack.push_async_callback(world.close)  # its long polls end before the server waits for them
        token = world.token if world else settings.telegram_token()
        channel = await stack.enter_async_context(connected(token, settings.telegram_api_url, stop))
        if stop.is_set():
            return  # before Telegram could be reached
        if world and open_to_others(settings):
            log.warning(
                "whoever reaches this port acts as the reseller", host=settings.host, mend="HOST=127.0.0.1"
            )
        ready(f"Simulator: {address}/simulator/" if world else f"Telegram: t.me/{channel.username}")
        await work(parts, channel, stop)


async def work(
    parts: Parts, channel: TelegramChannel, stop: asyncio.Event, clock: Callable[[], datetime] = utc_now
) -> None:
    """Takes in updates, answers them, and looks things up, until told to stop."""
    name = uuid4().hex
    inbox = Inbox(parts.redis, parts.seal, name)
    await inbox.prepare()
    turns = Turns({CHANNEL: channel}, parts.database, _ports(parts, channel.username, clock), clock)
    hands = [
        Hands(parts.redis, UPDATES, name, Worker(inbox, turns).work),
        Hands(parts.redis, TASKS, name, TaskWorker(inbox, _tasks(parts)).work),
    ]
    if parts.settings.redis_url is None:  # the embedded server serves one bot: what is pending is ours
        await inbox.break_leases()
        for pair in hands:
            await pair.recover()
    await asyncio.gather(poll(channel, inbox, stop), *(pair.run(stop) for pair in hands))


@asynccontextmanager
async def _parts(settings: Settings) -> AsyncIterator[Parts]:
    async with AsyncExitStack() as stack:
        url = settings.redis_url
        if url is None:
            url = await stack.enter_async_context(embedded_redis(settings.data_dir, serve=True))
        await reach(url)
        redis = connect(url)
        stack.push_async_callback(redis.aclose)
        await make_current(settings.database_url)
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        http = await stack.enter_async_context(
            httpx.AsyncClient(headers={"User-Agent": "cadastro-bot"}, verify=certificates())
        )
        secret = settings.secret_key.get_secret_value()
        yield Parts(settings, redis, database, http, Seal(secret), TokenMaker(secret))


def routes_of(parts: Parts, world: World | None) -> list[BaseRoute]:
    """What the program serves: the one-time pages, the emitter's stand-in, and the simulator."""
    settings = parts.settings
    keys, entrance = AccessKeys(settings.secret_key.get_secret_value()), None
    if settings.public_url:
        entrance = Entrance(keys, settings.public_url, settings.emitter_access_url)
    routes = [*pages_app(parts.database, Argon2Passwords(), entrance), jwks_route(keys)]
    if entrance and entrance.built_in:
        routes.append(_stand_in(parts, keys, entrance))
    return [*routes, *(simulator_routes(world, settings) if world else [])]


def _stand_in(parts: Parts, keys: AccessKeys, entrance: Entrance) -> Route:
    """The page in the emitter's place, which trusts the published keys alone."""
    check = AccessCheck(keys.public(), entrance.issuer, entrance.audience, first_time_in(parts.redis))
    return emitter_route(parts.database, check, parts.seal, secure=entrance.issuer.startswith("https:"))


def _ports(parts: Parts, bot_username: str, clock: Callable[[], datetime]) -> Callable[[Transaction], Ports]:
    """What a turn can reach, made for its transaction."""
    settings, tokens = parts.settings, parts.tokens
    passwords, cities = Argon2Passwords(), OfflineCities()

    def make(tx: Transaction) -> Ports:
        return Ports(
            people=SqlPeople(tx, support_contact=settings.support_contact, clock=clock),
            plans=SqlPlans(tx),
            customers=SqlCustomers(tx, clock=clock),
            invites=SqlInvites(
                tx,
                tokens,
                bot_username=bot_username,
                whatsapp_number=settings.whatsapp_number,
                clock=clock,
            ),
            access=SqlAccess(tx, tokens, settings.public_url),
            links=SqlLinks(tx, tokens, settings.public_url),
            passwords=passwords,
            cities=cities,
        )

    return make


def _tasks(parts: Parts) -> Callable[[Task], Awaitable[Event]]:
    """Does a task with the lookups of the settings, answers cached."""
    cities, seal = OfflineCities(), parts.seal
    known_companies = CachedCompanies(companies(parts.http, parts.settings, cities), parts.redis, seal)
    known_addresses = CachedAddresses(addresses(parts.http, parts.settings, cities), parts.redis, seal)

    async def do(task: Task) -> Event:
        return await lookups.run(task, known_companies, known_addresses, cities)

    return do


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
