"""What Meta delivers is stored before it is told so, and nobody else can deliver."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from starlette.applications import Starlette

from bot.adapters.contacts import Contacts
from bot.adapters.contacts_known import Known
from bot.db.database import Database
from bot.inbox import UPDATES
from bot.redis_client import once
from bot.sealing import Seal
from bot.whatsapp.naming import safe_name
from bot.whatsapp.receipts import Receipts
from bot.whatsapp.webhook import LONGEST, PATH, SIGNATURE, webhook_routes
from bot.whatsapp.window import Window
from tests.bot.whatsapp.bodies import (
    ANA,
    BY_ID,
    NAMELESS,
    NEW_NUMBER,
    NUMBER,
    PHONE,
    SAID,
    UNSAID,
    USER_ID,
    Json,
    body,
    message,
    status,
    text,
    value,
    without,
    written,
)
from tests.kit.mail import inbox_of
from tests.kit.program import SECRET

APP_SECRET, VERIFY_TOKEN = "the-secret-of-this-app", "çhosen by hand"
RUI_PHONE = "5521912345678"


def named(id_: str) -> str:
    """What an update of this id of Meta's is called here."""
    return safe_name(Seal(SECRET), id_)


def signature(content: bytes, secret: str = APP_SECRET) -> str:
    return f"sha256={hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}"


class Meta:
    """Delivers as Meta does, and looks into the mailboxes."""

    def __init__(self, http: httpx.AsyncClient, redis: Redis, contacts: Contacts) -> None:
        self.http, self.redis, self.contacts = http, redis, contacts

    async def deliver(self, told: Any) -> int:
        """Delivers a body, signed; gives the answer's status."""
        content = told if isinstance(told, bytes) else json.dumps(told).encode()
        answer = await self.http.post(PATH, content=content, headers={SIGNATURE: signature(content)})
        return answer.status_code

    async def mail(self, phone: str = PHONE) -> list[Json]:
        """What lies in somebody's mailbox, taken out."""
        found, mailbox = [], f"whatsapp:{await self.contacts.find(Known(phone))}"
        inbox = inbox_of(self.redis)
        while (box := await inbox.take(mailbox)).update:
            found.append(box.update.value)
            await inbox.commit(mailbox, box.update, "{}", [], [])
        return found


