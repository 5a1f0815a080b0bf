"""What we ask of Meta is what PyWa asks for the same content; it was made without a look at ours."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from pywa import WhatsApp
from pywa.types import Button as PyWaButton
from pywa.types import Section, SectionList, SectionRow, URLButton
from pywa.types.templates import TemplateLanguage

from bot.whatsapp.client import Address, CloudApi
from bot.whatsapp.messages import (
    Button,
    Buttons,
    Document,
    Image,
    LinkButton,
    List,
    Payload,
    Row,
    Template,
    Text,
)
from tests.bot.whatsapp.meta import ANA, NUMBER, SENT, TOKEN

BSUID = "BR.13491208655302741918"
MEDIA = "4490709327384033"


class Oracle:
    """PyWa and our client over a transport that keeps what it is given."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        transport = httpx.MockTransport(self._keep)
        self.pywa = WhatsApp(NUMBER, TOKEN, session=httpx.Client(transport=transport))
        self._http = httpx.AsyncClient(transport=transport)
        self._api = CloudApi(self._http, "https://graph.facebook.com/v26.0", TOKEN, NUMBER)

    def _keep(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        return httpx.Response(200, json={**SENT, "success": True, "id": MEDIA})

    def theirs(self, send: Callable[[WhatsApp], object]) -> httpx.Request:
        """What PyWa sends."""
        send(self.pywa)
        return self.requests[-1]

    def ours(self, send: Callable[[CloudApi], Awaitable[object]]) -> httpx.Request:
        """What we send."""

        async def sent() -> None:
            async with self._http:
                await send(self._api)

        asyncio.run(sent())
        return self.requests[-1]


@pytest.fixture
def oracle() -> Oracle:
    return Oracle()


def said(request: httpx.Request) -> tuple[str, str, str, Any]:
    """A request, as far as Meta looks at it."""
    body = json.loads(request.content)
    return request.method, str(request.url), request.headers["authorization"], _plain(body)


def _plain(value: Any) -> Any:
    """Without the empty fields in which the two may differ."""
    if isinstance(value, dict):
        plain = {key: _plain(found) for key, found in value.items()}
        return {key: found for key, found in plain.items() if found not in (None, [], {}, "")}
    return [_plain(one) for one in value] if isinstance(value, list) else value


ROWS = (Row("Emissor NF-e", "d:q|nfe", "R$ 49,90 por mês"), Row("Cancelar", "d:q|.cancel"))
SAME: dict[str, tuple[Payload, Callable[[WhatsApp], object]]] = {
    "text": (Text("Qual é o *nome*?"), lambda wa: wa.send_message(ANA.phone, "Qual é o *nome*?")),
    "buttons": (
        Buttons("Certo?", (Button("Sim", "d:q|y"), Button("Não", "d:q|n"))),
        lambda wa: wa.send_message(
            ANA.phone, "Certo?", buttons=[PyWaButton("Sim", "d:q|y"), PyWaButton("Não", "d:q|n")]
        ),
    ),
    "list": (
        List("Qual?", "Ver opções", "Opções", ROWS),
        lambda wa: wa.send_message(
            ANA.phone,
            "Qual?",
            buttons=SectionList(
                "Ver opções",
                [Section("Opções", [SectionRow(row.title, row.id, row.description or None) for row in ROWS])],
            ),
        ),
    ),
    "link button": (
        LinkButton("Crie sua senha.", "Criar senha", "https://bot.example.com/s/x"),
        lambda wa: wa.send_message(
            ANA.phone, "Crie sua senha.", buttons=URLButton("Criar senha", "https://bot.example.com/s/x")
        ),
    ),
    "image": (
        Image(MEDIA, "Aponte a câmera."),
        lambda wa: wa.send_image(ANA.phone, MEDIA, caption="Aponte a câmera."),
    ),
    "document": (
        Document(MEDIA, "convite.pdf", "O convite."),
        lambda wa: wa.send_document(ANA.phone, MEDIA, filename="convite.pdf", caption="O convite."),
    ),
    "template": (
        Template("cadastro_novidade", "pt_BR"),
        lambda wa: wa.send_template(ANA.phone, "cadastro_novidade", TemplateLanguage.PORTUGUESE_BR, []),
    ),
}


@pytest.mark.parametrize(("message", "send"), SAME.values(), ids=SAME.keys())
def test_messages_agree(oracle: Oracle, message: Payload, send: Callable[[WhatsApp], object]) -> None:
    """The same words, choices and files are the same request."""
    assert said(oracle.theirs(send)) == said(oracle.ours(lambda api: api.send(ANA, message)))


def test_business_scoped_ids_agree(oracle: Oracle) -> None:
    """Somebody without a number is written to in the same field."""
    theirs = oracle.theirs(lambda wa: wa.send_message(BSUID, "Oi"))
    assert said(theirs) == said(oracle.ours(lambda api: api.send(Address(user_id=BSUID), Text("Oi"))))


def test_quotations_agree(oracle: Oracle) -> None:
    """What a message answers to is named alike."""
    theirs = oracle.theirs(lambda wa: wa.send_message(ANA.phone, "Oi", reply_to_message_id="wamid.IN"))
    assert said(theirs) == said(oracle.ours(lambda api: api.send(ANA, Text("Oi"), "wamid.IN")))


def test_read_marks_agree(oracle: Oracle) -> None:
    """Alone it is the same request."""
    theirs = oracle.theirs(lambda wa: wa.mark_message_as_read("wamid.IN"))
    assert said(theirs) == said(oracle.ours(lambda api: api.seen("wamid.IN")))


def test_typing_agrees(oracle: Oracle) -> None:
    """So it is with the typing indicator."""
    theirs = oracle.theirs(lambda wa: wa.indicate_typing("wamid.IN"))
    assert said(theirs) == said(oracle.ours(lambda api: api.seen("wamid.IN", typing=True)))


def test_uploads_agree(oracle: Oracle) -> None:
    """A file is the same form, in whichever order its fields stand."""
    requests = [
        oracle.theirs(lambda wa: wa.upload_media(b"%PDF", "application/pdf", "convite.pdf")),
        oracle.ours(lambda api: api.upload(b"%PDF", "application/pdf", "convite.pdf")),
    ]
    theirs, ours = [(str(request.url), sorted(_fields(request))) for request in requests]
    assert theirs == ours


def _fields(request: httpx.Request) -> list[bytes]:
    boundary = request.headers["content-type"].partition("boundary=")[2].encode()
    return [field.strip(b"-\r\n") for field in request.content.split(boundary)]
