"""The postman: sends what is in a mailbox's outbox, in order, at least once."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from itertools import chain, repeat
from typing import Any

import structlog
from redis.exceptions import RedisError

from bot import metrics
from bot.channel import CannotSend, Channel, SendLater
from bot.inbox import Inbox, Mailbox, Update, channel_of
from bot.outgoing import Message, News, outgoing_from_json
from conversations import words
from conversations.prompt import Prompt

log = structlog.get_logger(__name__)
PAUSES = (0.0, 2.0, 5.0, 10.0)  # seconds at least, when a message is put off once, twice, …
NICETIES = {"Tapped", "Typing"}
"""What does no harm when it is sent twice."""


class Postman:
    """Sends for all chats.

    Args:
        inbox: where messages lie, and where news for another chat go.
        channels: by the first part of a mailbox's name.
    """

    def __init__(self, inbox: Inbox, channels: Mapping[str, Channel]) -> None:
        self._inbox = inbox
        self._channels = channels

    async def send_all(self, chat: str, box: Mailbox) -> Update | None:
        """Sends all that is to be sent; gives the next update, or none if the mailbox was given back.

        A message that was sent is noted before the next one goes, so that a crash in between sends one again
        and not all; the niceties around it are noted with it.

        Raises:
            Held: another worker has the mailbox by now.
            RedisError: Redis is away; what was not noted as sent is still there.
        """
        unnoted, delicate, gone = 0, False, False
        before = box.screen
        while box.outgoing:
            outgoing = box.outgoing[0]
            if delicate and outgoing["kind"] not in NICETIES:
                await self._note(chat, unnoted, box, before)
                unnoted, delicate, before = 0, False, box.screen
            if not gone or outgoing["kind"] == News.__name__:
                gone = not await self._deliver(chat, outgoing, box)
            delicate = delicate or outgoing["kind"] not in NICETIES
            unnoted += 1
            del box.outgoing[0]
        return await self._note(chat, unnoted, box, before)

    async def _note(self, chat: str, count: int, box: Mailbox, before: dict[str, Any]) -> Update | None:
        return await self._inbox.sent(
            chat, count, len(box.outgoing), None if box.screen == before else box.screen
        )

    async def _deliver(self, chat: str, outgoing: dict[str, Any], box: Mailbox) -> bool:
        """Sends a message, however long the channel has us wait; False if nobody is there to read it."""
        pauses = chain(PAUSES, repeat(PAUSES[-1]))
        screen = box.screen
        while True:
            try:
                with metrics.send_timer(channel_of(chat)).time():
                    box.screen = await self._send(chat, outgoing, screen)
            except RedisError:
                raise  # nothing was sent; the message is still there
            except SendLater as error:
                log.warning("message put off", chat=chat, seconds=error.seconds)
                metrics.count_send(channel_of(chat), "later")
                screen = screen if error.progress is None else error.progress
                await asyncio.sleep(max(error.seconds, next(pauses)))
                continue
            except CannotSend:
                log.info("nobody there to read it", chat=chat)
                metrics.count_send(channel_of(chat), "gone")
                return False
            except Exception:
                log.exception("message refused", chat=chat, kind=outgoing["kind"])
                metrics.count_send(channel_of(chat), "refused")
                await self._own_up(chat)
            else:
                metrics.count_send(channel_of(chat), "sent")
            return True

    async def _send(self, chat: str, told: dict[str, Any], screen: dict[str, Any]) -> dict[str, Any]:
        outgoing = outgoing_from_json(told)
        if isinstance(outgoing, News):
            await self._inbox.append(outgoing.mailbox, outgoing.id, {"event": asdict(outgoing.event)})
            return screen
        channel, _, chat_id = chat.partition(":")
        return await self._channels[channel].send(chat_id, outgoing, screen)

    async def _own_up(self, chat: str) -> None:
        """Says that something went wrong, where a message could not be said: better than silence."""
        channel, _, chat_id = chat.partition(":")
        with suppress(Exception):  # it may be the channel itself; that was logged already
            await self._channels[channel].send(chat_id, Message(Prompt(text=words.OUR_FAULT)), {})
