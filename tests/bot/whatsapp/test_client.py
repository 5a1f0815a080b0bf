"""The client says what Meta documents, and what goes wrong becomes an error that tells what to do."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.whatsapp.client import Address, CloudApi
from bot.whatsapp.errors import (
    CloudApiError,
    NobodyThere,
    OutsideWindow,
    Refused,
    TokenRefused,
    TooFast,
    TooLarge,
    Unknown,
    Unreachable,
)
from bot.whatsapp.messages import Text
from bot.whatsapp.transport import cloud_http
from tests.bot.whatsapp.meta import ANA, NUMBER, TOKEN, Meta
from tests.serving import serving

OLA = Text("olá, Ana")


async def test_message_arrives(api: CloudApi, meta: Meta) -> None:
    """A message goes to the number's messages with the token, and its wamid comes back."""
    assert "wamid.OUT" == await api.send(ANA, OLA)
    assert ("POST", f"/{NUMBER}/messages", TOKEN) == (meta.last.method, meta.last.path, meta.last.token)
    assert {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "5511987654321",
        "type": "text",
        "text": {"body": "olá, Ana", "preview_url": False},
    } == meta.last.body


async def test_somebody_without_a_number_is_a_recipient(api: CloudApi, meta: Meta) -> None:
    """A business-scoped user id goes into a field of its own, and no number beside it."""
    await api.send(Address(user_id="BR.13491208655302741918"), OLA)
    assert ("BR.13491208655302741918", False) == (meta.last.body["recipient"], "to" in meta.last.body)


async def test_known_number_is_enough(api: CloudApi, meta: Meta) -> None:
    """Where both are known the number is used: every kind of message reaches it."""
    await api.send(Address("5511987654321", "BR.1"), OLA)
    assert ("5511987654321", False) == (meta.last.body["to"], "recipient" in meta.last.body)


def test_nobody_has_no_address() -> None:
    """An address without a number and without an id is an error of ours."""
    with pytest.raises(ValueError, match="nobody"):
        Address()


async def test_quotation(api: CloudApi, meta: Meta) -> None:
    """An answer can name what it answers to."""
    await api.send(ANA, OLA, reply_to="wamid.IN")
    assert {"message_id": "wamid.IN"} == meta.last.body["context"]


@pytest.mark.parametrize(("typing", "indicator"), [(False, None), (True, {"type": "text"})])
async def test_read_mark(api: CloudApi, meta: Meta, *, typing: bool, indicator: object) -> None:
    """A message is marked as read, and the typing indicator goes with it where it is wanted."""
    await api.seen("wamid.IN", typing=typing)
    assert ("read", "wamid.IN", indicator) == (
        meta.last.body["status"],
        meta.last.body["message_id"],
        meta.last.body.get("typing_indicator"),
    )


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        (130429, 429, TooFast),
        (131056, 400, TooFast),
        (80007, 400, TooFast),
        (4, 400, TooFast),
        (131047, 400, OutsideWindow),
        (131026, 400, NobodyThere),
        (131049, 400, NobodyThere),
        (130472, 400, NobodyThere),
        (131030, 400, NobodyThere),
        (190, 401, TokenRefused),
        (0, 400, TokenRefused),
        (10, 403, TokenRefused),
        (200, 403, TokenRefused),
        (1, 500, Unknown),
        (2, 400, Unreachable),
        (131000, 500, Unknown),
        (131016, 500, Unreachable),
        (999999, 503, Unreachable),
        (131045, 500, Unreachable),
        (131045, 400, Refused),
        (131009, 400, Refused),
        (132001, 404, Refused),
    ],
)
async def test_refusal_tells_what_to_do(
    api: CloudApi, meta: Meta, code: int, status: int, kind: type[CloudApiError]
) -> None:
    """Meta's numbers decide before the HTTP status does."""
    meta.refuse(code, status)
    with pytest.raises(CloudApiError) as refused:
        await api.send(ANA, OLA)
    assert (kind, code, status, "Az8or2yhqkZfEZ") == (
        type(refused.value),
        refused.value.code,
        refused.value.status,
        refused.value.trace,
    )


async def test_what_passes_is_no_refusal(api: CloudApi, meta: Meta) -> None:
    """Where Meta says that an error passes, it is tried again."""
    meta.refuse(131009, is_transient=True)
    with pytest.raises(Unreachable):
        await api.send(ANA, OLA)


