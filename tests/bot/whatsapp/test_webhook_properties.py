"""Whatever stands in a body that Meta signed, it is taken or refused, and is no error of ours."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from bot.db.database import Database
from bot.whatsapp.replies import read
from tests.bot.whatsapp.bodies import SAID, UNSAID, Json, body, status, value
from tests.bot.whatsapp.test_webhook import delivering
from tests.kit.mail import inbox_of

SHAPES: list[Json] = [*SAID.values(), *UNSAID.values(), body(value(statuses=[status("failed")]))]
SMALL: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "x",
    "\ud83d",
    "\x00",
    "5511987654321",
    "BR.1",
    [],
    {},
    [[]],
]
anything = st.sampled_from(SMALL) | st.text(max_size=200)


def _paths(told: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a body."""
    inner = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    return [path, *(way for key, part in inner for way in _paths(part, (*path, key)))]


def _changed(told: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The body with another part in one place."""
    if not path:
        return new
    first, *rest = path
    inner = _changed(told[first], tuple(rest), new)
    if isinstance(told, dict):
        return {**told, first: inner}
    return [*told[:first], inner, *told[first + 1 :]]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A body of a known shape in which some parts are something else."""
    told = draw(st.sampled_from(SHAPES))
    for _ in range(draw(st.integers(0, 4))):
        told = _changed(told, draw(st.sampled_from(_paths(told))), draw(anything))
    return told


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=mutated())
async def test_mutated_body(redis: Redis, sqlite_url: str, told: Any) -> None:
    """It is 200 or 400; and what was stored is read as somebody's message."""
    await redis.flushall()
    database = Database(sqlite_url)
    async with delivering(redis, database) as meta:
        answer = await meta.deliver(json.dumps(told).encode())
    await database.close()
    assert answer in (200, 400)
    for key in await redis.keys("inbox:*"):
        mailbox = key.decode().removeprefix("inbox:{").removesuffix("}")
        update = (await inbox_of(redis).take(mailbox)).update
        assert update
        if "message" in update.value["body"]:
            assert mailbox == f"whatsapp:{read(update.value['body']).account.id}"
