"""Looks at everything the program stands on, and says what to do about it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
from redis.exceptions import RedisError
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError
from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.adapters.people import DEMO_ID
from bot.bot_name import telegram_bot, telegram_says
from bot.data_dir import UnusableFile
from bot.db.database import Database
from bot.db.migrate import schema_is_current
from bot.embedded_redis import EmbeddedRedisError, embedded_redis, open_client
from bot.operator import list_resellers
from bot.redis_cluster import nodes_info
from bot.settings import LOOKUPS, Settings, WrongSettings

SECONDS = 5.0

State = Literal["ok", "look", "broken", "off"]
COLOURS: dict[State, str] = {"ok": "green", "look": "yellow", "broken": "red", "off": "dim"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found.

    Args:
        what: was looked at.
        state: `ok`, `look` (works, but see), `broken`, or `off` (switched off, or not needed).
        detail: in words.
        mend: what to do, empty if nothing.
    """

    what: str
    state: State
    detail: str
    mend: str = ""


async def examine(settings: Settings) -> list[Finding]:
    """Looks at everything at once. Nothing is changed, and nothing in a finding is secret."""
    found = await asyncio.gather(
        _redis(settings), _database(settings), _telegram(settings), _lookups(settings)
    )
    return [
        Finding("Settings", "ok", f"data in {settings.data_dir}"),
        *(one for part in found for one in part),
    ]


def report(findings: list[Finding]) -> Text:
    """The findings for a person to read: lines as long as they are, so that a path can be copied."""
    column = max(len(finding.what) for finding in findings) + 10
    told = Text()
    for finding in findings:
        lines = [*finding.detail.splitlines(), *([f"→ {finding.mend}"] if finding.mend else [])]
        below = "\n" + " " * column
        told.append(f"{finding.state:<8}{finding.what:<{column - 8}}", COLOURS[finding.state])
        told.append(below.join(lines) + "\n")
    return told


@asynccontextmanager
async def _redis_url(settings: Settings) -> AsyncIterator[str]:
    if settings.redis_url:
        yield settings.redis_url
    else:
        async with embedded_redis(settings.data_dir) as url:
            yield url


async def _redis(settings: Settings) -> list[Finding]:
    what = "Redis" if settings.redis_url else "Redis (embedded)"
    try:
        async with _redis_url(settings) as url, await open_client(url) as redis:
            nodes = await nodes_info(redis)
    except EmbeddedRedisError as error:
        return [Finding(what, "broken", str(error), "End what holds it, or look into its file.")]
    except WrongSettings as error:
        return [Finding(what, "broken", str(error), "Correct REDIS_URL.")]
    except (RedisError, OSError) as error:
        return [Finding(what, "broken", _first_line(error), "Start it, or correct REDIS_URL.")]
    return [_server(f"{what} {node}".rstrip(), info) for node, info in nodes.items()]


def _server(what: str, info: dict[str, Any]) -> Finding:
    """Whether a server keeps what it was given, by what it says about itself."""
    version = f"version {info.get('valkey_version', info['redis_version'])}"
    if not info["aof_enabled"]:
        mend = "Set appendonly yes and appendfsync always."
        return Finding(what, "look", f"{version}; a crash loses messages: no append-only file", mend)
    if info["maxmemory"] and info["maxmemory_policy"] != "noeviction":
        return Finding(
            what, "look", f"{version}; full, it drops messages", "Set maxmemory-policy noeviction."
        )
    return Finding(what, "ok", f"{version}, keeps an append-only file")


async def _database(settings: Settings) -> list[Finding]:
    sqlite = settings.database_url.startswith("sqlite:")
    what = "Database (SQLite)" if sqlite else "Database (PostgreSQL)"
    try:
        current = await schema_is_current(settings.database_url)
    except UnusableFile as error:
        return [Finding(what, "broken", str(error))]
    except (SQLAlchemyError, OSError) as error:
        problem = _first_line(getattr(error, "orig", None) or error)
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


async def _telegram(settings: Settings) -> list[Finding]:
    if settings.simulated:
        return [
            Finding("Telegram", "off", "the simulator stands in", "For the real one, set TELEGRAM_BOT_TOKEN.")
        ]
    try:
        async with telegram_bot(settings, SECONDS) as bot:
            delivery = _delivery(await bot.get_webhook_info())
            return [Finding("Telegram", "ok", f"the bot is @{bot.username}"), delivery]
    except TelegramError as error:
        mend = "Correct TELEGRAM_BOT_TOKEN, or the way to TELEGRAM_API_URL."
        return [Finding("Telegram", "broken", telegram_says(error), mend)]


def _delivery(webhook: WebhookInfo) -> Finding:
    """Whether Telegram keeps messages for us to fetch. `bot run` sees to it at its start."""
    what, waiting = "Telegram delivery", f"{webhook.pending_update_count} waiting"
    if webhook.url:  # by its host alone: the rest of such an address may be secret
        elsewhere = f"goes to a webhook at {urlsplit(webhook.url).hostname}; {waiting}"
        return Finding(what, "look", elsewhere, "Start bot run again: it takes delivery over.")
    return Finding(what, "ok", f"by polling; {waiting}")


async def _lookups(settings: Settings) -> list[Finding]:
    async with httpx.AsyncClient(timeout=SECONDS) as http:
        return await asyncio.gather(*(_lookup(http, settings, field) for field in LOOKUPS))


async def _lookup(http: httpx.AsyncClient, settings: Settings, field: str) -> Finding:
    """Whether a source answers at all; whatever it answers to no question is right."""
    what, url = f"Lookup {field.removesuffix('_url')}", getattr(settings, field)
    if not url:
        return Finding(what, "off", f"{field.upper()} is empty")
    if settings.simulated:
        return Finding(what, "off", "the simulator stands in")
    try:
        answer = await http.get(url)
    except httpx.HTTPError as error:
        problem, mend = (
            type(error).__name__,
            f"Correct {field.upper()}, or leave it: others are asked instead.",
        )
        return Finding(what, "look", f"does not answer ({problem})", mend)
    if answer.is_server_error:
        return Finding(
            what, "look", f"in trouble itself (HTTP {answer.status_code})", "Wait: others are asked."
        )
    return Finding(what, "ok", "answers")


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
