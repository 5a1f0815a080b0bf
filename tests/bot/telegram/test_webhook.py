"""What Telegram delivers is stored before it is told so, and nobody else can deliver."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from starlette.applications import Starlette

from bot.inbox import UPDATES
from bot.redis_client import once
from bot.telegram.webhook import LONGEST, PATH, SECRET_HEADER, webhook_route
from tests.kit.mail import inbox_of

SECRET = "the-secret-of-this-webhook"
BOX = "inbox:{telegram:1001}"
UPDATE = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": 1001, "type": "private"}, "text": "oi"}}


def client_of(redis: Redis) -> httpx.AsyncClient:
    app = Starlette(routes=[webhook_route(inbox_of(redis), SECRET)])
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://bot", headers={SECRET_HEADER: SECRET})


@pytest.fixture
async def telegram(redis: Redis) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who knows the secret."""
    async with client_of(redis) as client:
        yield client


async def test_delivered_update_is_stored(telegram: httpx.AsyncClient, redis: Redis) -> None:
    """200 says that the update is in its mailbox and announced."""
    assert 200 == (await telegram.post(PATH, json=UPDATE)).status_code
    box = await inbox_of(redis).take("telegram:1001")
    assert box
    assert box.update
    assert {"id": "7", "body": UPDATE} == box.update.value
    assert 1 == await redis.xlen(UPDATES)


async def test_second_delivery_is_stored_once_and_announced_again(
    telegram: httpx.AsyncClient, redis: Redis
) -> None:
    """The first delivery may have died between storing and announcing."""
    for _ in range(2):
        assert 200 == (await telegram.post(PATH, json=UPDATE)).status_code
    assert [1, 2] == [await redis.llen(BOX), await redis.xlen(UPDATES)]


@pytest.mark.parametrize(
    "secret",
    ["", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), b"\xff\xe9", SECRET.encode() + b"\xc3\xa9"],
)
async def test_nobody_else_delivers(telegram: httpx.AsyncClient, redis: Redis, secret: bytes) -> None:
    """With another secret, of whatever bytes, nothing is stored."""
    answer = await telegram.post(PATH, json=UPDATE, headers=[(SECRET_HEADER.encode(), secret)])
    assert [401, 0] == [answer.status_code, await redis.dbsize()]


async def test_secret_is_asked_for(telegram: httpx.AsyncClient, redis: Redis) -> None:
    """Without a secret nothing is stored, and what comes is not even read as an update."""
    del telegram.headers[SECRET_HEADER]
    assert 401 == (await telegram.post(PATH, content=b"no update")).status_code


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"null",
        b"[]",
        b'"update_id"',
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "x"}',
        b"[" * 100_000,
    ],
    ids=range(10),
)
async def test_what_is_no_update_is_refused(telegram: httpx.AsyncClient, redis: Redis, body: bytes) -> None:
    """What cannot be read is not stored, and is no error of ours."""
    answer = await telegram.post(PATH, content=body)
    assert [400, 0] == [answer.status_code, await redis.dbsize()]


@pytest.mark.parametrize(
    "content",
    [
        {"my_chat_member": {"chat": {"id": 1001, "type": "private"}}},
        {"message": {"chat": {"id": -5, "type": "group"}}},
        {"message": None},
        {"message": "text"},
        {"message": {"chat": []}},
        {"message": {"chat": {"type": "private"}}},
        {"message": {"chat": {"type": "private", "id": "1001"}}},
        {"message": {"chat": {"type": "private", "id": {"a": "Maria"}}}},
        {"callback_query": [1]},
        {"callback_query": {"message": 1}},
    ],
    ids=range(10),
)
async def test_what_is_not_answered_is_accepted_and_dropped(
    telegram: httpx.AsyncClient, redis: Redis, content: dict[str, Any]
) -> None:
    """What is of no use to us must not come again."""
    answer = await telegram.post(PATH, json={"update_id": 7, **content})
    assert [200, 0] == [answer.status_code, await redis.dbsize()]


async def test_endless_body_is_cut_off(telegram: httpx.AsyncClient, redis: Redis) -> None:
    """No more is read than an update can be long."""
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 100 * LONGEST:
            read += LONGEST // 4
            yield b" " * (LONGEST // 4)

    assert 413 == (await telegram.post(PATH, content=endless())).status_code
    assert read < 3 * LONGEST


async def test_what_cannot_be_stored_comes_again() -> None:
    """While Redis is away Telegram is told so, and keeps the update."""
    async with once("redis://127.0.0.1:1") as nowhere, client_of(nowhere) as telegram:
        assert 503 == (await telegram.post(PATH, json=UPDATE)).status_code


async def test_emojis_that_were_cut_in_half_are_stored(telegram: httpx.AsyncClient, redis: Redis) -> None:
    """JSON may carry half a surrogate pair."""
    body = json.dumps(UPDATE).replace("oi", "\\ud83d")
    assert 200 == (await telegram.post(PATH, content=body)).status_code
    assert 1 == await redis.llen(BOX)
