"""What the page's own addresses do with WhatsApp phones, without a browser."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.simulator.app import simulator_app
from bot.simulator.page_view import NOTHING, Versions, told
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World


@pytest.fixture
async def telegram(world: WhatsAppWorld) -> AsyncIterator[World]:
    async with World() as telegram:
        telegram.whatsapp = world
        yield telegram


@pytest.fixture
async def http(telegram: World) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(simulator_app(telegram))
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(
        base_url="http://simulator.test", transport=transport, headers=headers
    ) as http:
        yield http


async def test_deeds_reach_the_phone(http: httpx.AsyncClient, ana: WhatsAppPhone) -> None:
    """What is done on the page is done with the phone of that name."""
    answer = await http.post("/api/phones/revendedora-whatsapp/send", json={"text": "oi"})
    assert (204, ["oi"]) == (answer.status_code, [message.text for message in ana.messages])


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("revendedora-whatsapp/fly", {}, 404),
        ("revendedora-whatsapp/key", {"label": "x"}, 404),
        ("revendedora-whatsapp/send", {}, 400),
        ("revendedora-whatsapp/open", {"link": "https://wa.me/5511900000000"}, 400),
        ("revendedora-whatsapp/tap", {"message": 99, "data": "y"}, 409),
        ("revendedora-whatsapp/delete", {"message": 99}, 409),
    ],
)
async def test_refuses_nonsense(
    http: httpx.AsyncClient, ana: WhatsAppPhone, path: str, body: Any, status: int
) -> None:
    """A wrong request is answered with what is wrong."""
    answer = await http.post(f"/api/phones/{path}", json=body)
    assert (status, True) == (answer.status_code, bool(answer.json()["error"]))


async def test_pictures_only(http: httpx.AsyncClient, ana: WhatsAppPhone, world: WhatsAppWorld) -> None:
    """The page shows pictures; other files are not served from its origin, where they might run."""
    await ana.send_photo()
    await ana.send_document("pagina.html", b"<script>alert(1)</script>")
    files = [world.media.known[message.content["id"]].file_id for message in ana.messages]
    answers = [(await http.get(f"/api/pictures/{file_id}")).status_code for file_id in files]
    assert [200, 404] == answers


async def test_only_news_are_told_again(telegram: World, ana: WhatsAppPhone) -> None:
    """After a break only what changed on either messenger comes."""
    await ana.type("um")
    seen = Versions.read(str(Versions.of(telegram)))
    await ana.type("dois")
    phones = [told(telegram, since)["phones"] for since in (NOTHING, seen)]
    assert [["um", "dois"], ["dois"]] == [[m["text"] for m in phone[0]["messages"]] for phone in phones]


async def test_what_never_came_is_not_shown(telegram: World, ana: WhatsAppPhone) -> None:
    """A message outside the 24 hours is on no phone."""
    ana.world.said_by_bot(ana.chat, "text", {"body": "tarde"})
    phone = told(telegram, NOTHING)["phones"][0]
    assert (True, []) == (phone["empty"], phone["messages"])


async def test_deletion_names_nothing(telegram: World, ana: WhatsAppPhone) -> None:
    """The page is told that a message is gone, and not what it was."""
    await ana.type("segredo")
    await ana.delete(ana.messages[0])
    (message,) = told(telegram, NOTHING)["phones"][0]["messages"]
    assert {"id", "date", "mine", "deleted"} == set(message)
