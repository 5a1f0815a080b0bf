"""The worker: takes a mailbox, answers its updates in order, and sends what comes of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.channel import CannotSend, SendLater
from bot.inbox import LEASE_MS, TASKS, Inbox, Item, Mailbox
from bot.outgoing import Message, News, outgoing_from_json, outgoing_to_json
from bot.streams import Held
from bot.turns import Result, Turns
from conversations import words
from conversations.prompt import Prompt

log = structlog.get_logger()
TRIES = 3  # of our own errors, before the person is told
PAUSE = 1.0  # seconds between tries when something outside is away
AWAY = (RedisError, OperationalError, InterfaceError, PoolTimeout)


class Worker:
    """Empties mailboxes.

    Args:
        inbox: where they are.
        turns: plays the turns.
    """

    def __init__(self, inbox: Inbox, turns: Turns) -> None:
        self._inbox = inbox
        self._turns = turns

    async def work(self, chat: str) -> None:
        """Answers everything in a mailbox and sends everything that is to be sent.

        Raises:
            Held: another worker has the mailbox, or has it by now.
            RedisError: Redis is away; what was not committed is still there.
        """
        async with self._kept(chat):
            tries = 0
            while True:
                box = await self._inbox.take(chat)
                if box is None:
                    raise Held(chat)
                if box.outgoing:
                    await self._send(chat, box, box.outgoing)
                elif box.update:
                    tries = 0 if await self._answer(chat, box, box.update, tries) else tries + 1
                else:
                    if box.tasks:  # once more, in case the announcement was lost in a crash
                        await self._inbox.announce(TASKS, chat)
                    if await self._inbox.release(chat):
                        return

    async def _answer(self, chat: str, box: Mailbox, update: Item, tries: int) -> bool:
        """Plays and commits a turn; False if it is to be tried again."""
        id_ = update.value["id"]
        try:
            result = await self._turns.play(chat, id_, update.value["body"], box.chat)
        except AWAY as error:
            log.warning("turn put off", chat=chat, update=id_, error=type(error).__name__)
            await asyncio.sleep(PAUSE)
            return True  # no fault of the turn's, so no try of it
        except Exception:
            log.exception("turn failed", chat=chat, update=id_, tries=tries + 1)
            if tries + 1 < TRIES:
                return False
            result = _apology(box)
        if not await self._inbox.commit(chat, update, result.chat, result.outgoing, result.tasks):
            raise Held(chat)
        return True

    async def _send(self, chat: str, box: Mailbox, item: Item) -> None:
        channel_name, _, chat_id = chat.partition(":")
        screen = box.screen
        try:
            outgoing = outgoing_from_json(item.value)
            if isinstance(outgoing, News):
                await self._inbox.append(outgoing.mailbox, outgoing.id, {"event": asdict(outgoing.event)})
            else:
                screen = await self._turns.channels[channel_name].send(chat_id, outgoing, screen)
        except RedisError:
            raise  # nothing was sent; the message is still there
        except SendLater as error:
            log.warning("message put off", chat=chat, seconds=error.seconds)
            await asyncio.sleep(error.seconds)
            return
        except CannotSend:
            log.info("nobody there to read it", chat=chat)
        except Exception:
            log.exception("message refused", chat=chat, kind=item.value["kind"])
            await self._own_up(channel_name, chat_id)
        if not await self._inbox.sent(chat, item, screen):
            raise Held(chat)

    async def _own_up(self, channel_name: str, chat_id: str) -> None:
        """Says that something went wrong, where a message could not be said: better than silence."""
        with suppress(Exception):  # it may be the channel itself; that was logged already
            await self._turns.channels[channel_name].send(chat_id, Message(Prompt(text=words.OUR_FAULT)), {})

    @asynccontextmanager
    async def _kept(self, chat: str) -> AsyncIterator[None]:
        """Keeps the hold on the mailbox however long a turn or a message takes."""
        keeper = asyncio.create_task(self._keep(chat))
        try:
            yield
        finally:
            keeper.cancel()

    async def _keep(self, chat: str) -> None:
        while True:
            await asyncio.sleep(LEASE_MS / 3000)
            with suppress(RedisError):
                await self._inbox.renew(chat)


def _apology(box: Mailbox) -> Result:
    """The chat as it was, and a word to the person."""
    message = Message(Prompt(text=words.OUR_FAULT))
    return Result(box.chat or {"drafts": {}, "active": ""}, [outgoing_to_json(message)], [])