@asynccontextmanager
async def delivering(redis: Redis, database: Database) -> AsyncIterator[Meta]:
    contacts = Contacts(database)
    routes = webhook_routes(
        inbox_of(redis),
        contacts,
        Window(redis),
        Receipts(redis, Seal(SECRET)),
        Seal(SECRET),
        app_secret=APP_SECRET,
        verify_token=VERIFY_TOKEN,
        phone_number_id=NUMBER,
    )
    transport = httpx.ASGITransport(Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        yield Meta(http, redis, contacts)


@pytest.fixture
async def meta(redis: Redis, database: Database) -> AsyncIterator[Meta]:
    """A Meta that knows the app's secret."""
    async with delivering(redis, database) as meta:
        yield meta


@pytest.mark.parametrize("told", SAID.values(), ids=SAID)
async def test_each_shape_is_stored(meta: Meta, redis: Redis, told: Json) -> None:
    """200 says that the message is in a mailbox and announced, with whose it is."""
    assert 200 == await meta.deliver(told)
    (box,) = await redis.keys("inbox:*")
    mailbox = box.decode().removeprefix("inbox:{").removesuffix("}")
    found = (await inbox_of(redis).take(mailbox)).update
    assert found
    assert (named("wamid.ONE"), f"whatsapp:{found.value['body']['account']}", 1) == (
        found.value["id"],
        mailbox,
        await redis.xlen(UPDATES),
    )


@pytest.mark.parametrize("told", UNSAID.values(), ids=UNSAID)
async def test_what_is_of_no_use_is_accepted(meta: Meta, redis: Redis, told: Json) -> None:
    """What nobody answers leaves nothing, meets nobody and opens no window, and must not come again."""
    assert [200, 0, ""] == [
        await meta.deliver(told),
        await redis.dbsize(),
        await meta.contacts.find(Known(PHONE, USER_ID)),
    ]


async def test_stored_body(meta: Meta) -> None:
    """A message is stored whole, with the profile's name, the number and the account."""
    await meta.deliver(written(text()))
    (stored,) = await meta.mail()
    account = await meta.contacts.find(Known(PHONE))
    told = {"message": text(), "name": "Ana Lima", "phone": PHONE, "account": account}
    assert {"id": named("wamid.ONE"), "body": told} == stored


async def test_number_is_known_from_before(meta: Meta) -> None:
    """Of who writes by an id alone, so that the number that is offered can be taken."""
    by_id = value(contacts=[NAMELESS], messages=[without(text(id_="wamid.TWO"), "from") | BY_ID])
    for told in (written(text()), body(by_id)):
        assert 200 == await meta.deliver(told)
    assert [PHONE, PHONE] == [one["body"]["phone"] for one in await meta.mail()]


async def test_two_hundred_at_once(meta: Meta) -> None:
    """A batch of many messages of two people, over several changes, loses none and keeps their order."""
    rui = {"wa_id": RUI_PHONE, "profile": {"name": "Rui"}}
    ids = [f"wamid.{number}" for number in range(200)]
    told = [text(id_, id_, **{"from": (PHONE, RUI_PHONE)[n % 2]}) for n, id_ in enumerate(ids)]
    parts = [value(contacts=[ANA, rui], messages=told[start : start + 40]) for start in range(0, 200, 40)]
    assert 200 == await meta.deliver(body(*parts))
    mail = [[one["id"] for one in await meta.mail(phone)] for phone in (PHONE, RUI_PHONE)]
    names = list(map(named, ids))
    assert [names[0::2], names[1::2]] == mail


async def test_many_deliveries_at_once(meta: Meta, redis: Redis) -> None:
    """Deliveries of one stranger that overlap are of one person, and none is lost."""
    told = [written(text(id_=f"wamid.{number}")) for number in range(20)]
    assert {200} == set(await asyncio.gather(*map(meta.deliver, told)))
    assert 1 == len(await redis.keys("inbox:*"))
    assert {named(f"wamid.{number}") for number in range(20)} == {one["id"] for one in await meta.mail()}


async def test_second_delivery_is_stored_once_and_announced_again(meta: Meta, redis: Redis) -> None:
    """The first delivery may have died between storing and announcing."""
    for _ in range(2):
        assert 200 == await meta.deliver(written(text()))
    assert 2 == await redis.xlen(UPDATES)
    assert [named("wamid.ONE")] == [one["id"] for one in await meta.mail()]


async def test_same_message_twice_in_a_body(meta: Meta) -> None:
    """A duplicate is known by its id wherever it comes."""
    await meta.deliver(written(text(), text()))
    assert 1 == len(await meta.mail())


async def test_how_a_message_fares(meta: Meta, redis: Redis) -> None:
    """That a message was sent, delivered and read is kept on its receipt, and is no work for anybody."""
    await meta.deliver(written(text()))
    told = [status("sent"), status("delivered"), status("read")]
    assert 200 == await meta.deliver(body(value(statuses=told)))
    receipt = await Receipts(redis, Seal(SECRET)).status("wamid.SENT")
    assert ("read", 1, 1) == (receipt, await redis.xlen(UPDATES), len(await meta.mail()))


async def test_failure_is_stored(meta: Meta) -> None:
    """A failure is stored once, whole, in the mailbox of whom the message was for, with the account."""
    await meta.deliver(written(text()))
    told = status("failed", errors=[{"code": 131047}])
    for _ in range(2):
        await meta.deliver(body(value(statuses=[told])))
    account = await meta.contacts.find(Known(PHONE))
    expected = {"id": named("wamid.SENT:failed"), "body": {"status": told, "account": account}}
    assert [expected] == (await meta.mail())[1:]


async def test_status_without_a_database(redis: Redis) -> None:
    """How messages fare is noted without asking who they were for."""
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    async with delivering(redis, database) as meta:
        assert 200 == await meta.deliver(body(value(statuses=[status("read")])))
    await database.close()


async def test_writing_opens_the_window(meta: Meta, redis: Redis) -> None:
    """Who wrote may be written to; a status is no word."""
    account = (await meta.contacts.resolve([Known(PHONE)]))[0]
    window = Window(redis)
    await meta.deliver(body(value(statuses=[status()])))
    before = await window.open(f"whatsapp:{account}")
    await meta.deliver(written(text()))
    assert [False, True] == [before, await window.open(f"whatsapp:{account}")]


async def test_new_number_keeps_the_person(meta: Meta) -> None:
    """What was written before and after a change of number is of one person, also within one body."""
    after = text(id_="wamid.AFTER", **{"from": RUI_PHONE, "from_user_id": "BR.2"})
    told = [text(id_="wamid.BEFORE"), message("system", NEW_NUMBER, "wamid.CHANGE"), after]
    await meta.deliver(body(value(messages=told)))
    expected = [named("wamid.BEFORE"), named("wamid.AFTER")]
    assert expected == [one["id"] for one in await meta.mail(RUI_PHONE)]


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "sha256=",
        signature(b"{}"),
        signature(json.dumps(written(text())).encode(), "another"),
        signature(json.dumps(written(text())).encode())[7:],
        signature(json.dumps(written(text())).encode()).upper(),
        b"sha256=\xff\xe9",
        signature(json.dumps(written(text())).encode()).encode() + b"\xc3\xa9",
    ],
    ids=range(9),
)
async def test_nobody_else_delivers(meta: Meta, redis: Redis, given: str | bytes | None) -> None:
    """Without Meta's signature over just this body, of whatever bytes, nothing is stored."""
    content = json.dumps(written(text())).encode()
    headers = (
        [] if given is None else [(SIGNATURE.encode(), given if isinstance(given, bytes) else given.encode())]
    )
    answer = await meta.http.post(PATH, content=content, headers=headers)
    assert [401, 0] == [answer.status_code, await redis.dbsize()]


