"""Redis: whether it keeps what it was given, and what lies in it that needs a hand."""

from typing import Any

from redis.exceptions import RedisError, ResponseError

from bot.dead_letters import DeadLetters
from bot.doctor.finding import Finding, first_line
from bot.embedded_redis import EmbeddedRedisError, redis_of
from bot.inbox import Inbox
from bot.redis_client import Client
from bot.redis_cluster import nodes_info
from bot.sealing import Seal
from bot.settings import Settings, WrongSettings

SHOWN = 5  # dead letters


async def replay_dead_letters(settings: Settings) -> int:
    """Puts the updates that could not be answered back into their mailboxes; says how many.

    Raises:
        EmbeddedRedisError, WrongSettings, RedisError: Redis cannot be had.
    """
    seal = Seal(settings.secret_key.get_secret_value())
    async with redis_of(settings) as redis:
        return await DeadLetters(redis, seal).replay(Inbox(redis, seal, "doctor"))


async def look_at_redis(settings: Settings) -> list[Finding]:
    """Whether it is there and keeps things, and whether updates were put aside in it."""
    what = "Redis" if settings.redis_url else "Redis (embedded)"
    try:
        async with redis_of(settings) as redis:
            servers = [
                _server(f"{what} {node}".rstrip(), info) for node, info in (await nodes_info(redis)).items()
            ]
            return [*servers, *await _promptness(what, redis), await _dead_letters(redis, settings)]
    except EmbeddedRedisError as error:
        return [Finding(what, "broken", str(error), "End what holds it, or look into its file.")]
    except WrongSettings as error:
        return [Finding(what, "broken", str(error), "Correct REDIS_URL.")]
    except (RedisError, OSError) as error:
        return [Finding(what, "broken", first_line(error), "Start it, or correct REDIS_URL.")]


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


async def _promptness(what: str, redis: Client) -> list[Finding]:
    """Whether a message is on the disk before its sender is told so; nothing where it may not be asked."""
    try:
        said: Any = await redis.config_get("appendfsync")
    except ResponseError:
        return []
    if {"always"} >= set(said.values()):  # names and values are text whatever the client answers with
        return []
    detail = "a power cut loses the messages of the last second"
    return [Finding(f"{what} file", "look", detail, "Set appendfsync always.")]


async def _dead_letters(redis: Client, settings: Settings) -> Finding:
    letters = await DeadLetters(redis, Seal(settings.secret_key.get_secret_value())).all()
    if not letters:
        return Finding("Dead letters", "ok", "no message failed for good")
    shown = [
        f"{one.at:%Y-%m-%d %H:%M} UTC  {one.chat}  update {one.update}  {one.error}"
        for one in letters[:SHOWN]
    ]
    more = [f"and {len(letters) - SHOWN} more"] if len(letters) > SHOWN else []
    detail = "\n".join([f"{len(letters)} could not be answered, the oldest first:", *shown, *more])
    mend = 'The log says why ("turn failed"). When that is mended: bot doctor --replay'
    if unreadable := sum(one.value is None for one in letters):
        detail += f"\n{unreadable} of them no key opens"
        mend += ". For those no key opens, put the key they were sealed with back first: SECRET_KEY=new,old"
    return Finding("Dead letters", "look", detail, mend)
