"""Sends what a turn says over the Cloud API, letter by letter."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog

from bot.adapters.contacts import Contacts
from bot.channel import CannotSend, SendLater
from bot.db.database import AWAY
from bot.files import Files, mime_of, no_files
from bot.outgoing import Again, Message, Outgoing, Tapped, Typing
from bot.qr import invite_picture
from bot.sealing import InvalidToken, Seal
from bot.whatsapp.client import Address
from bot.whatsapp.delivering import Delivery
from bot.whatsapp.errors import (
    CloudApiError,
    NobodyThere,
    OutsideWindow,
    TokenRefused,
    TooFast,
    Unknown,
    Unreachable,
)
from bot.whatsapp.letters import Letter
from bot.whatsapp.messages import Document, Image, Payload, Text
from bot.whatsapp.rendering import payloads
from conversations import prompt
from conversations.prompt import Erase, Picture

log = structlog.get_logger()
PAUSE = 1.0  # seconds after the Cloud API, or our database, could not be reached
LONG_PAUSE = 10.0  # seconds after it refused the token
MOST_UNKNOWN = 10
"""Tries of a message for which Meta gives no reason: with the postman's pauses, more than a minute."""
HEARD, GONE, UNKNOWN = "heard", "gone", "unknown"
"""What a screen knows: the person's last message, sealed; and of a message that was put off, how many of its
letters have gone, and how often Meta gave no reason."""

Screen = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends to people.

    Args:
        delivery: brings them letters.
        contacts: knows where they are.
        seal: closes what the screen says.
        clock: Unix time.
        files: what is sent as a document.
    """

    delivery: Delivery
    contacts: Contacts
    seal: Seal
    clock: Callable[[], float] = time.time
    files: Files = no_files

    async def send(self, chat: str, outgoing: Outgoing, screen: Screen) -> Screen:
        """As `bot.channel.Channel.send`; a message that is put off goes on with the letter that did not go.

        Raises:
            RedisError: Redis is away; what was sent may be sent again.
        """
        if isinstance(outgoing, Tapped):
            await self._quietly(outgoing.query)
            return {HEARD: self.seal.close_text(outgoing.query).decode()}
        if isinstance(outgoing, Typing):
            await self._quietly(self._heard(screen), typing=True)
            return screen
        to = await self._address_of(chat)
        gone, unknown = screen.get(GONE, 0), screen.get(UNKNOWN, 0)
        patient = unknown < MOST_UNKNOWN
        try:
            for letter in (await self._letters(to, outgoing))[gone:]:
                await self.delivery.deliver(chat, to, letter, patient=patient)
                gone += 1
        except CloudApiError as error:
            seconds = await self._pause_after(error, patient=patient)
            unknown += isinstance(error, Unknown)
            raise SendLater(seconds, {**screen, GONE: gone, UNKNOWN: unknown}) from None
        return {HEARD: screen[HEARD]} if HEARD in screen else {}

    async def _pause_after(self, error: CloudApiError, *, patient: bool) -> float:
        """Seconds until a message makes sense again.

        Raises:
            CloudApiError: it never does.
        """
        if isinstance(error, TooFast):
            if not error.of_one_person:
                await self.delivery.pace.hold(error.seconds)
            return error.seconds
        if isinstance(error, TokenRefused):
            log.warning("meta refuses the token", error=str(error), mend="bot doctor says more")
            return LONG_PAUSE
        if isinstance(error, OutsideWindow | NobodyThere):
            return 0  # then it is kept
        if isinstance(error, Unreachable) and (patient or not isinstance(error, Unknown)):
            return PAUSE
        raise error

    async def _address_of(self, chat: str) -> Address:
        try:
            to = await self.contacts.address_of(chat)
        except AWAY as error:
            log.warning("database away", error=type(error).__name__)
            raise SendLater(PAUSE) from None
        if to is None:
            raise CannotSend
        return to

    async def _letters(self, to: Address, outgoing: Outgoing) -> list[Letter]:
        """What is to be sent.

        Raises:
            SendLater: Meta would not take it yet.
        """
        if isinstance(outgoing, Again):
            letter = Letter.from_kept(outgoing.letter)
            if (early := letter.not_before - self.clock()) > 0:
                raise SendLater(early)
            return [letter]
        now, parts = self.clock(), await self._payloads(to, outgoing)
        # A µs apart, so that they stay in order wherever they are kept.
        fleeting = isinstance(outgoing, Message) and outgoing.prompt.fleeting
        return [
            Letter.of(part, now + place / 1_000_000, fleeting=fleeting) for place, part in enumerate(parts)
        ]

    async def _payloads(self, to: Address, outgoing: Outgoing) -> list[Payload]:
        if isinstance(outgoing, Message):
            said = outgoing.prompt
            return payloads(said, page=said.page, own_number=bool(to.phone))
        if isinstance(outgoing, Erase):  # Meta deletes nothing
            return [Text(outgoing.failed)]
        if isinstance(outgoing, Picture):
            picture = await invite_picture(outgoing.link, outgoing.title)
            media = await self.delivery.api.upload(picture, "image/png", "convite.png")
            return [Image(media, outgoing.caption)]
        if isinstance(outgoing, prompt.Document):
            return [await self._document(outgoing)]
        raise TypeError(f"no message: {type(outgoing).__name__}")  # news are for another chat's mailbox

    async def _document(self, asked: prompt.Document) -> Payload:
        file = await self.files(asked.file)
        if file is None:
            return Text(asked.gone)
        name, data = file
        return Document(await self.delivery.api.upload(data, mime_of(name), name), name, asked.caption)

    def _heard(self, screen: Screen) -> str:
        """The message that was heard last; empty for none that we can read."""
        try:
            return self.seal.open_text(str(screen.get(HEARD, "")).encode())
        except InvalidToken:
            return ""

    async def _quietly(self, wamid: str, *, typing: bool = False) -> None:
        """A nicety: where Meta does not take it the conversation goes on."""
        if not wamid:
            return
        try:
            await self.delivery.api.seen(wamid, typing=typing)
        except CloudApiError as error:
            log.debug("nicety refused", error=str(error))
