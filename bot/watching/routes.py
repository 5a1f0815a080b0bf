"""`GET /ready` and `GET /metrics`. Nothing in the answers is about a person, and no address or secret is."""

from prometheus_client import CONTENT_TYPE_LATEST
from redis.asyncio import Redis
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.db.database import Database
from bot.watching.readiness import Readiness
from bot.watching.scraping import scrape

NOT_KEPT = {"Cache-Control": "no-store"}


def watching_routes(redis: Redis, database: Database, process: str) -> list[Route]:
    """The routes by which the program is watched.

    Args:
        redis: the program's own client.
        database: the program's own.
        process: of `bot.watching.snapshots.process_name`.
    """
    readiness = Readiness(redis, database)

    async def ready(_request: Request) -> JSONResponse:
        if troubles := await readiness.troubles():
            return JSONResponse({"status": "not ready", **troubles}, 503, NOT_KEPT)
        return JSONResponse({"status": "ok"}, headers=NOT_KEPT)

    async def metrics(_request: Request) -> Response:
        return Response(
            await scrape(redis, database, process), headers=NOT_KEPT, media_type=CONTENT_TYPE_LATEST
        )

    return [Route("/ready", ready), Route("/metrics", metrics)]
