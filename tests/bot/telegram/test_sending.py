"""What a turn says arrives on the phone, in place where it can, and every refusal has a meaning."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import NetworkError as TelegramNetworkError
from telegram.error import RetryAfter

from bot.channel import CannotSend, SendLater
from bot.limiter import Limiter
from bot.outgoing import Message, Tapped, Typing
from bot.parts import CHAT_BURST
from bot.scripts import Scripts
from bot.simulator.chats import User
from bot.simulator.limits import Limits
from bot.simulator.methods.editing import DELETABLE_FOR
from bot.simulator.phone import Phone
from bot.simulator.world import World
from bot.telegram.channel import TelegramChannel
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import Sender
from conversations.prompt import Choice, Erase, Picture, Prompt, Section
from tests.bot.telegram.routed import message
from tests.kit.unlimited import Unlimited
from tests.serving import serving

CHAT = "1001"
YES = ((Choice("Sim", "yes"),),)
Screen = dict[str, Any]


@pytest.fixture
async def started(ana: Phone) -> Phone:
    """Ana has written to the bot, whose messages she can get now."""
    await ana.start()
    return ana


def asked(text: str, *, tapped: Screen | None = None, **fields: Any) -> Message:
    """A question with a button; after a tap on the message of a screen if one is given."""
    prompt = Prompt(text, id="a:b", choices=YES, replaces=tapped is not None)
    return Message(prompt, (tapped or {}).get("message", ""), **fields)


def texts(phone: Phone) -> list[str]:
    return [shown.text for shown in phone.messages if shown.from_bot]


async def test_answer_to_a_tap_takes_the_messages_place(channel: TelegramChannel, started: Phone) -> None:
    """A tapped message becomes the next question."""
    screen = await channel.send(CHAT, asked("um?"), {})
    assert screen == await channel.send(CHAT, asked("dois?", tapped=screen), screen)
    assert ["dois?"] == texts(started)


async def test_same_again_is_no_error(channel: TelegramChannel, started: Phone) -> None:
    """An edit that changes nothing, such as one repeated after a crash, is as good as done."""
    screen = await channel.send(CHAT, asked("um?"), {})
    await channel.send(CHAT, asked("um?", tapped=screen), screen)
    assert ["um?"] == texts(started)


async def test_deleted_message_is_sent_anew(channel: TelegramChannel, started: Phone) -> None:
    """Where the message to be edited is gone, the question is a message of its own."""
    screen = await channel.send(CHAT, asked("um?"), {})
    await channel.application.bot.delete_message(CHAT, int(screen["message"]))
    later = await channel.send(CHAT, asked("dois?", tapped=screen), screen)
    assert ["dois?"] == texts(started)
    assert later["message"] != screen["message"]


async def test_old_message_is_left_alone(channel: TelegramChannel, started: Phone) -> None:
    """A tap on a message that is not the last is answered below, where the person looks."""
    old = await channel.send(CHAT, asked("um?"), {})
    last = await channel.send(CHAT, asked("dois?"), old)
    await channel.send(CHAT, asked("três?", tapped=old), last)
    assert ["um?", "dois?", "três?"] == texts(started)


async def test_answered_question_loses_its_buttons(channel: TelegramChannel, started: Phone) -> None:
    """Only the last question can be tapped; the ones before keep their words."""
    screen: Screen = {}
    for text in ("um?", "dois?"):
        screen = await channel.send(CHAT, asked(text), screen)
    said = [(shown.text, shown.labels) for shown in started.messages if shown.from_bot]
    assert [("um?", []), ("dois?", [["Sim"]])] == said


async def test_result_of_a_lookup_takes_the_place_of_the_wait(
    channel: TelegramChannel, started: Phone
) -> None:
    """An event follows no tap; it may take the last message's place all the same."""
    screen = await channel.send(CHAT, asked("Consultando…"), {})
    found = Message(Prompt("Encontrei", replaces=True), unasked=True)
    await channel.send(CHAT, found, screen)
    assert ["Encontrei"] == texts(started)


async def test_names_are_no_markup(channel: TelegramChannel, started: Phone) -> None:
    """What people type appears as they typed it."""
    hostile = "<b>Sol</b> & Filhos <script> &amp; </a>"
    await channel.send(
        CHAT, Message(Prompt(hostile, heading=hostile, sections=(Section(hostile, hostile),))), {}
    )
    assert f"{hostile}\n\n{hostile}\n{hostile}\n\n{hostile}" == started.last.text


