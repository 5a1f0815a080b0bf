"""The composition root: the roles of the program, and how each starts and stops."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import structlog
from starlette.routing import BaseRoute, Route

from bot.access.checking import AccessCheck, first_time_in
from bot.access.entrance import Entrance
from bot.access.keys import AccessKeys
from bot.adapters.callers import Callers
from bot.adapters.passwords import Argon2Passwords
from bot.channels import Channels, connected_channels
from bot.db.clock import Clock, utc_now
from bot.dead_letters import DeadLetters
from bot.icp_brasil.apart import Opener
from bot.inbox import TASKS, UPDATES, Inbox
from bot.jobs.listed import jobs_of
from bot.jobs.running import run_jobs
from bot.pages.app import pages_app
from bot.pages.certificate import CertificatePage
from bot.pages.emitter import emitter_route
from bot.pages.jwks import jwks_route
from bot.pages.telling import Teller
from bot.parts import Parts, opened, ports_of, tasks_of
from bot.provisioning.certificates import certificate_routes
from bot.provisioning.logos import logo_route
from bot.provisioning.outbox import break_claims
from bot.provisioning.secret import Signer
from bot.replays import Replays
from bot.sent_files import ChannelFiles
from bot.settings import Settings
from bot.simulator.demo import open_to_others, open_world, prepare_reseller, simulated, simulator_routes
from bot.simulator.world import World
from bot.streams import Hands
from bot.tasks import TaskWorker
from bot.telegram.delivery import deliver
from bot.telegram.polling import poll
from bot.telegram.webhook import Webhook, webhook_route
from bot.turns import Turns
from bot.watching.routes import watching_routes
from bot.watching.snapshots import process_name, publishing
from bot.web import address_of, listening, served, web_app
from bot.whatsapp.parts import whatsapp_routes
from bot.worker import Worker

log = structlog.get_logger()
LEAVE_SECONDS = 9.0  # after a stop


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
        bot.settings.WrongSettings: the address or the port cannot be had, or Redis or Telegram refuses us.
        telegram.error.InvalidToken: Telegram does not know the token.
        Exception: as `bot.parts.opened`.
    """
    stop = _begin()
    simulator = simulator or settings.simulated
    async with AsyncExitStack() as stack:
        # First, so that a second bot is told of the first one, and not of the port.
        parts = await stack.enter_async_context(opened(settings))
        listener = stack.enter_context(listening(settings.host, settings.port))
        address = address_of(settings.host, listener.getsockname()[1])
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
        await stack.enter_async_context(served(web_app(routes_of(parts, world, "run")), listener))
        await stack.enter_async_context(publishing(parts.redis, process_name("run")))
        if world:
            stack.push_async_callback(world.close)  # its long polls end before the server waits for them
        channels = await stack.enter_async_context(
            connected_channels(parts, stop, world.token if world else "")
        )
        if stop.is_set():
            return  # before Telegram could be reached
        if world and open_to_others(settings):
            log.warning(
                "whoever reaches this port acts as the reseller", host=settings.host, mend="HOST=127.0.0.1"
            )
        await _deliver(parts, channels, stop)
        if world and world.whatsapp:
            await world.whatsapp.deliver_to(f"{address}/whatsapp/webhook")
        ready(f"Simulator: {address}/simulator/" if world else _found_at(channels))
        await work(parts, channels, stop)


async def web(settings: Settings, ready: Callable[[str], None] = say) -> None:
    """Serves the webhook and the pages until SIGINT or SIGTERM; any number of these may run.

    Args:
        settings: of the environment.
        ready: told where it listens.

    Raises:
        Exception: as `run`.
    """
    stop = _begin()
    async with AsyncExitStack() as stack:
        parts = await stack.enter_async_context(opened(settings))
        listener = stack.enter_context(listening(settings.host, settings.port))
        await stack.enter_async_context(served(web_app(routes_of(parts, None, "web")), listener))
        await stack.enter_async_context(publishing(parts.redis, process_name("web")))
        ready(f"Web: {address_of(settings.host, listener.getsockname()[1])}")
        if settings.webhook_url:
            channels = await stack.enter_async_context(connected_channels(parts, stop))
            await _deliver(parts, channels, stop)
        elif settings.telegram_bot_token:
            log.warning("telegram does not deliver here", mend="set PUBLIC_URL, or run bot poll")
        await stop.wait()


async def worker(settings: Settings, ready: Callable[[str], None] = say) -> None:
    """Answers what was stored until SIGINT or SIGTERM; any number of these may run.

    Args:
        settings: of the environment.
        ready: told that it works.

    Raises:
        Exception: as `run`.
    """
    stop = _begin()
    async with opened(settings) as parts, connected_channels(parts, stop) as channels:
        if stop.is_set():
            return
        ready(f"Worker: {', '.join(channels.addresses.values())}")
        async with publishing(parts.redis, process_name("worker")):
            await answer(parts, channels, stop)


async def poller(settings: Settings, ready: Callable[[str], None] = say) -> None:
    """Fetches updates and stores them until SIGINT or SIGTERM; of these one is enough.

    Args:
        settings: of the environment.
        ready: told that it polls.

    Raises:
        Exception: as `run`.
    """
    stop = _begin()
    async with opened(settings) as parts, connected_channels(parts, stop) as channels:
        if stop.is_set():
            return
        await _deliver(parts, channels, stop)
        ready(f"Poll: t.me/{channels.username}")
        async with publishing(parts.redis, process_name("poll")):
            await fetch(parts, channels, stop)