async def test_signature_comes_before_reading(meta: Meta) -> None:
    """What is not signed is not even read as a body."""
    assert 401 == (await meta.http.post(PATH, content=b"no body")).status_code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"null",
        b"[]",
        b'"x"',
        b"{}",
        b'{"entry": 1}',
        b"[" * 100_000,
        b'{"entry":' + b"9" * 5000,
    ],
    ids=range(10),
)
async def test_what_is_no_body_is_refused(meta: Meta, redis: Redis, content: bytes) -> None:
    """What cannot be read is not stored, and is no error of ours."""
    assert [400, 0] == [await meta.deliver(content), await redis.dbsize()]


async def test_body_of_three_megabytes(meta: Meta) -> None:
    """As much as Meta sends at once is taken."""
    assert 200 == await meta.deliver(written(text(), text("x" * 3_000_000, "wamid.LONG")))
    assert 2 == len(await meta.mail())


async def test_endless_body_is_cut_off(meta: Meta) -> None:
    """No more is read than a body can be long."""
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 100 * LONGEST:
            read += LONGEST // 4
            yield b" " * (LONGEST // 4)

    assert 413 == (await meta.http.post(PATH, content=endless())).status_code
    assert read < 3 * LONGEST


async def test_emojis_that_were_cut_in_half_are_stored(meta: Meta) -> None:
    """JSON may carry half a surrogate pair, in a text and in a name."""
    half = {**ANA, "profile": {"name": "Ana \ud83d"}}
    assert 200 == await meta.deliver(body(value(contacts=[half], messages=[text("\ud83d")])))
    assert ["\ud83d"] == [one["body"]["message"]["text"]["body"] for one in await meta.mail()]


async def test_redis_that_is_away(database: Database) -> None:
    """While Redis is away Meta is told so, and keeps the messages."""
    async with once("redis://127.0.0.1:1") as nowhere, delivering(nowhere, database) as meta:
        assert 503 == await meta.deliver(written(text()))


async def test_database_that_is_away(redis: Redis) -> None:
    """While nobody can be recognised Meta is told so, and keeps the messages."""
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    async with delivering(redis, database) as meta:
        assert [503, 0] == [await meta.deliver(written(text())), await redis.dbsize()]
    await database.close()


async def ask(meta: Meta, **params: str) -> tuple[int, str]:
    given = {"mode": "subscribe", "verify_token": VERIFY_TOKEN, "challenge": "1158201444"} | params
    answer = await meta.http.get(PATH, params={f"hub.{name}": told for name, told in given.items()})
    return answer.status_code, answer.text


async def test_verification(meta: Meta) -> None:
    """Meta's challenge is given back to who knows the token."""
    assert (200, "1158201444") == await ask(meta)


async def test_challenge_is_no_page(meta: Meta) -> None:
    """A challenge is text, whatever stands in it."""
    given = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "<script>"}
    answer = await meta.http.get(PATH, params=given)
    assert "text/plain; charset=utf-8" == answer.headers["content-type"]


@pytest.mark.parametrize(
    "params", [{"mode": "unsubscribe"}, {"verify_token": "chosen"}, {"verify_token": "\x00é"}]
)
async def test_verification_of_others(meta: Meta, params: dict[str, str]) -> None:
    """Nobody else is given anything back."""
    assert (403, "") == await ask(meta, **params)


async def test_verification_without_anything(meta: Meta) -> None:
    """A visit that asks nothing is refused."""
    assert 403 == (await meta.http.get(PATH)).status_code
