"""What the bot sends arrives, or Meta says why not."""

from typing import Any

import httpx
import pytest

from bot.simulator.files import sample_photo
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.templates import Template
from bot.simulator.whatsapp.view import medium_of
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.bot.simulator.conftest import Clock
from tests.bot.simulator.whatsapp.conftest import Send

DAY = 24 * 3600


def failures(world: WhatsAppWorld) -> list[tuple[str, int]]:
    """The messages that the bot will be told have failed, with the code of why."""
    told = [
        status for notice in world.deliveries.pending.values() for status in notice.value.get("statuses", [])
    ]
    return [(one["id"], one["errors"][0]["code"]) for one in told if one["status"] == "failed"]


async def upload(http: httpx.AsyncClient, world: WhatsAppWorld, name: str, content: bytes, kind: str) -> str:
    answer = await http.post(
        f"{world.phone_number_id}/media",
        data={"messaging_product": "whatsapp", "type": kind},
        files={"file": (name, content, kind)},
    )
    assert 200 == answer.status_code
    media_id: str = answer.json()["id"]
    return media_id


@pytest.mark.parametrize("to", ["5511987654321", "+55 (11) 98765-4321", "551187654321"])
async def test_number_in_any_spelling(send: Send, ana: WhatsAppPhone, to: str) -> None:
    """A number reaches its phone however it is written, in Brazil with or without the 9."""
    await ana.type("oi")
    status, answer = await send(to=to, text={"body": "olá"})
    assert (200, {"input": to, "wa_id": "5511987654321"}, "olá") == (
        status,
        answer["contacts"][0],
        ana.last.text,
    )


async def test_old_account_lacks_the_nine(send: Send, world: WhatsAppWorld, ana: WhatsAppPhone) -> None:
    """Meta spells the number of an older account without the 9, whatever was asked for."""
    world.add_phone("Minas", first_name="Bia", phone_number="+5531987654321", wa_id="553187654321")
    _, answer = await send(to="5531987654321", text={"body": "olá"})
    assert [{"input": "5531987654321", "wa_id": "553187654321"}] == answer["contacts"]


async def test_business_scoped_id(send: Send, ana: WhatsAppPhone) -> None:
    """Without a number the business-scoped id is enough, and the answer names it and no number."""
    await ana.type("oi")
    _, answer = await send(to=None, recipient=ana.person.user_id, text={"body": "olá"})
    assert ([{"input": ana.person.user_id, "user_id": ana.person.user_id}], "olá") == (
        answer["contacts"],
        ana.last.text,
    )


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ({"to": "5511900000000"}, {"recipient_id": "5511900000000"}),
        ({"to": None, "recipient": "BR.1"}, {"recipient_user_id": "BR.1"}),
    ],
)
async def test_nobody_there(
    send: Send, world: WhatsAppWorld, address: dict[str, Any], told: dict[str, str]
) -> None:
    """A message to nobody is taken, and fails afterwards with 131026 at the address it was given."""
    status, answer = await send(**address, text={"body": "olá"})
    (notice,) = world.deliveries.pending.values()
    (fate,) = notice.value["statuses"]
    assert (200, [(answer["messages"][0]["id"], 131026)], told) == (
        status,
        failures(world),
        {name: value for name, value in fate.items() if name.startswith("recipient")},
    )


async def test_window_closes_after_a_day(
    send: Send, world: WhatsAppWorld, ana: WhatsAppPhone, clock: Clock
) -> None:
    """24 hours after the last word a free text is taken, and fails afterwards with 131047."""
    await ana.type("oi")
    clock.now += DAY - 1
    await send(text={"body": "ainda"})
    clock.now += 1
    status, answer = await send(text={"body": "tarde"})
    assert (200, [(answer["messages"][0]["id"], 131047)], ["oi", "ainda"]) == (
        status,
        failures(world),
        [message.text for message in ana.messages],
    )


async def test_window_opens_with_a_word(
    send: Send, world: WhatsAppWorld, ana: WhatsAppPhone, clock: Clock
) -> None:
    """Whoever never wrote, or long ago, hears free words again after writing."""
    await send(text={"body": "cedo"})
    await ana.type("oi")
    await send(text={"body": "olá"})
    assert (1, "olá") == (len(failures(world)), ana.last.text)


async def test_template_goes_out_of_the_window(send: Send, world: WhatsAppWorld, ana: WhatsAppPhone) -> None:
    """A template reaches somebody who never wrote, with its words in their places."""
    world.templates.append(
        Template("lembrete", "Oi, {{1}}! Faltam {{2}} dias.", quick_replies=("Continuar",))
    )
    words = [{"type": "text", "text": word} for word in ("Ana", "2")]
    template = {
        "name": "lembrete",
        "language": {"code": "pt_BR"},
        "components": [{"type": "body", "parameters": words}],
    }
    status, answer = await send(type="template", template=template)
    assert (200, "accepted", "Oi, Ana! Faltam 2 dias.", ["Continuar"]) == (
        status,
        answer["messages"][0]["message_status"],
        ana.last.text,
        ana.last.labels,
    )


