"""The one-time pages.

A customer creates a password, sees the generated one, or sends a certificate; a person of a reseller enters a
customer's emitter.
"""

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.access.entrance import Entrance
from bot.db.clock import Clock, utc_now
from bot.db.database import Database
from bot.db.models.one_time_links import ACCESS, CERTIFICATE
from bot.pages import guard, rules
from bot.pages.certificate import CertificatePage
from bot.pages.links import OpenLink, keep_password, open_link, use_up
from bot.pages.patience import patient
from bot.pages.rendering import gone, moved, page
from conversations.ports.passwords import Passwords

log = structlog.get_logger()


def pages_app(
    database: Database,
    passwords: Passwords,
    certificates: CertificatePage,
    entrance: Entrance | None = None,
    *,
    clock: Clock = utc_now,
) -> list[Route]:
    """The routes `GET` and `POST /s/{token}`.

    GET changes nothing, because previews open links; POST uses the link up. The token stands in the
    address: whoever serves these routes must not log their paths.

    Args:
        database: where links and hashes are.
        passwords: hashes and judges.
        certificates: takes certificates.
        entrance: leads into the emitter; none where no page of ours can be opened from outside.
        clock: what time it is.
    """
    pages = _Pages(database, passwords, certificates, entrance, clock)
    return [
        Route("/s/{token}", patient(pages.show), methods=["GET"]),
        Route("/s/{token}", patient(pages.use), methods=["POST"]),
    ]


class _Pages:
    """One link, from the first look to its use."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        certificates: CertificatePage,
        entrance: Entrance | None,
        clock: Clock,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._certificates = certificates
        self._entrance = entrance
        self._clock = clock

    async def show(self, request: Request) -> Response:
        """What the link is for."""
        link = await self._find(request)
        if link is None:
            return gone()
        leads_to = self._entrance.audience if self._entrance and link.visit else ""
        return page(link.kind, leads_to=leads_to, link=link, problem="")

    async def use(self, request: Request) -> Response:
        """Does what the link is for, once."""
        if not guard.from_our_page(request):
            return page("foreign", 403)
        link = await self._find(request)
        if link is None:
            return gone()
        if link.kind == ACCESS:
            return await self._enter(request, link)
        if link.kind == CERTIFICATE:
            return await self._certificates.use(request, link)
        if link.kind == "show_password":
            return await self._show_password(request, link)
        return await self._create_password(request, link)

    async def _enter(self, request: Request, link: OpenLink) -> Response:
        if self._entrance is None or link.visit is None:
            return gone()
        async with self._database.transaction() as tx:
            used = await use_up(tx, request.path_params["token"], self._clock())
        if not used:
            return gone()
        log.info("access given", customer=link.visit.customer_id, person=link.visit.person_id)
        return moved(self._entrance.address(link.visit, self._clock()))

    async def _create_password(self, request: Request, link: OpenLink) -> Response:
        try:
            fields = await guard.form_fields(request)
        except guard.TooLarge:
            return page(link.kind, 413, link=link, problem="long")
        password = fields.get("password", "")
        about = (link.email, link.company)
        problem = await rules.problem(password, fields.get("repeat", ""), about, self._passwords)
        if problem:
            return page(link.kind, 422, link=link, problem=problem)
        kept = await self._keep(request, password)
        return page("password_created", link=link) if kept else gone()

    async def _show_password(self, request: Request, link: OpenLink) -> Response:
        password = rules.generated_password()
        kept = await self._keep(request, password)
        return page("password_shown", link=link, password=password) if kept else gone()

    async def _find(self, request: Request) -> OpenLink | None:
        async with self._database.transaction() as tx:
            return await open_link(tx, request.path_params["token"], self._clock())

    async def _keep(self, request: Request, password: str) -> bool:
        """Keeps the hash and uses the link up; False if somebody was quicker."""
        hashed = await self._passwords.hash(password)  # before the transaction: it takes its time
        async with self._database.transaction() as tx:
            return await keep_password(tx, request.path_params["token"], hashed, self._clock())