async def test_wrong_number_is_the_operators(api: CloudApi, meta: Meta) -> None:
    """A number that the token does not know looks to Meta like a wrong parameter."""
    meta.refuse(100, error_subcode=33)
    with pytest.raises(TokenRefused, match="not the token's"):
        await api.send(ANA, OLA)


@pytest.mark.parametrize(
    ("code", "headers", "seconds"),
    [
        (131056, {}, 6),
        (80007, {}, 60),
        (80007, {"Retry-After": "120"}, 120),
        (80007, {"Retry-After": "999999999"}, 3600),
        (80007, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 60),
        (7, {}, 10),
    ],
    ids=["pair rate", "hourly", "as Meta says", "never for ever", "a date", "any 429"],
)
async def test_patience_has_seconds(
    api: CloudApi, meta: Meta, code: int, headers: dict[str, str], seconds: float
) -> None:
    """Meta's seconds count, else ours."""
    meta.refuse(code, 429, headers)
    with pytest.raises(TooFast) as fast:
        await api.send(ANA, OLA)
    assert (seconds, code == 131056) == (fast.value.seconds, fast.value.of_one_person)


@pytest.mark.parametrize(
    "answer",
    [
        Response("<html>segredo da Ana</html>", 502),
        Response("<html>segredo da Ana</html>", 404),
        Response("segredo da Ana", 200),
        JSONResponse(["segredo da Ana"]),
        JSONResponse({"messages": "segredo da Ana"}),
        JSONResponse({"error": "segredo da Ana"}, 400),
        RedirectResponse("http://127.0.0.1:1/"),
    ],
    ids=["bad gateway", "not found", "no JSON", "a list", "no message", "a bare error", "elsewhere"],
)
async def test_junk_is_tried_again(api: CloudApi, meta: Meta, answer: Response) -> None:
    """What is not of Meta's form comes from something in between, and does not mean no."""
    meta.answers[f"/{NUMBER}/messages"] = answer
    with pytest.raises(Unreachable):
        await api.send(ANA, OLA)


@pytest.mark.parametrize(
    "answer", [lambda meta: meta.refuse(131009), lambda meta: meta.refuse(190, 401)], ids=["refused", "token"]
)
async def test_errors_are_silent_about_people_and_tokens(
    api: CloudApi, meta: Meta, answer: Callable[[Meta], None]
) -> None:
    """Nothing of what was said, to whom, with which token, or of Meta's words is in an error."""
    answer(meta)
    with pytest.raises(CloudApiError) as refused:
        await api.send(ANA, OLA)
    told = f"{refused.value!r} {refused.value} {vars(refused.value)}"
    assert not [word for word in ("olá", "segredo", "words of Meta", ANA.phone, TOKEN) if word in told]


async def test_nobody_answers() -> None:
    """A closed port is out of reach."""
    async with serving(Meta().app) as url:
        pass
    async with cloud_http() as http:
        with pytest.raises(Unreachable, match="Connect"):
            await CloudApi(http, url, TOKEN, NUMBER).send(ANA, OLA)


async def spoken_to(answer: bytes, api_at: Callable[[str], CloudApi]) -> None:
    """Sends a message to a server that says this, and hangs up."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(say, "127.0.0.1") as server:
        host, port = server.sockets[0].getsockname()
        await api_at(f"http://{host}:{port}").send(ANA, OLA)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"220 mail.example.com ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\njunk",
    ],
    ids=["hangs up", "not HTTP", "cut off", "not gzip"],
)
async def test_broken_answer_is_out_of_reach(answer: bytes) -> None:
    """However the way breaks, it is an error of the client's own, so that the message is sent later."""
    async with cloud_http() as http:
        with pytest.raises(Unreachable):
            await spoken_to(answer, lambda url: CloudApi(http, url, TOKEN, NUMBER))