async def test_template_by_named_places(send: Send, world: WhatsAppWorld, ana: WhatsAppPhone) -> None:
    """Places may have names."""
    world.templates.append(Template("aviso", "Olá, {{nome}}."))
    words = [{"type": "text", "parameter_name": "nome", "text": "Ana"}]
    components = [{"type": "body", "parameters": words}]
    await send(
        type="template", template={"name": "aviso", "language": {"code": "pt_BR"}, "components": components}
    )
    assert "Olá, Ana." == ana.last.text


@pytest.mark.parametrize(("name", "status", "code"), [("lembrete", 400, 132000), ("outro", 404, 132001)])
async def test_refuses_template(send: Send, world: WhatsAppWorld, name: str, status: int, code: int) -> None:
    """A template that is not approved, or has other places than words were given, is refused."""
    world.templates.append(Template("lembrete", "Oi, {{1}}!"))
    answer = await send(type="template", template={"name": name, "language": {"code": "pt_BR"}})
    assert (status, code) == (answer[0], answer[1]["code"])


async def test_quick_reply_of_a_template(send: Send, world: WhatsAppWorld, ana: WhatsAppPhone) -> None:
    """A tapped quick reply is told as a `button`, with the payload that was sent along."""
    world.templates.append(Template("lembrete", "Continua?", quick_replies=("Sim", "Não")))
    part = {
        "type": "button",
        "sub_type": "quick_reply",
        "index": "0",
        "parameters": [{"type": "payload", "payload": "go"}],
    }
    template = {"name": "lembrete", "language": {"code": "pt_BR"}, "components": [part]}
    await send(type="template", template=template)
    await ana.tap("Sim")
    await ana.tap("Não")
    told = [
        notice.value.get("messages", [{}])[0].get("button") for notice in world.deliveries.pending.values()
    ]
    assert [{"payload": "go", "text": "Sim"}, {"payload": "Não", "text": "Não"}] == [
        one for one in told if one
    ]


async def test_picture_is_uploaded_and_shown(
    send: Send, http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone
) -> None:
    """A picture goes up first, and out by its id."""
    await ana.type("oi")
    media_id = await upload(http, world, "qr.png", sample_photo(), "image/png")
    await send(type="image", image={"id": media_id, "caption": "Aponte a câmera"})
    assert ("image", "Aponte a câmera", sample_photo()) == (
        ana.last.media,
        ana.last.text,
        world.media.content(medium_of(ana.last)["id"]),
    )


async def test_document_has_its_name(
    send: Send, http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone
) -> None:
    """A document is shown with the name it is sent under."""
    await ana.type("oi")
    media_id = await upload(http, world, "x.csv", b"a;b\n", "text/csv")
    await send(type="document", document={"id": media_id, "filename": "clientes.csv"})
    assert ("document", "clientes.csv") == (ana.last.media, ana.last.content["filename"])


async def test_picture_above_buttons(
    send: Send, http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone
) -> None:
    """A message with buttons can have a picture at its head."""
    await ana.type("oi")
    media_id = await upload(http, world, "qr.png", sample_photo(), "image/png")
    reply = {"type": "reply", "reply": {"id": "a", "title": "Feito"}}
    interactive = {
        "type": "button",
        "header": {"type": "image", "image": {"id": media_id}},
        "body": {"text": "Aponte"},
        "action": {"buttons": [reply]},
    }
    await send(type="interactive", interactive=interactive)
    assert ("image", media_id, ["Feito"]) == (ana.last.media, medium_of(ana.last)["id"], ana.last.labels)


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"MZ", "application/x-msdownload", "Param file must be a file with one of the supported types"),
        (b"", "image/png", "Param file must have at least 1 byte"),
        (b"x" * (5 * 1_048_576 + 1), "image/png", "Param file must have at least 1 byte and at most 5 MB"),
    ],
)
async def test_refuses_upload(
    http: httpx.AsyncClient, world: WhatsAppWorld, content: bytes, kind: str, sentence: str
) -> None:
    """Only the kinds and sizes that WhatsApp shows are taken."""
    answer = await http.post(
        f"{world.phone_number_id}/media",
        data={"messaging_product": "whatsapp", "type": kind},
        files={"file": ("x", content, kind)},
    )
    assert (400, 100, True) == (
        answer.status_code,
        answer.json()["error"]["code"],
        sentence in answer.json()["error"]["message"],
    )


