"""Updates as Telegram delivers them, and what the conversations say to them behind the library's handlers."""

from dataclasses import replace
from typing import Any

from bot.telegram.channel import TelegramChannel
from conversations.draft import Chat, Draft
from conversations.ports import Ports
from conversations.ports.people import Person
from conversations.prompt import Prompt
from conversations.turn import Turn
from tests.kit.given import NOON, SOL
from tests.kit.stores import Stores

ANA = Person("ana", "Ana Lima", SOL)
USER = {"id": 1001, "is_bot": False, "first_name": "Ana", "last_name": "Lima"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Ana"}


def ports(plans: Any = None) -> Ports:
    """Fakes of everything; the plans may be others."""
    made = Stores(support=SOL.support).ports
    return replace(made, plans=plans) if plans else made


def message(**content: Any) -> dict[str, Any]:
    """Somebody writes."""
    text = content.get("text", "")
    if text.startswith("/"):
        length = len(text.split()[0])
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    said = {"message_id": 5, "date": 1_800_000_000, "chat": PRIVATE, "from": USER, **content}
    return {"update_id": 1, "message": said}


def tap(data: str) -> dict[str, Any]:
    """Somebody taps a button of the bot's message."""
    hangs_on = {"message_id": 4, "date": 1_800_000_000, "chat": PRIVATE, "text": "?"}
    query = {"id": "9", "from": USER, "chat_instance": "1", "data": data, "message": hangs_on}
    return {"update_id": 1, "callback_query": query}


def at(state: str, **scratch: Any) -> Chat:
    """A chat whose registration is at a question, with nothing answered."""
    draft = Draft("abcd1234", "registration", at=state, scratch=scratch)
    return Chat({"registration": draft}, "registration")


async def routed(
    channel: TelegramChannel,
    body: dict[str, Any],
    chat: Chat | None = None,
    person: Person | None = ANA,
    ports: Ports = ports(),  # noqa: B008 - used once each
) -> Turn:
    """The turn after an update went through the library's handlers."""
    incoming = channel.read(body)
    turn = Turn(
        key="telegram:1001:1",
        now=NOON,
        account=incoming.account,
        account_name=incoming.account_name,
        reply=incoming.reply,
        chat=chat or Chat(),
        person=person,
        ports=ports,
    )
    await channel.route(turn)
    return turn


def said(turn: Turn) -> list[Prompt]:
    return [effect for effect in turn.effects if isinstance(effect, Prompt)]
