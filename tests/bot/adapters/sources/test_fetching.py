"""What only a real line shows: silence, trickles, floods."""

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from bot.adapters.sources.fetching import LARGEST_BODY, LONGEST_PAUSE, Busy, get
from conversations.ports.companies import Unavailable
from tests.serving import serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def line(talk: Talk) -> AsyncIterator[str]:
    """A server of one conversation, from after the question on; gives its address."""
    talks: list[asyncio.Task[None] | None] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.current_task())
        with suppress(ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            await talk(reader, writer)
        with suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()

    async with await asyncio.start_server(take, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*filter(None, talks))


async def ask(url: str, within: float = 5.0) -> bytes:
    async with httpx.AsyncClient() as http:
        return (await get(http, url, "/{}", "key", within=within)).body


async def test_silence_ends_in_time() -> None:
    """A service that takes the question and says nothing is given up."""

    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with line(silent) as url:
        with pytest.raises(Unavailable, match="in time"):
            await ask(url, within=0.05)


async def test_a_trickle_ends_in_time() -> None:
    """A service that always sends a little more, each time soon enough, is given up all the same."""

    async def trickle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Content-Length: 900000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.005)  # the service's own slowness

    async with line(trickle) as url:
        with pytest.raises(Unavailable, match="in time"):
            await ask(url, within=0.1)


async def test_a_flood_is_cut_off() -> None:
    """An endless body is left after a megabyte, and the line closed."""
    left = asyncio.Event()

    async def flood(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
                await writer.drain()
        except ConnectionError:
            left.set()

    async with line(flood) as url:
        with pytest.raises(Unavailable, match="too large"):
            await ask(url)
        await asyncio.wait_for(left.wait(), 5)


def packed(megabytes: int) -> bytes:
    return gzip.compress(b" " * megabytes * 1_000_000)


def sent(body: bytes, packing: str) -> Talk:
    """A server that sends a body, packed as it says."""

    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = f"Content-Encoding: {packing}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(HEAD + head.encode() + body)
        await writer.drain()

    return talk


async def test_a_packed_body_is_unpacked() -> None:
    """As the services send it when they are told that it may be packed."""
    async with line(sent(gzip.compress(b"{}"), "gzip")) as url:
        assert b"{}" == await ask(url)


@pytest.mark.parametrize("packing", ["", "identity", "GZIP"])
async def test_a_packing_is_read_as_it_may_be_written(packing: str) -> None:
    """None, by whatever word, and ours in capitals."""
    body = gzip.compress(b"{}") if packing == "GZIP" else b"{}"
    async with line(sent(body, packing)) as url:
        assert b"{}" == await ask(url)


async def test_a_packed_flood_fills_no_memory() -> None:
    """A hundred megabytes in a hundred kilobytes are unpacked no further than a body may be long."""
    bomb = packed(100)
    async with line(sent(bomb, "gzip")) as url, httpx.AsyncClient() as http:
        tracemalloc.start()
        with pytest.raises(Unavailable, match="too large"):
            await get(http, url, "/{}", "key", within=5)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 5 * LARGEST_BODY


@pytest.mark.parametrize("packing", ["br", "gzip, gzip", "zstd", "?"])
async def test_another_packing_is_unavailable(packing: str) -> None:
    """Only what was asked for is unpacked."""
    async with line(sent(packed(1), packing)) as url:
        with pytest.raises(Unavailable, match="nobody asked for"):
            await ask(url)


async def test_half_an_answer_is_unavailable() -> None:
    """A line that breaks before the promised end gives nothing."""

    async def half(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b'Content-Length: 100\r\n\r\n{"cnpj":')
        await writer.drain()

    async with line(half) as url:
        with pytest.raises(Unavailable):
            await ask(url)


async def test_what_is_no_http_is_unavailable() -> None:
    """Something else may be listening there."""

    async def other(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.com ESMTP\r\n")
        await writer.drain()

    async with line(other) as url:
        with pytest.raises(Unavailable):
            await ask(url)


async def test_nobody_there_is_unavailable() -> None:
    """A refused connection is Unavailable."""

    async def nothing(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None: ...

    async with line(nothing) as url:
        pass
    with pytest.raises(Unavailable):
        await ask(url)


@pytest.mark.parametrize(
    "url",
    ["no address", "http://[::", "ftp://service.test", "http://xn--", "http://١.test", "http://[v1.fe]"],
)
async def test_a_wrong_address_is_unavailable(url: str) -> None:
    """An address that cannot be asked is no reason to fail otherwise."""
    with pytest.raises(Unavailable):
        await ask(url)


async def test_the_largest_body_is_read() -> None:
    """A body of exactly the largest size arrives whole, over a real server."""

    async def app(scope: dict[str, str], _: object, send: Callable[..., Awaitable[None]]) -> None:
        assert "http" == scope["type"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b" " * LARGEST_BODY})

    async with serving(app) as url:
        assert LARGEST_BODY == len(await ask(url))


async def test_a_key_stays_one_part_of_the_path() -> None:
    """Whatever the key holds, it cannot change the path or add a query."""
    paths: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path)
        return httpx.Response(200)

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    await get(http, "https://service.test", "/office/{}", "../a?b#c", within=1)
    assert [b"/office/..%2Fa%3Fb%23c"] == paths


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "20"}, 20.0),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "999999999"}, LONGEST_PAUSE),
        ({"Retry-After": "9" * 5000}, None),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "soon"}, None),
        (
            {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT", "Date": "Wed, 21 Oct 2026 07:27:30 GMT"},
            30.0,
        ),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT", "Date": "Wed, 21 Oct 2026 07:29:00 GMT"}, 0.0),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 -0000"}, 0.0),
        ({"Retry-After": "Wed, 99 Oct 2026 07:28:00 GMT"}, None),
        ({"Retry-After": "Wed, 21 Oct 2026 07:3000000000:00 GMT"}, None),
    ],
)
async def test_a_service_says_how_long_it_wants_rest(
    status: int, told: dict[str, str], seconds: float | None
) -> None:
    """A 429 or 503 is Busy, for the seconds or until the moment that Retry-After names, if it does."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, text="Too Many Requests", headers=told)

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    with pytest.raises(Busy) as caught:
        await get(http, "https://service.test", "/{}", "key", within=1)
    assert seconds == caught.value.seconds
