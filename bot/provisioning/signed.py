"""What the emitter asks for at our web side, signed with the secret that we sign with too."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.db.database import AWAY
from bot.provisioning.secret import Signer

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
LATER = {"Retry-After": "60"}

Endpoint = Callable[[Request], Awaitable[Response]]


def signed(signer: Signer, endpoint: Endpoint) -> Endpoint:
    """Lets through what is signed, and asks for patience while the database is away.

    What is signed is the method and the path, as in "GET /provisioning/certificates/abc": these requests have
    no body, and the signature of an empty one would do for all of them.

    Args:
        signer: knows the secrets.
        endpoint: answers.
    """

    async def answer(request: Request) -> Response:
        if not signer.is_signed(f"{request.method} {request.url.path}", request.headers):
            return refusal(401, "not signed with PROVISIONING_SECRET, or too long ago")
        try:
            return await endpoint(request)
        except AWAY:
            return refusal(503, "the database is away", LATER)

    return answer


def asked_for(request: Request) -> str:
    """The id at the end of the path; what may have signs that a database does not take is nobody's."""
    id_ = str(request.path_params["id"])
    return id_ if id_.isascii() and id_.isalnum() else ""


def refusal(status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    """An answer that is none, with a reason for who reads the emitter's log."""
    return JSONResponse({"error": why}, status, {**HEADERS, **(headers or {})})
