"""Sends what a turn says over the Cloud API, within the 24 hours in which WhatsApp takes it."""

from dataclasses import dataclass
from typing import Any

import structlog

from bot.adapters.contacts import Contacts
from bot.channel import CannotSend, SendLater
from bot.limiter import Pace
from bot.outgoing import Message, News, Outgoing, Tapped, Typing
from bot.qr import invite_picture
from bot.sealing import InvalidToken, Seal
from bot.whatsapp import CHANNEL
from bot.whatsapp.client import Address, CloudApi
from bot.whatsapp.errors import (
    CloudApiError,
    NobodyThere,
    OutsideWindow,
    Refused,
    TokenRefused,
    TooFast,
    Unreachable,
)
from bot.whatsapp.messages import Image, Payload, Template, Text
from bot.whatsapp.receipts import Receipts
from bot.whatsapp.rendering import payloads
from bot.whatsapp.waiting import Waiting
from bot.whatsapp.window import Window
from conversations.prompt import Erase, Picture

log = structlog.get_logger()
PAUSE = 1.0  # seconds after the Cloud API could not be reached
LONG_PAUSE = 10.0  # seconds after it refused the token

Screen = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Sends to people.

    Args:
        api: the client.
        contacts: knows the addresses of people.
        window: knows who wrote in the last 24 hours.
        waiting: keeps what is for the others.
        receipts: remembers what was sent.
        pace: how fast.
        seal: closes what the screen says.
        template: what somebody is sent for whom something waits; none to let it wait.
    """

    api: CloudApi
    contacts: Contacts
    window: Window
    waiting: Waiting
    receipts: Receipts
    pace: Pace
    seal: Seal
    template: Template | None = None

    async def send(self, chat: str, outgoing: Outgoing, screen: Screen) -> Screen:
        """As `bot.channel.Channel.send`; the screen names the last message of the person's, sealed.

        Raises:
            RedisError: Redis is away; what was sent may be sent again.
        """
        try:
            return await self._send(chat, outgoing, screen)
        except TooFast as error:
            if not error.of_one_person:
                await self.pace.hold(error.seconds)
            raise SendLater(error.seconds) from None
        except NobodyThere:
            raise CannotSend from None
        except TokenRefused as error:
            log.warning("meta refuses the token", error=str(error), mend="bot doctor says more")
            raise SendLater(LONG_PAUSE) from None
        except Unreachable:
            raise SendLater(PAUSE) from None

    async def _send(self, chat: str, outgoing: Outgoing, screen: Screen) -> Screen:
        if isinstance(outgoing, Tapped):
            await self._quietly(outgoing.query)
            return {"heard": self.seal.close_text(outgoing.query).decode()}
        if isinstance(outgoing, Typing):
            await self._quietly(self._heard(screen), typing=True)
            return screen
        if isinstance(outgoing, News):
            raise TypeError("news are for another chat's mailbox")
        to = await self.contacts.address_of(chat)
        if to is None:
            raise CannotSend
        if not await self.window.open(f"{CHANNEL}:{chat}"):
            await self._wait(chat, to, outgoing)
            return screen
        try:
            await self._say_what_waited(chat, to)
            return await self._say(chat, to, outgoing, screen)
        except OutsideWindow:  # Meta's clock has the last word
            await self.window.close(f"{CHANNEL}:{chat}")
            await self._wait(chat, to, outgoing)
            return screen

    async def _say_what_waited(self, chat: str, to: Address) -> None:
        mailbox = f"{CHANNEL}:{chat}"
        for late in await self.waiting.of(mailbox):
            try:
                await self._say(chat, to, late, {})
            except (Refused, ValueError):  # it must not stand in the way of all that comes after it
                log.exception("what waited is refused", chat=mailbox)
            await self.waiting.sent(mailbox, 1)

    async def _wait(self, chat: str, to: Address, outgoing: Outgoing) -> None:
        """Keeps a message until the person writes, and has them told once that something is there."""
        first = await self.waiting.add(f"{CHANNEL}:{chat}", outgoing)
        log.info("waits until the person writes", chat=f"{CHANNEL}:{chat}")
        if first and self.template:
            await self.pace.wait(chat)
            try:
                await self.api.send(to, self.template)
            except Refused as error:
                log.warning("meta refuses the template", error=str(error), mend="check WHATSAPP_TEMPLATE")

    async def _say(self, chat: str, to: Address, outgoing: Outgoing, screen: Screen) -> Screen:
        for payload in await self._payloads(to, outgoing):
            await self.pace.wait(chat)
            wamid = await self.api.send(to, payload)
            await self.receipts.note(chat, wamid, outgoing)
        return screen

    async def _payloads(self, to: Address, outgoing: Outgoing) -> list[Payload]:
        if isinstance(outgoing, Message):
            prompt = outgoing.prompt
            return payloads(prompt, page=prompt.page, own_number=bool(to.phone))
        if isinstance(outgoing, Erase):  # Meta deletes nothing
            return [Text(outgoing.failed)]
        if isinstance(outgoing, Picture):
            picture = await invite_picture(outgoing.link, outgoing.title)
            media = await self.api.upload(picture, "image/png", "convite.png")
            return [Image(media, outgoing.caption)]
        raise TypeError(f"no message: {type(outgoing).__name__}")

    def _heard(self, screen: Screen) -> str:
        """The message that was heard last; empty for none that we can read."""
        try:
            return self.seal.open_text(str(screen.get("heard", "")).encode())
        except InvalidToken:
            return ""

    async def _quietly(self, wamid: str, *, typing: bool = False) -> None:
        """A nicety: where Meta does not take it the conversation goes on."""
        if not wamid:
            return
        try:
            await self.api.seen(wamid, typing=typing)
        except CloudApiError as error:
            log.debug("nicety refused", error=str(error))
