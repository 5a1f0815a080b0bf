"""How the emitter fetches a customer's certificate, and says that it has it.

An event says which certificate there is and does not carry it: events are queued, tried again and logged by
others. So the emitter asks for it by its id, until it acknowledges; then ours is gone.
"""

import base64

import structlog
from sqlalchemy import func, select, update
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.adapters.told import told_certificate
from bot.db.clock import Clock
from bot.db.database import Database
from bot.db.models import CertificateRow
from bot.icp_brasil.safe import unsealed
from bot.provisioning.secret import Signer
from bot.provisioning.signed import HEADERS, LATER, asked_for, refusal, signed
from bot.sealing import InvalidToken, Seal

PATH = "/provisioning/certificates/{id}"

log = structlog.get_logger()


def certificate_routes(database: Database, seal: Seal, signer: Signer, *, clock: Clock) -> list[Route]:
    """`GET` and `DELETE` of a certificate, for who signs with the secret of PROVISIONING_SECRET.

    Args:
        database: where certificates are.
        seal: opens them.
        signer: knows the secrets.
        clock: what time it is.
    """
    kept = _Kept(database, seal, clock)
    return [
        Route(PATH, signed(signer, kept.give), methods=["GET"]),
        Route(PATH, signed(signer, kept.forget), methods=["DELETE"]),
    ]


class _Kept:
    """The certificates that lie here.

    Args:
        database: as above.
        seal: likewise.
        clock: likewise.
    """

    def __init__(self, database: Database, seal: Seal, clock: Clock) -> None:
        self._database = database
        self._seal = seal
        self._clock = clock

    async def give(self, request: Request) -> Response:
        """A certificate with what opens it; it stays until it is acknowledged."""
        async with self._database.transaction() as tx:
            row = await tx.session.scalar(
                select(CertificateRow).where(CertificateRow.id == asked_for(request))
            )
        if row is None:
            return refusal(404, "no such certificate, or a newer one has taken its place")
        if row.sealed is None:
            return refusal(410, "it was acknowledged, and is not kept here any more")
        try:
            certificate = unsealed(self._seal, row.sealed)
        except InvalidToken:
            log.warning("sealed with another SECRET_KEY", certificate=row.id, mend="SECRET_KEY=new,old")
            return refusal(503, "it cannot be opened for the moment: tell the bot's operator", LATER)
        log.info("certificate fetched", certificate=row.id, customer=row.customer_id)
        content = {
            **told_certificate(row),
            "customer_id": row.customer_id,
            "file": base64.b64encode(certificate.file).decode(),
            "passphrase": certificate.passphrase,
        }
        return JSONResponse(content, headers=HEADERS)

    async def forget(self, request: Request) -> Response:
        """Keeps what is known of a certificate, and no longer the certificate; again is as good as once."""
        forgetting = (
            update(CertificateRow)
            .where(CertificateRow.id == asked_for(request))
            .values(sealed=None, fetched_at=func.coalesce(CertificateRow.fetched_at, self._clock()))
            .returning(CertificateRow.customer_id)
        )
        async with self._database.transaction() as tx:
            customer_id = await tx.session.scalar(forgetting)
        if customer_id is None:
            return refusal(404, "no such certificate, or a newer one has taken its place")
        log.info("certificate acknowledged", certificate=asked_for(request), customer=customer_id)
        return Response(status_code=204, headers=HEADERS)