async def work(
    parts: Parts, channels: Channels, stop: asyncio.Event, clock: Callable[[], datetime] = utc_now
) -> None:
    """Takes in updates, answers them, and looks things up, until told to stop."""
    await asyncio.gather(answer(parts, channels, stop, clock), fetch(parts, channels, stop))


async def fetch(parts: Parts, channels: Channels, stop: asyncio.Event) -> None:
    """Fetches updates and stores them until told to stop, unless all are delivered to a webhook."""
    if channels.telegram and parts.settings.webhook_url is None:
        await poll(channels.telegram, _inbox(parts), stop)


async def answer(
    parts: Parts, channels: Channels, stop: asyncio.Event, clock: Callable[[], datetime] = utc_now
) -> None:
    """Answers what was stored, looks things up, and does what is due by the clock, until told to stop."""
    inbox = _inbox(parts)
    ports = ports_of(parts, channels.username, clock)
    callers, replays = Callers(parts.database), Replays(parts.seal)
    turns = Turns(channels.by_name, parts.database, callers, ports, replays, clock)
    worker = Worker(inbox, turns, DeadLetters(parts.redis, parts.seal))
    tasks = TaskWorker(inbox, tasks_of(parts, clock, ChannelFiles(channels.by_name)))
    hands = [
        Hands(parts.redis, UPDATES, inbox.worker, worker.work),
        Hands(parts.redis, TASKS, inbox.worker, tasks.work),
    ]
    if parts.settings.redis_url is None:  # the embedded server serves one bot: what is pending is ours
        await inbox.break_leases()
        for pair in hands:
            await pair.recover()
        await break_claims(parts.database)
    jobs = run_jobs(parts.redis, jobs_of(parts, clock), stop)
    await asyncio.gather(*(pair.run(stop) for pair in hands), jobs)


def routes_of(parts: Parts, world: World | None, role: str, clock: Clock = utc_now) -> list[BaseRoute]:
    """What the program serves: webhook, one-time pages, the emitter's stand-in, and the simulator.

    Args:
        parts: what they are built from.
        world: the simulated one, if there is one.
        role: of this process.
        clock: what time it is for the pages.
    """
    settings = parts.settings
    keys, entrance = AccessKeys(settings.secret_key.get_secret_value()), None
    if settings.public_url:
        entrance = Entrance(keys, settings.public_url, settings.emitter_access_url)
    watching = watching_routes(parts.redis, parts.database, process_name(role))
    certificates = CertificatePage(parts.database, parts.seal, Opener(), Teller(_inbox(parts).append), clock)
    pages = pages_app(parts.database, Argon2Passwords(), certificates, entrance, clock=clock)
    routes: list[BaseRoute] = []  # what comes most often first: they are looked through in this order
    if webhook := _webhook(parts):
        routes.append(webhook_route(_inbox(parts), webhook.secret))
    routes += [*whatsapp_routes(parts, _inbox(parts)), *pages, jwks_route(keys), *watching]
    if settings.provisioned:
        signer = Signer(settings.provisioning_secret.get_secret_value())
        routes += certificate_routes(parts.database, parts.seal, signer, clock=clock)
        routes.append(logo_route(parts.database, parts.seal, signer))
    if entrance and entrance.built_in:
        routes.append(_stand_in(parts, keys, entrance, clock))
    return [*routes, *(simulator_routes(world, settings) if world else [])]


def _stand_in(parts: Parts, keys: AccessKeys, entrance: Entrance, clock: Clock) -> Route:
    """The page in the emitter's place, which trusts the published keys alone."""
    check = AccessCheck(keys.public(), entrance.issuer, entrance.audience, first_time_in(parts.redis))
    secure = entrance.issuer.startswith("https:")
    return emitter_route(parts.database, check, parts.seal, secure=secure, clock=clock)


def _found_at(channels: Channels) -> str:
    return "\n".join(f"{name}: {address}" for name, address in channels.addresses.items())


def _inbox(parts: Parts) -> Inbox:
    return Inbox(parts.redis, parts.seal, uuid4().hex, parts.scripts)


def _webhook(parts: Parts) -> Webhook | None:
    url, secret = parts.settings.webhook_url, parts.settings.telegram_webhook_secret.get_secret_value()
    return Webhook(url, secret or parts.tokens.token("telegram-webhook", "")) if url else None


async def _deliver(parts: Parts, channels: Channels, stop: asyncio.Event) -> None:
    """Tells Telegram where to deliver; Meta is told in its console."""
    if channels.telegram:
        await deliver(channels.telegram, _webhook(parts), stop)


def _begin() -> asyncio.Event:
    """What every role begins with: it can be told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def begin_to_stop() -> None:
        stop.set()
        loop.call_later(LEAVE_SECONDS, _leave)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, begin_to_stop)
    return stop


def _leave() -> None:
    """Ends what does not end by itself: what is not committed is still in Redis, as after a crash."""
    log.warning("something does not let go; leaving it")
    os._exit(0)
