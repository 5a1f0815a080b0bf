"""What the page's own addresses do, without a browser."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.simulator.phone import Phone
from bot.simulator.world import World


@pytest.fixture
async def http(app: httpx.ASGITransport) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url="http://simulator.test", transport=app) as http:
        yield http


@pytest.fixture
async def wire(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A real connection, for what never ends."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        yield http


async def event(http: httpx.AsyncClient, last_id: str = "") -> tuple[str, dict[str, Any]]:
    """The first event of the stream: its id and its data."""
    headers = {"Last-Event-ID": last_id} if last_id else {}
    async with http.stream("GET", "/api/events", headers=headers) as stream:
        event_id = ""
        async for line in stream.aiter_lines():
            if line.startswith("id: "):
                event_id = line.removeprefix("id: ")
            if line.startswith("data: "):
                return event_id, json.loads(line.removeprefix("data: "))
    raise AssertionError("the stream ended without an event")


async def test_page_runs_only_its_own_scripts(http: httpx.AsyncClient) -> None:
    """The page's policy lets in nothing from elsewhere and nothing inline."""
    page = await http.get("/")
    policy = page.headers["content-security-policy"]
    assert (200, True, False) == (page.status_code, "script-src 'self';" in policy, "unsafe" in policy)


async def test_address_without_slash_leads_to_the_page(wire: httpx.AsyncClient, url: str) -> None:
    """/simulator is forgiven."""
    answer = await wire.get(url, follow_redirects=True)
    assert (200, "/simulator/") == (answer.status_code, answer.url.path)


async def test_first_event_tells_everything(wire: httpx.AsyncClient, ana: Phone) -> None:
    """Whoever opens the page sees all messages there are."""
    await ana.type("oi")
    _, told = await event(wire)
    assert (True, "revendedora", ["oi"]) == (
        told["full"],
        told["phones"][0]["slug"],
        [message["text"] for message in told["phones"][0]["messages"]],
    )


async def test_reconnected_page_gets_what_it_missed(wire: httpx.AsyncClient, ana: Phone) -> None:
    """After a break only what changed comes."""
    await ana.type("um")
    seen, _ = await event(wire)
    await ana.type("dois")
    _, told = await event(wire, seen)
    assert (False, ["dois"]) == (told["full"], [message["text"] for message in told["phones"][0]["messages"]])


async def test_page_of_an_earlier_run_gets_everything(wire: httpx.AsyncClient, ana: Phone) -> None:
    """After a restart the page starts anew, whatever it saw before."""
    await ana.type("um")
    _, told = await event(wire, "0badcafe:12")
    assert told["full"]


async def test_deletion_names_nothing(wire: httpx.AsyncClient, ana: Phone, world: World) -> None:
    """The page is told that a message is gone, and not what it was."""
    await ana.type("segredo")
    message = world.chats[ana.user.id].messages[ana.messages[0].id]
    message.erase()
    world.changed(ana.chat, message)
    _, told = await event(wire)
    assert [{"id": message.id, "date": message.date, "deleted": True}] == told["phones"][0]["messages"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 204),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "{origin}"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "{origin}"}, 204),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
async def test_only_the_page_moves_people(
    http: httpx.AsyncClient, ana: Phone, headers: dict[str, str], status: int
) -> None:
    """Another site cannot type on these phones."""
    origin = f"http://{http.base_url.netloc.decode()}"
    headers = {name: value.format(origin=origin) for name, value in headers.items()}
    answer = await http.post("/api/phones/revendedora/send", json={"text": "oi"}, headers=headers)
    assert (status, status == 204) == (answer.status_code, bool(ana.messages))


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("ninguem/send", {"text": "oi"}, 404),
        ("revendedora/fly", {}, 404),
        ("revendedora/send", {}, 400),
        ("revendedora/send", [], 400),
        ("revendedora/open", {"link": "https://t.me/outro_bot"}, 400),
        ("revendedora/tap", {"message": "x", "data": "y"}, 400),
        ("revendedora/key", {"label": "Nada"}, 409),
    ],
)
async def test_refuses_nonsense(
    http: httpx.AsyncClient, ana: Phone, path: str, body: Any, status: int
) -> None:
    """A wrong request is answered with what is wrong."""
    await ana.type("oi")
    answer = await http.post(f"/api/phones/{path}", json=body, headers={"Sec-Fetch-Site": "same-origin"})
    assert (status, True) == (answer.status_code, bool(answer.json()["error"]))


async def test_pictures_only(http: httpx.AsyncClient, ana: Phone) -> None:
    """The page shows pictures; other files are not served from its origin, where they might run."""
    await ana.send_photo()
    await ana.send_document("pagina.html", b"<script>alert(1)</script>")
    photo, document = (message.content[message.media] for message in ana.messages)
    answers = [
        (await http.get(f"/api/pictures/{file['file_id']}")).status_code for file in (photo[-1], document)
    ]
    assert [200, 404] == answers
