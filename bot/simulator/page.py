"""The page with the phones, and what it calls."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.simulator.chats import Json
from bot.simulator.files import image_kind
from bot.simulator.handset import NotThere
from bot.simulator.page_view import NOTHING, Versions, told
from bot.simulator.phone import Phone
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.world import World

STATIC = Path(__file__).with_name("static")
HEARTBEAT = 15.0
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}

Deed = Callable[[Phone, Json], Awaitable[None]]
OnWhatsApp = Callable[[WhatsAppPhone, Json], Awaitable[None]]

SHARED: dict[str, Callable[[Phone | WhatsAppPhone, Json], Awaitable[None]]] = {
    "start": lambda phone, _: phone.start(),
    "send": lambda phone, body: phone.type(str(body["text"])),
    "tap": lambda phone, body: phone.press(int(body["message"]), str(body["data"])),
    "open": lambda phone, body: phone.open_link(str(body["link"])),
    "contact": lambda phone, body: phone.attach_contact(str(body["phone_number"]), str(body["name"])),
    "own-contact": lambda phone, _: phone.share_own_contact(),
    "photo": lambda phone, _: phone.send_photo(),
    "sticker": lambda phone, _: phone.send_sticker(),
    "voice": lambda phone, _: phone.send_voice(),
    "document": lambda phone, _: phone.send_document(),
    "certificate": lambda phone, _: phone.send_document("certificado.pfx"),
    "location": lambda phone, _: phone.send_location(),
    "block": lambda phone, _: phone.block(),
    "unblock": lambda phone, _: phone.unblock(),
}
DEEDS: dict[str, Deed] = {**SHARED, "key": lambda phone, body: phone.tap_key(str(body["label"]))}
WHATSAPP_DEEDS: dict[str, OnWhatsApp] = {
    **SHARED,
    "read": lambda phone, _: phone.read(),
    "react": lambda phone, body: phone.react(str(body["emoji"]), phone.message(int(body["message"]))),
    "delete": lambda phone, body: phone.delete(phone.message(int(body["message"]))),
}


def page_routes(world: World) -> list[BaseRoute]:
    """The routes of the page: itself, its files, its stream of changes, and the deeds of its people."""
    epoch = secrets.token_hex(4)  # a restarted world counts anew: its page must not ask for "since 12"

    async def page(_: Request) -> Response:
        return FileResponse(STATIC / "index.html", headers=HEADERS)

    async def events(request: Request) -> Response:
        known, _, seen = request.headers.get("last-event-id", "").partition(":")
        since = Versions.read(seen) if known == epoch else NOTHING
        return StreamingResponse(
            _stream(world, epoch, since),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    async def act(request: Request) -> Response:
        if not _same_origin(request):
            return JSONResponse({"error": "Só a própria página pode usar estes telefones."}, 403)
        deed = _deed(world, request.path_params["slug"], request.path_params["deed"])
        if deed is None:
            return JSONResponse({"error": "Não existe."}, 404)
        try:
            await deed(await request.json())
        except NotThere:
            return JSONResponse({"error": "Este botão não está mais aí."}, 409)
        except (KeyError, TypeError, ValueError):
            return JSONResponse({"error": "O simulador não entendeu o pedido."}, 400)
        return Response(status_code=204)

    async def picture(request: Request) -> Response:
        places = [world.files, *([world.whatsapp.media.files] if world.whatsapp else [])]
        content = next(filter(None, (files.get(request.path_params["file_id"]) for files in places)), None)
        kind = image_kind(content or b"")
        if not content or not kind:
            return Response(status_code=404)
        return Response(content, media_type=f"image/{'jpeg' if kind == 'jpg' else kind}", headers=HEADERS)

    return [
        Route("/", page),
        Route("/api/events", events),
        Route("/api/pictures/{file_id}", picture),
        Route("/api/phones/{slug}/{deed}", act, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _deed(world: World, slug: str, name: str) -> Callable[[Json], Awaitable[None]] | None:
    """What somebody does with the phone of that name, if there is such a phone and such a deed."""
    for phone in world.phones:
        if phone.slug == slug and name in DEEDS:
            return partial(DEEDS[name], phone)
    for other in world.whatsapp.phones if world.whatsapp else []:
        if other.slug == slug and name in WHATSAPP_DEEDS:
            return partial(WHATSAPP_DEEDS[name], other)
    return None


async def _stream(world: World, epoch: str, since: Versions) -> AsyncIterator[str]:
    """Server-sent events: first everything, then what changed."""
    yield "retry: 1000\n\n"
    while not world.closed:
        news: dict[str, Any] = told(world, since)
        since = Versions.of(world)
        yield f"id: {epoch}:{since}\ndata: {json.dumps(news)}\n\n"
        try:
            await world.signal.wait(partial(_moved_on, world, since), HEARTBEAT)
        except TimeoutError:
            yield ": still here\n\n"
        await asyncio.sleep(0)  # changes of the same moment go out together


def _moved_on(world: World, since: Versions) -> bool:
    return Versions.of(world) != since or world.closed


def _same_origin(request: Request) -> bool:
    """Whether the page itself is asking: the phones act for people, so no other site may.

    Source: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site; browsers that
    do not send it send Origin with every POST.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", " ")
