"""What a page says while something of ours cannot be reached."""

from collections.abc import Awaitable, Callable
from functools import wraps

from redis.exceptions import RedisError
from sqlalchemy import exc
from starlette.requests import Request
from starlette.responses import Response

from bot.pages.rendering import page

Endpoint = Callable[[Request], Awaitable[Response]]


def patient(endpoint: Endpoint) -> Endpoint:
    """Asks for patience where the database or Redis cannot be reached; the link is then not used up."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (exc.OperationalError, exc.TimeoutError, RedisError):
            response = page("later", 503)
            response.headers["Retry-After"] = "60"
            return response

    return answer
