"""Brings one letter to somebody: now, or once they write again; by whichever of their names Meta takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from bot import metrics
from bot.limiter import Pace
from bot.whatsapp import CHANNEL
from bot.whatsapp.client import Address, CloudApi
from bot.whatsapp.errors import NobodyThere, OutsideWindow, Refused, Unknown
from bot.whatsapp.letters import Letter
from bot.whatsapp.messages import Template
from bot.whatsapp.receipts import Receipts
from bot.whatsapp.waiting import Waiting
from bot.whatsapp.window import Window

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Delivers letters.

    Args:
        api: the client.
        window: knows who wrote in the last 24 hours.
        waiting: keeps what is for the others.
        receipts: remembers what was sent.
        pace: how fast.
        template: what somebody is sent for whom something waits; none to let it wait.
        clock: Unix time.
    """

    api: CloudApi
    window: Window
    waiting: Waiting
    receipts: Receipts
    pace: Pace
    template: Template | None = None
    clock: Callable[[], float] = time.time

    async def deliver(self, chat: str, to: Address, letter: Letter, *, patient: bool) -> None:
        """Sends a letter, or keeps it until the person writes.

        Args:
            chat: whose.
            to: where they are.
            letter: what.
            patient: whether to wait for Meta where it gives no reason; else what waited goes the way of what
                Meta refuses, so that it does not hold up all the rest.

        Raises:
            CloudApiError: it did not go. After `OutsideWindow` and `NobodyThere` it will be kept when it is
                delivered once more, unless the person wrote meanwhile.
            RedisError: Redis is away.
        """
        within = await self.window.open(_mailbox(chat))
        if letter.is_template:
            if not within:
                await self._tell(chat, to, letter)
        elif not within and letter.fleeting:
            log.info("not said outside of 24 hours", chat=_mailbox(chat))
        elif not within:
            await self._keep(chat, to, letter)
        else:
            begun = self.clock()
            try:
                await self._say_what_waited(chat, to, patient=patient)
                await self._say(chat, to, letter)
            except (OutsideWindow, NobodyThere):
                await self.window.close(_mailbox(chat), begun)
                raise

    async def _say_what_waited(self, chat: str, to: Address, *, patient: bool) -> None:
        mailbox = _mailbox(chat)
        kept = await self.waiting.of(mailbox)
        for one in kept:
            try:
                await self._say(chat, to, one.letter)
            except (Refused, Unknown) as error:  # it must not stand in the way of all that comes after it
                if patient and isinstance(error, Unknown):
                    raise
                log.warning("what waited is lost", chat=mailbox, error=str(error), kind=one.letter.kind)
                metrics.count_send(CHANNEL, "refused")
            await self.waiting.remove(mailbox, one)
        if kept:
            await self.waiting.not_told(mailbox)

    async def _keep(self, chat: str, to: Address, letter: Letter) -> None:
        """Has the person told, once, that something is there, and keeps it."""
        mailbox = _mailbox(chat)
        if self.template and not await self.waiting.is_told(mailbox):
            await self._tell(chat, to, Letter.of(self.template, self.clock()))
        await self.waiting.add(mailbox, replace(letter, by_id=False, tries=0))
        log.info("waits until the person writes", chat=mailbox)

    async def _tell(self, chat: str, to: Address, template: Letter) -> None:
        mailbox = _mailbox(chat)
        try:
            await self._say(chat, to, template)
        except (Refused, Unknown, NobodyThere, OutsideWindow) as error:  # the next that waits tries it again
            log.warning("template not sent", chat=mailbox, error=str(error), mend="check WHATSAPP_TEMPLATE")
            await self.waiting.not_told(mailbox)
        else:
            await self.waiting.told(mailbox)

    async def _say(self, chat: str, to: Address, letter: Letter) -> None:
        """Sends a letter, to the person's other name where Meta does not reach them by the first."""
        ways = [(replace(letter, by_id=True), to.other)] if to.other else []
        if not letter.by_id:
            ways.insert(0, (letter, to))
        failed = NobodyThere(what="no other name")
        for letter_, address in ways:
            await self.pace.wait(chat)
            sent = self.clock()
            try:
                wamid = await self.api.send(address, letter_)
            except NobodyThere as error:
                failed = error
            else:
                await self.receipts.note(wamid, letter_, sent)
                return
        raise failed


def _mailbox(chat: str) -> str:
    return f"{CHANNEL}:{chat}"