async def test_silence_has_an_end() -> None:
    """An answer that does not come is given up."""

    async def hang(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await stop.wait()
        writer.close()

    stop = asyncio.Event()
    async with await asyncio.start_server(hang, "127.0.0.1") as server, cloud_http() as http:
        http.timeout = httpx.Timeout(0.05)
        host, port = server.sockets[0].getsockname()
        with pytest.raises(Unreachable, match="Timeout"):
            await CloudApi(http, f"http://{host}:{port}", TOKEN, NUMBER).send(ANA, OLA)
        stop.set()


async def test_proxy_of_the_machine_is_used(
    api: CloudApi, meta: Meta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the way out leads through a proxy, requests go there, but for what it is not for."""
    async with serving(meta.app) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with cloud_http() as http:
            sent = await CloudApi(http, "http://graph.invalid/v1", TOKEN, NUMBER).send(ANA, OLA)
    assert "wamid.OUT" == sent


async def test_upload(api: CloudApi, meta: Meta) -> None:
    """A file goes as a form, with its kind and its name, and its id comes back."""
    meta.answers[f"/{NUMBER}/media"] = JSONResponse({"id": "4490709327384033"})
    assert "4490709327384033" == await api.upload(b"\x89PNG", "image/png", "convite.png")
    assert {"messaging_product": "whatsapp", "type": "image/png"} == meta.last.body
    assert {"file": ("convite.png", "image/png", b"\x89PNG")} == meta.last.files


@pytest.mark.parametrize(("size", "mime"), [(0, "image/png"), (5 * 2**20 + 1, "image/png")])
async def test_too_large_is_not_uploaded(api: CloudApi, meta: Meta, size: int, mime: str) -> None:
    """Meta's limit is known here."""
    with pytest.raises(ValueError, match=f"{size} bytes"):
        await api.upload(bytes(size), mime, "x.png")
    assert [] == meta.asked


def offer(meta: Meta, url: str, **more: object) -> None:
    about = {"url": url, "mime_type": "image/jpeg", "file_size": 4, "id": "77"}
    meta.answers["/77"] = JSONResponse({**about, **more})


async def test_download(meta: Meta) -> None:
    """A file comes in two steps, both with the token, and the first only for our own number."""
    async with serving(meta.app) as url, cloud_http() as http:
        offer(meta, f"{url}/file")
        meta.answers["/file"] = Response(b"\xff\xd8ab")
        media = await CloudApi(http, url, TOKEN, NUMBER).download("77", 4)
    assert (b"\xff\xd8ab", "image/jpeg") == (media.content, media.mime)
    assert [("/77", {"phone_number_id": NUMBER}, TOKEN), ("/file", {}, TOKEN)] == [
        (one.path, one.query, one.token) for one in meta.asked
    ]


@pytest.mark.parametrize("told", [5, None], ids=["as told", "not told"])
async def test_too_large_is_not_downloaded(meta: Meta, told: int | None) -> None:
    """A file over the limit is given up, whether Meta told its size or not."""
    async with serving(meta.app) as url, cloud_http() as http:
        offer(meta, f"{url}/file", file_size=told)
        meta.answers["/file"] = Response(b"12345")
        with pytest.raises(TooLarge):
            await CloudApi(http, url, TOKEN, NUMBER).download("77", 4)


async def test_token_stays_when_a_file_is_elsewhere(meta: Meta) -> None:
    """A host that the file's own host sends us on to gets no token."""
    foreign = Meta()
    foreign.answers["/file"] = Response(b"1234")
    async with serving(meta.app) as url, serving(foreign.app) as other, cloud_http() as http:
        offer(meta, f"{url}/moved")
        meta.answers["/moved"] = RedirectResponse(f"{other}/file")
        media = await CloudApi(http, url, TOKEN, NUMBER).download("77", 4)
    assert (b"1234", "") == (media.content, foreign.last.token)


async def test_token_never_goes_in_clear() -> None:
    """Where Meta is asked over HTTPS, a file's address without it is none of Meta's."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json={"url": "http://lookaside.fbsbx.com/x", "mime_type": "image/jpeg"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        with pytest.raises(Unreachable):
            await CloudApi(http, "https://graph.facebook.com/v26.0", TOKEN, NUMBER).download("77", 4)
    assert [f"https://graph.facebook.com/v26.0/77?phone_number_id={NUMBER}"] == asked


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(Response("gone", 404), Unreachable), (Response("no", 401), TokenRefused)],
    ids=["gone", "token"],
)
async def test_file_that_is_not_there(meta: Meta, answer: Response, kind: type[CloudApiError]) -> None:
    """A file that does not come is an error of the same kinds."""
    async with serving(meta.app) as url, cloud_http() as http:
        offer(meta, f"{url}/file")
        meta.answers["/file"] = answer
        with pytest.raises(kind):
            await CloudApi(http, url, TOKEN, NUMBER).download("77", 4)


async def test_questions_may_have_a_token_of_their_own(api: CloudApi, meta: Meta) -> None:
    """What only the app may know is asked with the app's token."""
    meta.answers["/12/subscriptions"] = JSONResponse({"data": []})
    assert {"data": []} == await api.get("12/subscriptions", token="12|secret", fields="object")
    assert ("12|secret", {"fields": "object"}) == (meta.last.token, meta.last.query)