async def test_long_text_comes_in_pieces(channel: TelegramChannel, started: Phone) -> None:
    """A text over 4096 characters is said whole, the buttons below its end; its first message is no place to
    put it.
    """
    screen = await channel.send(CHAT, asked("um?"), {})
    lines = "\n".join(f"• Plano {number} & mais" for number in range(400))
    prompt = Prompt("Quais?", id="a:b", sections=(Section("Planos", lines),), choices=YES, replaces=True)
    await channel.send(CHAT, Message(prompt, tapped=screen["message"]), screen)
    said = [shown for shown in started.messages if shown.from_bot][1:]
    assert f"Planos{lines}Quais?".replace("\n", "") == "".join(shown.text for shown in said).replace("\n", "")
    assert [[], [["Sim"]]] == [said[0].labels, said[-1].labels]


async def test_tap_is_confirmed(channel: TelegramChannel, started: Phone) -> None:
    """The button stops waiting."""
    screen = await channel.send(CHAT, asked("um?"), {})
    await started.tap("Sim")
    query = list(channel_updates(started))[-1]["callback_query"]["id"]
    assert screen == await channel.send(CHAT, Tapped(query), screen)
    assert 1 == len(started.answers)


def channel_updates(phone: Phone) -> list[dict[str, Any]]:
    return [update.to_api() for update in phone.world.updates.pending.values()]


async def test_tap_that_is_too_old_to_be_confirmed_is_no_error(
    channel: TelegramChannel, started: Phone
) -> None:
    """After a longer stop of the bot, its taps are answered all the same."""
    assert {} == await channel.send(CHAT, Tapped("123"), {})


async def test_typing_shows(channel: TelegramChannel, started: Phone) -> None:
    """The person sees that work is going on."""
    await channel.send(CHAT, Typing(), {})
    assert started.typing


async def erased(channel: TelegramChannel, phone: Phone, ref: int) -> str:
    await channel.send(CHAT, Erase(str(ref), done="apaguei", failed="não consegui"), {})
    return phone.last.text


async def test_message_of_the_person_is_erased(channel: TelegramChannel, started: Phone) -> None:
    """A password leaves the chat, and the person is told so; after a crash the second try says the same."""
    await started.type("segredo")
    ref = started.messages[-1].id
    assert ["apaguei", "apaguei"] == [await erased(channel, started, ref) for _ in range(2)]
    assert "segredo" not in str(started)


async def test_message_that_cannot_be_erased_is_told(
    world: World, channel: TelegramChannel, started: Phone
) -> None:
    """Telegram deletes nothing older than two days: then the person is asked to."""
    await started.type("segredo")
    world.clock = later(world.clock, DELETABLE_FOR + 1)
    assert "não consegui" == await erased(channel, started, started.messages[-1].id)


def later(clock: Callable[[], float], seconds: float) -> Callable[[], float]:
    return lambda: clock() + seconds


async def test_flood_limit_is_honoured(world: World, channel: TelegramChannel, started: Phone) -> None:
    """Told to come back in so many seconds, a message waits for so many seconds."""
    world.limits = Limits(chat_burst=1)
    await channel.send(CHAT, asked("um?"), {})
    with pytest.raises(SendLater) as refused:
        await channel.send(CHAT, asked("dois?"), {})
    assert 1 == refused.value.seconds


async def test_flood_limit_holds_everybody(
    world: World, channel: TelegramChannel, started: Phone, redis: Redis
) -> None:
    """Told to come back in so many seconds, no process writes to anybody before."""
    world.limits = Limits(chat_burst=1)
    ours, others = pace(redis), pace(redis)
    sender = Sender(channel.application.bot, ours)
    await sender.send(CHAT, asked("um?"), {})
    with pytest.raises(SendLater):
        await sender.send(CHAT, asked("dois?"), {})
    opens, _ = await others._ask(["another"])
    assert 500 < opens <= 1001


def pace(redis: Redis, *, rate: float = 1000, chat_rate: float = 1000) -> Limiter:
    """One process's view of the limits."""
    return Limiter(Scripts(redis), "telegram", rate=rate, chat_rate=chat_rate, chat_burst=CHAT_BURST)


@pytest.mark.parametrize("people", [[5000] * 6, range(5000, 5036)])
async def test_two_processes_together_never_hit_the_limits(
    world: World, channel: TelegramChannel, redis: Redis, people: Sequence[int]
) -> None:
    """Of a flood to one person, or to many, Telegram refuses nothing."""
    world.limits = Limits(per_second=30, chat_per_second=2)
    for number in people:
        world.said_by(User(number, "Gente"), {"text": "oi"})
    senders = [Sender(channel.application.bot, pace(redis, rate=30, chat_rate=2)) for _ in range(2)]
    sent = [senders[turn % 2].send(str(number), asked("um?"), {}) for turn, number in enumerate(people)]
    assert len(people) == len({screen["message"] for screen in await asyncio.gather(*sent)})


