"""The client and the simulated WhatsApp understand each other, limits and errors included."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette

from bot.simulator.files import sample_photo
from bot.simulator.whatsapp.limits import Limits
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.templates import Template as Approved
from bot.simulator.whatsapp.view import medium_of
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.whatsapp import MORE
from bot.whatsapp.client import Address, CloudApi
from bot.whatsapp.errors import CloudApiError, OutsideWindow, Refused, TokenRefused, TooFast, error_of_code
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
from bot.whatsapp.rendering import payloads
from bot.whatsapp.transport import cloud_http
from conversations.prompt import CANCEL, Choice, Prompt
from tests.serving import serving

NOVIDADE = Template("cadastro_novidade", "pt_BR")


@pytest.fixture
async def world() -> AsyncIterator[WhatsAppWorld]:
    async with WhatsAppWorld() as world:
        world.templates.append(Approved(NOVIDADE.name, "Há uma novidade."))
        yield world


@pytest.fixture
async def url(world: WhatsAppWorld) -> AsyncIterator[str]:
    async with serving(Starlette(routes=world.routes())) as url:
        yield f"{url}/whatsapp/v26.0"


@pytest.fixture
async def api(world: WhatsAppWorld, url: str) -> AsyncIterator[CloudApi]:
    async with cloud_http() as http:
        yield CloudApi(http, url, world.token, world.phone_number_id)


@pytest.fixture
async def ana(world: WhatsAppWorld) -> WhatsAppPhone:
    """A phone whose owner has just written."""
    ana = world.add_phone("Revendedora", first_name="Ana", phone_number="+5511987654321")
    await ana.type("oi")
    return ana


def by_number(phone: WhatsAppPhone) -> Address:
    return Address(phone.person.wa_id)


def heard(world: WhatsAppWorld) -> dict[str, Any]:
    """What the bot is told of the message written last."""
    *_, last = [m for notice in world.deliveries.pending.values() for m in notice.value.get("messages", [])]
    return dict(last)


SHOWN: list[tuple[Payload, str, list[str]]] = [
    (Text("olá"), "olá", []),
    (Buttons("Certo?", (Button("Sim", "q|y"), Button("Não", "q|n"))), "Certo?", ["Sim", "Não"]),
    (
        List("Qual?", "Ver opções", "Opções", (Row("Um", "q|1", "o primeiro"), Row("Dois", "q|2"))),
        "Qual?",
        ["Um", "Dois"],
    ),
    (LinkButton("Crie sua senha.", "Criar senha", "https://a.br/s/x"), "Crie sua senha.", ["Criar senha"]),
    (NOVIDADE, "Há uma novidade.", []),
]


@pytest.mark.parametrize(("message", "text", "labels"), SHOWN, ids=lambda value: type(value).__name__)
async def test_message_is_shown(
    api: CloudApi, ana: WhatsAppPhone, message: Payload, text: str, labels: list[str]
) -> None:
    """Each kind reaches the phone with all its words, under the id that it was given."""
    wamid = await api.send(by_number(ana), message)
    assert (wamid, text, labels) == (ana.last.wamid, ana.last.text, ana.last.labels)


async def test_business_scoped_id_is_enough(api: CloudApi, ana: WhatsAppPhone) -> None:
    """Somebody without a number is reached."""
    await api.send(Address(user_id=ana.person.user_id), Text("olá"))
    assert "olá" == ana.last.text


async def test_quotation(api: CloudApi, ana: WhatsAppPhone) -> None:
    """An answer stands below what it answers to."""
    asked = ana.messages[0].wamid
    await api.send(by_number(ana), Text("olá"), reply_to=asked)
    assert asked == ana.last.reply_to


async def test_files(api: CloudApi, ana: WhatsAppPhone, world: WhatsAppWorld) -> None:
    """A picture and a document go up, and out with their names."""
    picture = await api.upload(sample_photo(), "image/png", "convite.png")
    await api.send(by_number(ana), Image(picture, "Aponte a câmera."))
    assert ("Aponte a câmera.", sample_photo()) == (
        ana.last.text,
        world.media.content(medium_of(ana.last)["id"]),
    )
    table = await api.upload(b"a;b\n", "text/csv", "x.csv")
    await api.send(by_number(ana), Document(table, "clientes.csv"))
    assert "clientes.csv" == ana.last.content["filename"]


async def test_photo_is_fetched(api: CloudApi, ana: WhatsAppPhone, world: WhatsAppWorld) -> None:
    """What a person sends comes in whole."""
    await ana.send_photo()
    media = await api.download(heard(world)["image"]["id"], 1_000_000)
    assert (sample_photo(), "image/png") == (media.content, media.mime)


async def test_read_and_typing(api: CloudApi, ana: WhatsAppPhone) -> None:
    """The person sees that it is read, and that an answer is on its way."""
    await api.seen(ana.messages[0].wamid, typing=True)
    assert ("read", True) == (ana.messages[0].status, ana.typing)


async def test_every_page_can_be_turned_to_and_picked_from(
    api: CloudApi, ana: WhatsAppPhone, world: WhatsAppWorld
) -> None:
    """A long list is taken page by page, and each row comes back as what it stands for."""
    rows = [Choice(f"Emissor número {number} · R$ 49,90 por mês", f"p{number}") for number in range(20)]
    prompt = Prompt("Qual?", id="d:q", choices=(*((row,) for row in rows), (Choice("Cancelar", CANCEL),)))
    picked, page = [], 1
    while page:
        (message,) = payloads(prompt, page=page)
        await api.send(by_number(ana), message)
        shown = ana.last
        for choice in shown.choices:
            await ana.press(shown.id, choice.id)
            picked.append(heard(world)["interactive"]["list_reply"]["id"].removeprefix("d:q|"))
        number = int(picked[-1].removeprefix(MORE))
        page = number if number > page else 0
    assert {row.value for row in rows} | {CANCEL} == {one for one in picked if not one.startswith(MORE)}


async def test_wrong_token(world: WhatsAppWorld, url: str, ana: WhatsAppPhone) -> None:
    """A token that Meta does not know is the operator's to mend."""
    async with cloud_http() as http:
        with pytest.raises(TokenRefused) as refused:
            await CloudApi(http, url, "other", world.phone_number_id).send(by_number(ana), Text("olá"))
    assert 190 == refused.value.code


