"""The Cloud API over HTTP: /whatsapp/{version}/… and the files it leads to."""

import hmac
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.chats import Json
from bot.simulator.whatsapp import account
from bot.simulator.whatsapp.errors import CloudError, parameter, unknown_object, wrong_proof, wrong_token
from bot.simulator.whatsapp.media import MOST, kind_of
from bot.simulator.whatsapp.sending import send

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld

Answer = Callable[["WhatsAppWorld", Request], Awaitable[Json]]
VERSION = re.compile(r"v\d+\.\d+", re.ASCII)


def cloud_api_routes(world: "WhatsAppWorld") -> list[Route]:
    """The routes of the emulator; any version is taken."""

    def route(path: str, answer: Answer, method: str = "GET", *, token: str = world.token) -> Route:
        async def called(request: Request) -> Response:
            try:
                _check(request, token, world.app_secret)
                return JSONResponse(await answer(world, request))
            except CloudError as error:
                return JSONResponse(error.to_json(), error.status)

        return Route(f"/whatsapp/{path}", called, methods=[method])

    async def fetch(request: Request) -> Response:
        content = world.media.content(request.path_params["media_id"])
        if content is None or _token(request) != world.token:
            return Response(status_code=404)  # so it is answered: nothing tells who may not see what is there
        medium = world.media.known[request.path_params["media_id"]]
        return Response(content, media_type=medium.mime_type)

    return [
        Route("/whatsapp/attachments/{media_id}", fetch),
        route("{version}/debug_token", _debug_token),
        route("{version}/{id}/messages", _messages, "POST"),
        route("{version}/{id}/media", _upload, "POST"),
        route("{version}/{id}/subscribed_apps", _subscribed_apps),
        route("{version}/{id}/message_templates", _message_templates),
        route("{version}/{id}/subscriptions", _subscriptions, token=f"{world.app_id}|{world.app_secret}"),
        route("{version}/{id}", _object),
    ]


async def _messages(world: "WhatsAppWorld", request: Request) -> Json:
    _own_number(world, request)
    try:
        asked: Any = await request.json()
    except ValueError:
        raise parameter("Invalid parameter") from None
    return send(world, asked)


async def _upload(world: "WhatsAppWorld", request: Request) -> Json:
    _own_number(world, request)
    async with request.form() as form:
        file = form.get("file")
        if form.get("messaging_product") != "whatsapp":
            raise parameter("The parameter messaging_product is required.")
        if not isinstance(file, UploadFile):
            raise parameter("The parameter file is required.")
        content = await file.read()
        mime_type = str(form.get("type") or file.content_type or "")
        name = file.filename or "file"
    kind = kind_of(mime_type)
    if not kind:
        raise parameter(f"Param file must be a file with one of the supported types: Received {mime_type}")
    if not content or len(content) > MOST[kind] * 1_048_576:
        raise parameter(f"Param file must have at least 1 byte and at most {MOST[kind]} MB.")
    return {"id": world.media.put(content, mime_type, name).id}


async def _object(world: "WhatsAppWorld", request: Request) -> Json:
    object_id = request.path_params["id"]
    if object_id == world.phone_number_id:
        return account.number(world, request.query_params.get("fields", ""))
    if medium := world.media.known.get(object_id):
        base = str(request.url.replace(query="")).rsplit("/", 2)[0]
        return world.media.described(medium, f"{base}/attachments/{object_id}")
    raise unknown_object("get", object_id)


async def _debug_token(world: "WhatsAppWorld", request: Request) -> Json:
    return account.token(world, request.query_params.get("input_token", ""))


async def _subscribed_apps(world: "WhatsAppWorld", request: Request) -> Json:
    if request.path_params["id"] != world.business_account_id:
        raise unknown_object("get", request.path_params["id"])
    return account.subscribed_apps(world)


async def _message_templates(world: "WhatsAppWorld", request: Request) -> Json:
    if request.path_params["id"] != world.business_account_id:
        raise unknown_object("get", request.path_params["id"])
    return account.message_templates(world, request.query_params.get("name", ""))


async def _subscriptions(world: "WhatsAppWorld", request: Request) -> Json:
    if request.path_params["id"] != world.app_id:
        raise unknown_object("get", request.path_params["id"])
    return account.subscriptions(world)


def _check(request: Request, token: str, app_secret: str) -> None:
    """Whether it may be asked: by the token, and by a proof of the app's secret where there is one."""
    if not VERSION.fullmatch(request.path_params["version"]):
        raise CloudError(400, 2500, f"Unknown path components: /{request.path_params['version']}")
    if _token(request) != token:
        raise wrong_token()
    proof = request.query_params.get("appsecret_proof")
    if proof is not None and proof != hmac.new(app_secret.encode(), token.encode(), "sha256").hexdigest():
        raise wrong_proof()


def _own_number(world: "WhatsAppWorld", request: Request) -> None:
    if request.path_params["id"] != world.phone_number_id:
        raise unknown_object(request.method, request.path_params["id"])


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else request.query_params.get("access_token", "")