async def test_bot_fetches_the_persons_photo(
    http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone
) -> None:
    """What a phone sends is fetched in two steps: where it is, and, with the token, its bytes."""
    await ana.send_photo(caption="minha loja")
    about = (await http.get(ana.messages[0].content["id"])).json()
    content = (await http.get(about["url"])).content
    assert ("image/png", len(sample_photo()), sample_photo()) == (
        about["mime_type"],
        about["file_size"],
        content,
    )


async def test_file_is_not_for_everybody(
    http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone
) -> None:
    """Without the token the address of a file is of no use."""
    await ana.send_photo()
    about = (await http.get(ana.messages[0].content["id"])).json()
    answer = await http.get(about["url"], headers={"Authorization": ""})
    assert 404 == answer.status_code


async def test_read_mark_and_typing(
    http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone, clock: Clock
) -> None:
    """A read mark holds for all before it; "digitando…" goes with the next message or after 25 seconds."""
    await ana.type("um")
    await ana.type("dois")
    read = {"status": "read", "message_id": ana.messages[1].wamid, "typing_indicator": {"type": "text"}}
    answer = await http.post(
        f"{world.phone_number_id}/messages", json={"messaging_product": "whatsapp"} | read
    )
    typing = ana.typing
    clock.now += 25
    assert ({"success": True}, ["read", "read"], True, False) == (
        answer.json(),
        [message.status for message in ana.messages],
        typing,
        ana.typing,
    )


async def test_message_ends_typing(
    send: Send, http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone
) -> None:
    """What was being typed has come."""
    await ana.type("oi")
    world.seen_by_bot(ana.messages[0].wamid, typing_until=world.clock() + 25)
    await send(text={"body": "olá"})
    assert not ana.typing


async def test_refuses_to_read_what_is_not_there(send: Send) -> None:
    """Only a person's message can be marked."""
    status, error = await send(status="read", message_id="wamid.x")
    assert (400, 131009) == (status, error["code"])


async def test_answer_to_a_message(send: Send, ana: WhatsAppPhone) -> None:
    """A reply shows what it answers to; to a message that is gone it is a message like others."""
    await ana.type("oi")
    await send(text={"body": "a isto"}, context={"message_id": ana.messages[0].wamid})
    first = ana.last.reply_to
    await send(text={"body": "a nada"}, context={"message_id": "wamid.x"})
    assert (ana.messages[0].wamid, "") == (first, ana.last.reply_to)


async def test_number_is_described(http: httpx.AsyncClient, world: WhatsAppWorld, ana: WhatsAppPhone) -> None:
    """The number says what it is asked for."""
    world.deliveries.url = "http://a.br/hook"
    fields = "display_phone_number,verified_name,quality_rating,webhook_configuration"
    answer = await http.get(world.phone_number_id, params={"fields": fields})
    assert {
        "display_phone_number": "+55 11 91234-5678",
        "verified_name": "Cadastro",
        "quality_rating": "GREEN",
        "webhook_configuration": {"application": "http://a.br/hook"},
        "id": world.phone_number_id,
    } == answer.json()


async def test_token_is_described(http: httpx.AsyncClient, world: WhatsAppWorld) -> None:
    """A token is told with what it may do; another is told to be none."""
    answers = [
        (await http.get("debug_token", params={"input_token": token})).json()["data"]
        for token in (world.token, "other")
    ]
    assert [(True, "whatsapp_business_messaging"), (False, None)] == [
        (data["is_valid"], next(iter(data["scopes"][1:]), None)) for data in answers
    ]


async def test_app_is_told_what_it_is_subscribed_to(http: httpx.AsyncClient, world: WhatsAppWorld) -> None:
    """By the app's own token, which is its id and its secret."""
    token = {"Authorization": f"Bearer {world.app_id}|{world.app_secret}"}
    (told,) = (await http.get(f"{world.app_id}/subscriptions", headers=token)).json()["data"]
    assert ("whatsapp_business_account", ["messages"]) == (
        told["object"],
        [field["name"] for field in told["fields"]],
    )


async def test_templates_are_told(http: httpx.AsyncClient, world: WhatsAppWorld) -> None:
    """By name, whatever their state."""
    world.templates += [Template("lembrete", "Oi", status="PENDING"), Template("aviso", "Olá")]
    path = f"{world.business_account_id}/message_templates"
    (told,) = (await http.get(path, params={"name": "lembrete"})).json()["data"]
    assert ("lembrete", "pt_BR", "PENDING") == (told["name"], told["language"], told["status"])


@pytest.mark.parametrize("subscribed", [True, False])
async def test_subscription_is_told(http: httpx.AsyncClient, world: WhatsAppWorld, subscribed: bool) -> None:
    """Whether the app hears of the account can be asked."""
    world.subscribed = subscribed
    answer = await http.get(f"{world.business_account_id}/subscribed_apps")
    assert subscribed == bool(answer.json()["data"])
