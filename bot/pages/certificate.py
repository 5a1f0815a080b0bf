"""The page that takes a customer's A1 certificate."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from starlette.requests import Request
from starlette.responses import Response

from bot.adapters.certificates_kept import Taken
from bot.db.clock import Clock
from bot.db.database import Database
from bot.icp_brasil.apart import Opener, Packed
from bot.icp_brasil.refusal import Refused
from bot.icp_brasil.safe import sealed
from bot.pages import uploads
from bot.pages.certificate_keeping import Wanted, keep_certificate, wanted
from bot.pages.links import OpenLink
from bot.pages.rendering import gone, page
from bot.pages.telling import Teller
from bot.sealing import Seal, token_digest
from conversations.certificate.news import KEPT
from conversations.prompt import Event
from conversations.written import cnpj_or_cpf

BRASILIA = ZoneInfo("America/Sao_Paulo")
log = structlog.get_logger()


class CertificatePage:
    """Takes a file and its password, and keeps neither: what it keeps is packed anew, and sealed.

    Args:
        database: where certificates are kept.
        seal: closes them.
        opener: opens and judges files.
        teller: tells the chat that asked for the link.
        clock: what time it is.
    """

    def __init__(self, database: Database, seal: Seal, opener: Opener, teller: Teller, clock: Clock) -> None:
        self._database = database
        self._seal = seal
        self._opener = opener
        self._teller = teller
        self._clock = clock

    async def use(self, request: Request, link: OpenLink) -> Response:
        """Takes the certificate; the link stays good until one is taken."""
        try:
            sent = await uploads.sent(request)
        except uploads.TooLarge:
            return _refused(link, 413, "large")
        if not sent.file:
            return _refused(link, 422, "empty")
        token = request.path_params["token"]
        async with self._database.transaction() as tx:
            customer = await wanted(tx, token, self._clock())
        if customer is None:
            return gone()
        try:
            packed = await self._opener.open(sent.file, sent.password, customer.tax_id, self._clock())
        except Refused as refused:
            log.info("certificate refused", customer=customer.id, reason=refused.reason)
            return _refused(link, 422, refused.reason, **_said(refused.details))
        if not await self._keep(token, packed):
            return gone()
        log.info("certificate kept", customer=customer.id)
        await self._tell(token, customer)
        found = packed.accepted
        return page(
            "certificate_kept",
            link=link,
            holder=found.holder.name,
            tax_id=cnpj_or_cpf(found.holder.tax_id),
            until=_day(found.not_after),
        )

    async def _keep(self, token: str, packed: Packed) -> bool:
        found = packed.accepted
        taken = Taken(
            holder=found.holder.name,
            tax_id=found.holder.tax_id,
            serial=found.serial,
            not_after=found.not_after,
            sealed=sealed(self._seal, found.file, packed.passphrase),
        )
        async with self._database.transaction() as tx:
            return await keep_certificate(tx, token, taken, self._clock())

    async def _tell(self, token: str, customer: Wanted) -> None:
        if customer.asked_by:
            event = Event(KEPT, {"customer": customer.id}, "found")
            await self._teller.tell(customer.asked_by, f"certificate:{token_digest(token)}", event)


def _refused(link: OpenLink, status: int, problem: str, **details: str) -> Response:
    return page(link.kind, status, link=link, problem=problem, details=details)


def _said(details: dict[str, str]) -> dict[str, str]:
    """The details as people write them."""
    said = dict(details)
    if "tax_id" in said:
        said["tax_id"] = cnpj_or_cpf(said["tax_id"])
    if "day" in said:
        said["day"] = _day(datetime.fromisoformat(said["day"]))
    return said


def _day(moment: datetime) -> str:
    return moment.astimezone(BRASILIA).strftime("%d/%m/%Y")