async def test_wrong_number(world: WhatsAppWorld, url: str, ana: WhatsAppPhone) -> None:
    """So is a number that is not the token's."""
    async with cloud_http() as http:
        with pytest.raises(TokenRefused, match="not the token's"):
            await CloudApi(http, url, world.token, "999999999999999").send(by_number(ana), Text("olá"))


@pytest.mark.parametrize(
    ("limits", "expected"),
    [(Limits(pair_burst=1), (6, True)), (Limits(per_second=1), (2, False))],
    ids=["one person", "everybody"],
)
async def test_too_fast(
    api: CloudApi, world: WhatsAppWorld, ana: WhatsAppPhone, limits: Limits, expected: tuple[float, bool]
) -> None:
    """Too many messages ask for patience, towards one person or towards all."""
    now = world.clock()
    world.clock = lambda: now  # no time passes in between
    world.limits = limits
    await api.send(by_number(ana), Text("um"))
    with pytest.raises(TooFast) as fast:
        await api.send(by_number(ana), Text("dois"))
    assert expected == (fast.value.seconds, fast.value.of_one_person)


async def test_unknown_template(api: CloudApi, ana: WhatsAppPhone) -> None:
    """A template that is not approved would be refused again."""
    with pytest.raises(Refused, match="no such template"):
        await api.send(by_number(ana), Template("other", "pt_BR"))


async def test_closed_window_is_told_afterwards(api: CloudApi, world: WhatsAppWorld) -> None:
    """Who never wrote gets no free words: the message is taken, and its status says so by the same number."""
    rui = world.add_phone("Visitante", first_name="Rui", phone_number="+5521991234567")
    wamid = await api.send(by_number(rui), Text("olá"))
    (notice,) = world.deliveries.pending.values()
    (status,) = notice.value["statuses"]
    error: CloudApiError = error_of_code(status["errors"][0]["code"])
    assert (wamid, OutsideWindow, []) == (status["id"], type(error), rui.messages)
