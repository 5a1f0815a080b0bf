"""Requests reach Telegram, and what happens on the way becomes the library's errors, without the token."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.api import Api
from bot.telegram.request import AiohttpRequest
from tests.serving import serving

TOKEN = "1:secret"


async def echo(request: Request) -> Response:
    """What came in."""
    if request.headers["content-type"] == "application/json":
        return JSONResponse({"ok": True, "result": await request.json()})
    async with request.form() as form:
        told = {name: value if isinstance(value, str) else value.filename for name, value in form.items()}
    return JSONResponse({"ok": True, "result": told})


async def refuse(request: Request) -> Response:
    code, after = int(request.path_params["code"]), request.query_params.get("after")
    parameters = {"parameters": {"retry_after": int(after)}} if after else {}
    return JSONResponse({"ok": False, "error_code": code, "description": "no", **parameters}, code)


async def hang(_request: Request) -> Response:
    await asyncio.sleep(60)
    return Response()


async def junk(_request: Request) -> Response:
    return Response("<html>", 502)


async def nonsense(_request: Request) -> Response:
    return Response("<html>", 200)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """A client of a Telegram that answers as its paths say."""
    routes = {"/echo": echo, "/refuse/{code}": refuse, "/hang": hang, "/junk": junk, "/nonsense": nonsense}
    app = Starlette(routes=[Route(f"/bot{TOKEN}{path}", do, methods=["POST"]) for path, do in routes.items()])
    async with serving(app) as address:
        client = Bot(TOKEN, f"{address}/bot", request=AiohttpRequest(2, 10))
        await client.request.initialize()
        yield client
        await client.request.shutdown()


async def test_parameters_arrive_as_they_are(bot: Bot) -> None:
    """Texts, numbers and keyboards; what is none is left out."""
    asked = {"text": "é “x”", "chat_id": 5, "reply_markup": {"inline_keyboard": [[{"text": "Sim"}]]}}
    assert asked == await Api(bot).call("echo", **asked, parse_mode=None)


async def test_files_are_sent_beside_the_parameters(bot: Bot) -> None:
    """The library's own methods, which send pictures, go the same way."""
    sent = await bot.do_api_request("echo", {"photo": InputFile(b"picture", "a.png"), "caption": "Convite"})
    assert {"Convite", "a.png"} <= set(sent.values())


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("refuse/400", BadRequest),
        ("refuse/403", Forbidden),
        ("refuse/500", NetworkError),
        ("junk", NetworkError),
        ("nonsense", TelegramError),
    ],
)
async def test_refusals_are_the_librarys_errors(bot: Bot, path: str, error: type[Exception]) -> None:
    """Whoever sends knows what to do from the kind of error."""
    with pytest.raises(error):
        await Api(bot).call(path)


async def test_flood_wait_says_how_long(bot: Bot) -> None:
    """Telegram's seconds arrive."""
    with pytest.raises(RetryAfter) as flood:
        await Api(bot).call("refuse/429?after=7")
    assert 7 == flood.value._retry_after.total_seconds()


async def test_silence_has_an_end(bot: Bot) -> None:
    """An answer that does not come is given up."""
    with pytest.raises(TimedOut):
        await Api(bot).call("hang", read_timeout=0.05)


async def test_nobody_there_is_told_without_the_token() -> None:
    """The address, in which the token stands, is not in the error."""
    async with serving(Starlette()) as address:
        pass
    request = AiohttpRequest(1, 10)
    await request.initialize()
    with pytest.raises(NetworkError) as refused:
        await Api(Bot(TOKEN, f"{address}/bot", request=request)).call("echo")
    await request.shutdown()
    assert "secret" not in repr(refused.value)


async def test_closed_client_is_an_error_of_the_network() -> None:
    """What is asked after the end is not sent."""
    with pytest.raises(NetworkError):
        await Api(Bot(TOKEN, "http://127.0.0.1:1/bot", request=AiohttpRequest(1, 10))).call("echo")


async def test_proxy_of_the_machine_is_used(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the way out leads through a proxy, requests go there, but for this machine itself."""
    async with serving(Starlette()) as nowhere:  # a proxy that passes nothing on
        monkeypatch.setenv("http_proxy", nowhere)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert {"a": 1} == await Api(bot).call("echo", a=1)
        far = Bot(TOKEN, "http://telegram.invalid/bot", request=bot.request)
        with pytest.raises(InvalidToken):  # the library's word for 404, which is the proxy's answer
            await Api(far).call("echo")
