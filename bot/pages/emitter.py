"""The page that stands in for the emitter where there is none yet: it lets in as a real one must."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.access.checking import AccessCheck, Refused
from bot.access.entrance import BUILT_IN, Visit
from bot.db.clock import Clock, utc_now
from bot.db.database import Database
from bot.pages.patience import patient
from bot.pages.rendering import moved, page
from bot.pages.visitors import look_up
from bot.sealing import InvalidToken, Seal

COOKIE = "emitter"
STAY = timedelta(minutes=10)

log = structlog.get_logger()


def emitter_route(
    database: Database, check: AccessCheck, seal: Seal, *, secure: bool, clock: Clock = utc_now
) -> Route:
    """The route `GET /emitter`: with `?token=` it lets somebody in, without it shows where they are.

    The token must not stay in the address bar, the history or a referrer, and without scripts only a
    redirect takes it out: so whatever it is worth, the answer leads to the bare address. Who is in is kept
    in a sealed cookie that scripts cannot read and other sites cannot send.

    Args:
        database: where the customers are.
        check: of the tokens.
        seal: of the cookie.
        secure: whether we are reached by https, so that the cookie never travels without.
        clock: what time it is.
    """
    return Route(BUILT_IN, patient(_Emitter(database, check, seal, secure, clock).answer), methods=["GET"])


class _Emitter:
    def __init__(
        self, database: Database, check: AccessCheck, seal: Seal, secure: bool, clock: Clock
    ) -> None:
        self._database = database
        self._check = check
        self._seal = seal
        self._secure = secure
        self._clock = clock

    async def answer(self, request: Request) -> Response:
        token = request.query_params.get("token")
        return await self._show(request) if token is None else await self._enter(token)

    async def _enter(self, token: str) -> Response:
        answer = moved(BUILT_IN)
        try:
            visit = await self._check.visit(token, self._clock())
        except Refused as refused:
            log.info("access refused", reason=refused.reason)
            self._set_cookie(answer, "", 0)  # or the visit before would be shown in its place
        else:
            self._set_cookie(answer, self._closed(visit), int(STAY.total_seconds()))
        return answer

    async def _show(self, request: Request) -> Response:
        visit = self._open(request.cookies)
        if visit is None:
            return page("no_entry", 403)
        async with self._database.transaction() as tx:
            visitor = await look_up(tx, visit, self._clock())
        return page("emitter", visitor=visitor) if visitor else page("no_entry", 403)

    def _closed(self, visit: Visit) -> str:
        until = (self._clock() + STAY).timestamp()
        return self._seal.close({"cookie": COOKIE, "until": until, "visit": asdict(visit)}).decode()

    def _open(self, cookies: Mapping[str, str]) -> Visit | None:
        try:
            kept = self._seal.open(cookies.get(COOKIE, "").encode())
        except InvalidToken:
            return None
        # The same seal closes much else: only what was made for this is a visit.
        if not isinstance(kept, dict) or kept.get("cookie") != COOKIE:
            return None
        return Visit(**kept["visit"]) if self._clock().timestamp() < kept["until"] else None

    def _set_cookie(self, answer: Response, value: str, seconds: int) -> None:
        answer.set_cookie(
            COOKIE,
            value,
            max_age=seconds,
            path=BUILT_IN,
            secure=self._secure,
            httponly=True,
            samesite="strict",
        )
