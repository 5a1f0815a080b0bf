"""The public keys, where whoever checks our tokens looks for them."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.access.keys import AccessKeys

SECONDS = 300
"""How long they may be kept: short, so that a key taken out of use is soon out everywhere."""


def jwks_route(keys: AccessKeys) -> Route:
    """`GET /.well-known/jwks.json`, the same for everybody.

    Args:
        keys: whose public halves.
    """
    headers = {"Cache-Control": f"public, max-age={SECONDS}", "X-Content-Type-Options": "nosniff"}

    async def answer(_request: Request) -> JSONResponse:
        return JSONResponse(keys.public(), headers=headers, media_type="application/jwk-set+json")

    return Route("/.well-known/jwks.json", answer)
