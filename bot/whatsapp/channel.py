"""The WhatsApp channel, on Meta's Cloud API."""

from dataclasses import replace
from typing import Any

from bot.channel import Incoming
from bot.outgoing import Message, Outgoing
from bot.whatsapp.client import CloudApi
from bot.whatsapp.errors import CloudApiError, TooLarge
from bot.whatsapp.failures import Failures
from bot.whatsapp.replies import read
from bot.whatsapp.sending import Sender
from conversations.ports.sent_files import FileTooLarge, FileUnavailable
from conversations.prompt import Erase, Prompt, Section
from conversations.talk import talk
from conversations.turn import Turn


class WhatsAppChannel:
    """Understands, routes and sends.

    Args:
        sender: sends.
        failures: has sent again what did not arrive.
        api: fetches what was sent.
    """

    erases = False  # Meta lets nobody delete what somebody else wrote

    def __init__(self, sender: Sender, failures: Failures, api: CloudApi) -> None:
        self._api = api
        self._sender = sender
        self._failures = failures

    def read(self, body: dict[str, Any]) -> Incoming:
        """As `bot.channel.Channel.read`."""
        return read(body)

    async def route(self, turn: Turn) -> None:
        """As `bot.channel.Channel.route`; there is no library that would choose."""
        await talk(turn)

    async def settle(self, chat: str, body: dict[str, Any]) -> tuple[Outgoing, ...] | None:
        """As `bot.channel.Channel.settle`: of what Meta tells of our messages, a failure."""
        return await self._failures.settle(chat, body["status"]) if "status" in body else None

    def compose(self, outgoing: list[Outgoing]) -> list[Outgoing]:
        """As `bot.channel.Channel.compose`: what leads to a question stands in its message.

        Meta lets a number write to somebody once in six seconds in the long run, so an answer is one message;
        what is to be forwarded stays one of its own.
        """
        composed: list[Outgoing] = []
        for told in outgoing:
            before = composed[-1] if composed else None
            if isinstance(told, Message) and not told.prompt.forward and _leads_on(before):
                composed[-1] = _joined(before, told)
            else:
                composed.append(told)
        return composed

    async def send(self, chat: str, outgoing: Outgoing, screen: dict[str, Any]) -> dict[str, Any]:
        """As `bot.channel.Channel.send`."""
        return await self._sender.send(chat, outgoing, screen)

    async def fetch(self, file_id: str, most: int) -> bytes:
        """As `bot.channel.Channel.fetch`."""
        try:
            return (await self._api.download(file_id, most)).content
        except TooLarge as error:
            raise FileTooLarge from error
        except CloudApiError as error:
            raise FileUnavailable(type(error).__name__) from error


def _leads_on(told: Outgoing | None) -> bool:
    """Whether more can stand in its message: there is nothing to tap in it, and it is not to be sent on."""
    if isinstance(told, Message):
        return not (told.prompt.choices or told.prompt.asks_contact or told.prompt.forward)
    return isinstance(told, Erase)


def _joined(before: Outgoing | None, message: Message) -> Message:
    """A message that says first what was to be said before it."""
    if isinstance(before, Erase):
        first = Prompt(text=before.failed)
    elif isinstance(before, Message):
        first = before.prompt
    else:
        return message
    prompt = replace(message.prompt, heading="", notice="", sections=_all_of(first, message.prompt))
    return replace(message, prompt=prompt)


def _all_of(before: Prompt, prompt: Prompt) -> tuple[Section, ...]:
    """Two prompts as sections, up to the question of the second."""
    return (
        Section(before.heading, before.notice),
        *before.sections,
        Section("", before.text),
        Section(prompt.heading, prompt.notice),
        *prompt.sections,
    )
