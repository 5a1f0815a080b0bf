"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.errors import MALFORMED_TOKEN, UNKNOWN_METHOD, UNKNOWN_TOKEN, ApiError
from bot.simulator.methods import METHODS
from bot.simulator.params import read_params
from bot.simulator.world import World


def bot_api_routes(world: World) -> list[Route]:
    """The routes of the emulator."""

    async def call(request: Request) -> Response:
        try:
            result = await _call(world, request)
        except ApiError as error:
            return _refusal(error)
        return JSONResponse({"ok": True, "result": result})

    async def fetch(request: Request) -> Response:
        try:
            _check_token(world, request.path_params["token"])
        except ApiError as error:
            return _refusal(error)
        content = world.files.get(request.path_params["file_id"])
        if content is None:
            return _refusal(ApiError(*MALFORMED_TOKEN))
        return Response(content, media_type="application/octet-stream")

    return [
        Route("/telegram/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/telegram/file/bot{token}/files/{file_id}", fetch, methods=["GET"]),
    ]


async def _call(world: World, request: Request) -> Any:
    _check_token(world, request.path_params["token"])
    method = METHODS.get(request.path_params["method"].lower())
    if method is None:
        raise ApiError(*UNKNOWN_METHOD)
    return await method(world, await read_params(request))


def _check_token(world: World, token: str) -> None:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise ApiError(*MALFORMED_TOKEN)
    if token != world.token:
        raise ApiError(*UNKNOWN_TOKEN)


def _refusal(error: ApiError) -> JSONResponse:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.retry_after:
        body["parameters"] = {"retry_after": error.retry_after}
        headers["Retry-After"] = str(error.retry_after)
    return JSONResponse(body, error.code, headers)
