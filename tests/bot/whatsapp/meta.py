"""A stand-in for Meta that writes down what it is asked and answers what a test wants."""

from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.whatsapp.client import Address

TOKEN, NUMBER = "EAAtoken", "106540352242922"
SENT = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "5511987654321", "wa_id": "5511987654321"}],
    "messages": [{"id": "wamid.OUT", "message_status": "accepted"}],
}
ANA = Address("5511987654321")


@dataclass(slots=True)
class Asked:
    """A request, as far as tests look at it."""

    method: str
    path: str
    query: dict[str, str]
    token: str
    body: Any = None
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)


class Meta:
    """Answers each path as it is told to, everything else with an accepted message."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: dict[str, Response] = {}
        routes = [Route("/{path:path}", self._answer, methods=["GET", "POST"])]
        self.app = Starlette(routes=routes)

    @property
    def last(self) -> Asked:
        return self.asked[-1]

    def refuse(
        self, code: int, status: int = 400, /, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        """Answers every message with an error of Meta's form."""
        error = {"message": "(#1) words of Meta", "type": "OAuthException", "code": code, **more}
        error |= {"fbtrace_id": "Az8or2yhqkZfEZ", "error_data": {"details": "segredo da Ana"}}
        self.answers[f"/{NUMBER}/messages"] = JSONResponse({"error": error}, status, headers)

    async def _answer(self, request: Request) -> Response:
        asked = Asked(
            request.method,
            request.url.path,
            dict(request.query_params),
            request.headers.get("authorization", "").removeprefix("Bearer "),
        )
        if request.headers.get("content-type", "").startswith("multipart/"):
            async with request.form() as form:
                for name, value in form.items():
                    if isinstance(value, str):
                        asked.body = {**(asked.body or {}), name: value}
                    else:
                        content = await value.read()
                        asked.files[name] = (value.filename or "", value.content_type or "", content)
        elif request.method == "POST":
            asked.body = await request.json()
        self.asked.append(asked)
        return self.answers.get(request.url.path, JSONResponse(SENT))
