"""What Meta refuses, the emulator refuses, with the same code."""

import hmac
from typing import Any

import httpx
import pytest

from bot.simulator.whatsapp import APP_SECRET
from bot.simulator.whatsapp.errors import CloudError, throughput
from bot.simulator.whatsapp.limits import Limits
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.bot.simulator.conftest import Clock
from tests.bot.simulator.whatsapp.conftest import Send

Json = dict[str, Any]


def buttons(*replies: tuple[str, str], body: str = "Sim?", **more: Any) -> Json:
    keys = [{"type": "reply", "reply": {"id": key, "title": title}} for key, title in replies]
    return {"type": "button", "body": {"text": body}, "action": {"buttons": keys}} | more


def rows(*sections: list[Json], button: str = "Ver", **more: Any) -> Json:
    told = [{"title": f"Parte {n}", "rows": section} for n, section in enumerate(sections)]
    return {"type": "list", "body": {"text": "?"}, "action": {"button": button, "sections": told}} | more


def many(count: int, first: int = 0) -> list[Json]:
    return [{"id": str(number), "title": f"Linha {number}"} for number in range(first, first + count)]


def link(words: str = "Abrir", url: str = "https://a.br") -> Json:
    action = {"name": "cta_url", "parameters": {"display_text": words, "url": url}}
    return {"type": "cta_url", "body": {"text": "?"}, "action": action}


GOOD: list[Json] = [
    buttons(("a", "Sim")),
    buttons(("a" * 256, "x" * 20), ("b", "Não"), ("c", "Talvez")),
    buttons(("a", "Sim"), body="x" * 1024),
    buttons(("a", "Sim"), header={"type": "text", "text": "x" * 60}, footer={"text": "x" * 60}),
    rows(many(10)),
    rows(many(5), many(5, 5), button="x" * 20),
    rows([{"id": "x" * 200, "title": "x" * 24, "description": "x" * 72}]),
    rows([{"id": "1", "title": "Igual"}, {"id": "2", "title": "Igual"}]),
    link("x" * 20),
]
BAD: list[tuple[Json, str]] = [
    (buttons(), "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3"),
    (
        buttons(("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")),
        "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3",
    ),
    (buttons(("a", "x" * 21)), "Button title length invalid. Min length: 1, Max length: 20"),
    (buttons(("a", " ")), "Button title length invalid. Min length: 1, Max length: 20"),
    (buttons(("a" * 257, "Sim")), "Button id length invalid. Min length: 1, Max length: 256"),
    (buttons(("a", "Sim"), ("a", "Não")), "Duplicated button ids are not allowed."),
    (buttons(("a", "Sim"), ("b", "Sim")), "Duplicated button titles are not allowed."),
    (buttons(("a", "Sim"), body="x" * 1025), "Body text length invalid. Min length: 1, Max length: 1024"),
    (buttons(("a", "Sim"), body=""), "Body text length invalid. Min length: 1, Max length: 1024"),
    (
        buttons(("a", "Sim"), header={"type": "text", "text": "x" * 61}),
        "Header text length invalid. Min length: 1, Max length: 60",
    ),
    (
        buttons(("a", "Sim"), footer={"text": "x" * 61}),
        "Footer text length invalid. Min length: 1, Max length: 60",
    ),
    (rows(many(11)), "Total row count exceed max allowed count: 10"),
    (rows(many(6), many(6, 6)), "Total row count exceed max allowed count: 10"),
    (rows(many(1), many(1)), "Duplicated row ids are not allowed."),
    (rows([{"id": "1", "title": "x" * 25}]), "Row title is too long. Max length is 24"),
    (rows([{"id": "1", "title": ""}]), "Row title is required."),
    (
        rows([{"id": "1", "title": "x", "description": "x" * 73}]),
        "Row description is too long. Max length is 72",
    ),
    (rows([{"id": "x" * 201, "title": "x"}]), "Row id length invalid. Min length: 1, Max length: 200"),
    (rows(many(1), button="x" * 21), "Button label length invalid. Min length: 1, Max length: 20"),
    (rows([]), "Each section must have at least one row."),
    (rows(many(1), header={"type": "image"}), "Header type image is not allowed for list messages."),
    (link("x" * 21), "Display text length invalid. Min length: 1, Max length: 20"),
    (link(url="javascript:x"), "Url is not valid."),
]


@pytest.mark.parametrize("interactive", GOOD)
async def test_takes_what_is_as_large_as_allowed(send: Send, interactive: Json) -> None:
    """What is exactly within the limits is taken."""
    status, _ = await send(type="interactive", interactive=interactive)
    assert 200 == status


@pytest.mark.parametrize(("interactive", "details"), BAD)
async def test_refuses_interactive(send: Send, interactive: Json, details: str) -> None:
    """What is beyond them is refused with the code and the details that developers report."""
    status, error = await send(type="interactive", interactive=interactive)
    assert (400, 131009, "(#131009) Parameter value is not valid", details) == (
        status,
        error["code"],
        error["message"],
        error["error_data"]["details"],
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"messaging_product": None}, "The parameter messaging_product is required."),
        ({"to": None}, "The parameter to is required."),
        ({"text": {"body": ""}}, "The parameter text['body'] is required."),
        ({"text": {"body": 5}}, "Param text['body'] must be a string."),
        ({"text": {"body": "x" * 4097}}, "Param text['body'] must be at most 4096 characters long."),
        ({"type": "image", "image": {}}, "The parameter image['id'] or image['link'] is required."),
        (
            {"type": "image", "image": {"id": "1"}},
            "Param image['id'] is not a valid whatsapp business account media attachment ID",
        ),
        ({"type": "interactive"}, "The parameter interactive is required."),
        (
            {"type": "interactive", "interactive": {"type": "flow"}},
            "Param interactive['type'] must be one of {button, list, cta_url} - got \"flow\".",
        ),
        ({"type": "template", "template": {"name": "x"}}, "The parameter template is required."),
        (
            {"type": "poll"},
            'Param type must be one of {DOCUMENT, IMAGE, INTERACTIVE, TEMPLATE, TEXT} - got "poll".',
        ),
    ],
)
async def test_refuses_message(send: Send, asked: Json, sentence: str) -> None:
    """A parameter that is missing or of the wrong kind is 100."""
    status, error = await send(**asked)
    assert (400, 100, f"(#100) {sentence}") == (status, error["code"], error["message"])