class Note:
    """Of what waited and of what Telegram counted, in their order."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    async def wait(self, chat: str) -> None:
        self.lines.append("waited")

    async def hold(self, seconds: float) -> None:
        self.lines.append("held")


class Counting(Limits):
    """Telegram's limits, which are never hit."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self._note = note

    def take(self, chat_id: int, now: float) -> None:
        self._note.lines.append("counted")


async def test_what_telegram_counts_waits(world: World, channel: TelegramChannel, started: Phone) -> None:
    """Each message, picture and edit waits for its turn, and nothing that does not count."""
    note = Note()
    world.limits, sender = Counting(note), Sender(channel.application.bot, note)
    question = Prompt("Telefone?", id="a:b", choices=YES, asks_contact="Enviar meu telefone")
    screen: Screen = {}
    for outgoing in (
        asked("um?"),  # a message
        asked("dois?"),  # and the one before loses its buttons
        Message(question),
        asked("três?"),  # and the keyboard of the one before goes
        Message(Prompt("linha\n" * 1000, id="a:b", choices=YES)),  # in pieces
        Message(Prompt("à parte", aside=True)),
        Picture("https://t.me/a?start=c_b", "Convite", "Mostre"),
        Erase("1", done="apaguei", failed="não consegui"),
        Typing(),
        Tapped("123"),
    ):
        screen = await sender.send(CHAT, outgoing, screen)
    screen = await sender.send(CHAT, asked("quatro?"), screen)
    await sender.send(CHAT, asked("cinco?", tapped=screen), screen)  # an edit
    assert ["waited", "counted"] * (len(note.lines) // 2) == note.lines
    assert len(note.lines) // 2 >= 14


class Trouble(Unlimited):
    """A pace that fails at the second message: when the buttons of the one before should go."""

    def __init__(self, error: Exception) -> None:
        self.waits, self.held, self._error = 0, 0.0, error

    async def wait(self, chat: str) -> None:
        self.waits += 1
        if self.waits == 2:
            raise self._error

    async def hold(self, seconds: float) -> None:
        self.held = seconds


@pytest.mark.parametrize(
    ("error", "held"), [(RetryAfter(7), 7), (RedisConnectionError(), 0), (TelegramNetworkError("gone"), 0)]
)
async def test_buttons_that_stay_do_not_send_the_question_again(
    channel: TelegramChannel, started: Phone, error: Exception, held: float
) -> None:
    """The question is sent when the buttons before it are to go: it counts as sent, come what may."""
    screen = await channel.send(CHAT, asked("um?"), {})
    trouble = Trouble(error)
    after = await Sender(channel.application.bot, trouble).send(CHAT, asked("dois?"), screen)
    assert (["um?", "dois?"], held) == (texts(started), trouble.held)
    assert after["message"] != screen["message"]


async def test_blocked_bot_cannot_send(channel: TelegramChannel, started: Phone) -> None:
    """Nobody is there to read it."""
    await started.block()
    with pytest.raises(CannotSend):
        await channel.send(CHAT, asked("um?"), {})


async def test_unknown_chat_cannot_be_sent_to(channel: TelegramChannel) -> None:
    """Who never wrote cannot be written to."""
    with pytest.raises(CannotSend):
        await channel.send("4711", asked("um?"), {})


async def test_telegram_out_of_reach_means_later() -> None:
    """A message waits for the network."""
    with pytest.raises(SendLater):
        await Sender(Bot("1:a", base_url="http://127.0.0.1:1/bot"), Unlimited()).send(CHAT, asked("um?"), {})


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401),
        JSONResponse({"ok": False, "error_code": 404, "description": "Not Found"}, 404),
        Response("<html>Entre na rede</html>", media_type="text/html"),
        Response("<html>Bad Gateway</html>", 502),
    ],
    ids=["revoked token", "no such token", "captive portal", "gateway"],
)
async def test_what_is_not_telegrams_word_on_the_message_means_later(answer: Response) -> None:
    """A message is only refused by Telegram's own word on it; whatever else is answered, it waits."""

    async def say(_request: Request) -> Response:
        return answer

    async with serving(Starlette(routes=[Route("/bot1:a/{method}", say, methods=["POST"])])) as address:
        request = AiohttpRequest(1, 10)
        await request.initialize()
        with pytest.raises(SendLater):
            await Sender(Bot("1:a", f"{address}/bot", request=request), Unlimited()).send(
                CHAT, asked("?"), {}
            )
        await request.shutdown()


def test_helpers_speak_as_telegram() -> None:
    """The samples above are of the chat that is sent to."""
    assert int(CHAT) == message(text="x")["message"]["chat"]["id"]
