"""One try to deliver, whatever the other side does."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from starlette.responses import RedirectResponse, Response, StreamingResponse

from bot.db.models.outbox import GONE
from bot.provisioning import delivery
from bot.provisioning.delivery import HOLD, Tried, deliver
from bot.provisioning.outbox import Event
from bot.provisioning.secret import Signer
from tests.kit.emitter import SECRET, Emitter, emitter

EVENT = Event(
    number=1,
    id="evt_1",
    type="customer.changed",
    customer_id="bakery",
    body='{"type":"customer.changed","data":{"customer":{"id":"bakery","name":"João"}}}',
    tries=1,
    first_tried_at=datetime.now(UTC),
)


@pytest.fixture
async def receiver() -> AsyncIterator[Emitter]:
    async with emitter() as one:
        yield one


async def tried(url: str) -> Tried:
    async with httpx.AsyncClient() as http:
        return await deliver(http, url, Signer(SECRET), EVENT, datetime.now(UTC))


async def answered(receiver: Emitter, *answers: Response) -> Tried:
    receiver.answers += answers
    return await tried(receiver.url)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_any_success_is_a_yes(receiver: Emitter, status: int) -> None:
    """Whatever kind of success it is, the emitter has it, by its id and to the letter."""
    assert Tried() == await answered(receiver, Response(status_code=status))
    assert [("evt_1", "João")] == [(id_, body["data"]["customer"]["name"]) for id_, body in receiver.events]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, "400 Bad Request"),
        (404, "404 Not Found"),
        (500, "500 Internal Server Error"),
    ],
)
async def test_refusal_is_named(receiver: Emitter, status: int, error: str) -> None:
    """By its status; what it says beside it may quote what was sent."""
    assert Tried(error) == await answered(receiver, Response("João", status_code=status))


async def test_redirect_is_not_followed(receiver: Emitter) -> None:
    """What is sent is for the address that was set, and for no other."""
    assert Tried("307 Temporary Redirect") == await answered(receiver, RedirectResponse(receiver.url))
    assert ["evt_1"] == receiver.tried


async def test_gone_is_told_apart(receiver: Emitter) -> None:
    """The emitter wants nothing any more."""
    found = await answered(receiver, Response(status_code=410))
    assert (True, GONE) == (found.gone, found.error)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_busy_emitter_is_left_alone(receiver: Emitter, status: int) -> None:
    """With everything, for a while."""
    assert HOLD == (await answered(receiver, Response(status_code=status))).hold


@pytest.mark.parametrize(("asked", "hold"), [("120", 120), ("0", 0), ("99999", 3600), ("soon", HOLD)])
async def test_emitter_says_how_long(receiver: Emitter, asked: str, hold: float) -> None:
    """An hour at most."""
    busy = Response(status_code=503, headers={"Retry-After": asked})
    assert hold == (await answered(receiver, busy)).hold


async def test_emitter_may_name_a_time(receiver: Emitter) -> None:
    """As HTTP lets it."""
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    busy = Response(status_code=429, headers={"Retry-After": later})
    assert 90 < (await answered(receiver, busy)).hold <= 101


async def test_nobody_there_is_waited_for() -> None:
    """Where no connection is to be had, that goes for every event."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert Tried("ConnectError", hold=HOLD) == await tried(f"http://127.0.0.1:{port}/webhooks")


async def test_silence_is_given_up(receiver: Emitter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A try has an end, and only this event waits for it."""
    monkeypatch.setattr(delivery, "PATIENCE", 0.05)
    receiver.held = asyncio.Event()
    found = await tried(receiver.url)
    assert (True, 0.0) == (found.error.startswith("no answer within"), found.hold)


async def test_endless_answer_is_a_yes_all_the_same(receiver: Emitter) -> None:
    """The status says it; nobody reads an answer that never ends."""
    taken = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        while not taken.is_set():
            yield b"x" * 65_536
            await asyncio.sleep(0)  # or this very process would have no time to stop reading

    assert Tried() == await answered(receiver, StreamingResponse(endless()))
    taken.set()


async def test_answer_that_stops_is_a_yes_all_the_same(
    receiver: Emitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does anybody wait for the rest of it."""
    monkeypatch.setattr(delivery, "READ_ON", 0.05)
    more = asyncio.Event()

    async def stopping() -> AsyncIterator[bytes]:
        yield b"x"
        await more.wait()

    assert Tried() == await answered(receiver, StreamingResponse(stopping()))
    more.set()