@pytest.mark.parametrize("asked", [{"to": "Ana"}, {"to": None, "recipient": "5511987654321"}])
async def test_refuses_what_is_no_address(send: Send, asked: Json) -> None:
    """A number has digits, a business-scoped id a country before its point."""
    status, error = await send(**asked, text={"body": "oi"})
    assert (400, 131009) == (status, error["code"])


async def test_refusal_is_in_metas_form(send: Send) -> None:
    """Message, type, code, details and a trace, as every error of the Graph API has them."""
    _, error = await send(type="interactive", interactive=rows(many(11)))
    assert error.pop("fbtrace_id").startswith("A")
    assert {
        "message": "(#131009) Parameter value is not valid",
        "type": "OAuthException",
        "code": 131009,
        "error_data": {
            "messaging_product": "whatsapp",
            "details": "Total row count exceed max allowed count: 10",
        },
    } == error


async def test_refuses_a_body_that_is_no_json(http: httpx.AsyncClient, world: WhatsAppWorld) -> None:
    """What is no JSON is 100 too."""
    answer = await http.post(f"{world.phone_number_id}/messages", content=b"{")
    assert (400, 100) == (answer.status_code, answer.json()["error"]["code"])


@pytest.mark.parametrize("path", ["{number}", "debug_token", "{account}/subscribed_apps", "12345"])
async def test_refuses_a_wrong_token(http: httpx.AsyncClient, world: WhatsAppWorld, path: str) -> None:
    """Any other token is 401 with code 190, whatever is asked."""
    path = path.format(number=world.phone_number_id, account=world.business_account_id)
    answer = await http.get(path, headers={"Authorization": "Bearer other"})
    assert (401, 190) == (answer.status_code, answer.json()["error"]["code"])


@pytest.mark.parametrize("path", ["{account}/subscriptions", "{app}/message_templates"])
async def test_refuses_what_is_not_the_tokens(
    http: httpx.AsyncClient, world: WhatsAppWorld, path: str
) -> None:
    """Each token has its own things."""
    token = f"{world.app_id}|{world.app_secret}" if "subscriptions" in path else world.token
    path = path.format(app=world.app_id, account=world.business_account_id)
    answer = await http.get(path, headers={"Authorization": f"Bearer {token}"})
    assert (400, 100) == (answer.status_code, answer.json()["error"]["code"])


@pytest.mark.parametrize(("secret", "status"), [("other", 400), (APP_SECRET, 200)])
async def test_refuses_a_wrong_proof(
    http: httpx.AsyncClient, world: WhatsAppWorld, secret: str, status: int
) -> None:
    """Who proves that they know the app's secret has to know it."""
    proof = hmac.new(secret.encode(), world.token.encode(), "sha256").hexdigest()
    answer = await http.get(world.phone_number_id, params={"appsecret_proof": proof})
    assert status == answer.status_code


@pytest.mark.parametrize("path", ["12345/messages", "12345/media"])
async def test_refuses_another_number(http: httpx.AsyncClient, path: str) -> None:
    """A number that is not the token's is not there."""
    error = (await http.post(path, json={})).json()["error"]
    assert (100, 33, "GraphMethodException") == (error["code"], error["error_subcode"], error["type"])


async def test_refuses_what_is_no_version(http: httpx.AsyncClient) -> None:
    """Something of the form v26.0 stands before the object."""
    answer = await http.get("http://simulator.test/whatsapp/latest/1")
    assert (400, 2500) == (answer.status_code, answer.json()["error"]["code"])


async def test_pair_limit(send: Send, world: WhatsAppWorld, ana: WhatsAppPhone, clock: Clock) -> None:
    """With limits on, the 46th message at once to the same person is refused; six seconds later one fits."""
    world.limits = Limits()
    codes = [(await send(text={"body": "oi"}))[1].get("code") for _ in range(46)]
    clock.now += 6
    codes += [(await send(text={"body": "oi"}))[1].get("code") for _ in range(2)]
    assert [None] * 45 + [131056, None, 131056] == codes


async def test_throughput(send: Send, world: WhatsAppWorld, clock: Clock) -> None:
    """With limits on, 80 messages a second go out to everybody together."""
    world.limits = Limits()
    answers = [await send(to=f"55119{number:08}", text={"body": "oi"}) for number in range(81)]
    clock.now += 1
    answers.append(await send(text={"body": "oi"}))
    assert [200] * 80 + [429, 200] == [status for status, _ in answers]


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [(throughput(), 429, 130429), (CloudError(503, 131016, "Service unavailable"), 503, 131016)],
)
async def test_refuses_what_a_test_asks_for(
    send: Send, world: WhatsAppWorld, refusal: CloudError, status: int, code: int
) -> None:
    """A test can have the next message refused, and that one alone."""
    world.refusals.append(refusal)
    first, second = await send(text={"body": "oi"}), await send(text={"body": "oi"})
    assert (status, code, 200) == (first[0], first[1]["code"], second[0])
