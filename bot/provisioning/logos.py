"""How the emitter fetches a customer's logo."""

import base64

import structlog
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.db.database import Database
from bot.db.models import LogoRow
from bot.provisioning.secret import Signer
from bot.provisioning.signed import HEADERS, LATER, asked_for, refusal, signed
from bot.sealing import InvalidToken, Seal

log = structlog.get_logger()


def logo_route(database: Database, seal: Seal, signer: Signer) -> Route:
    """`GET` of a logo that is a customer's, as often as one likes: it stays.

    Args:
        database: where logos are.
        seal: opens them.
        signer: knows the secrets.
    """

    async def give(request: Request) -> Response:
        current = select(LogoRow).where(LogoRow.id == asked_for(request), LogoRow.current)
        async with database.transaction() as tx:
            row = await tx.session.scalar(current)
        if row is None:
            return refusal(404, "no such logo, or another one has taken its place")
        try:
            picture = base64.b64decode(seal.open_text(row.sealed))
        except InvalidToken:
            log.warning("sealed with another SECRET_KEY", logo=row.id, mend="SECRET_KEY=new,old")
            return refusal(503, "it cannot be opened for the moment: tell the bot's operator", LATER)
        return Response(picture, headers=HEADERS, media_type=f"image/{row.kind.lower()}")

    return Route("/provisioning/logos/{id}", signed(signer, give), methods=["GET"])
