"""The worker: takes a mailbox, answers its updates in order, and has sent what comes of it."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from redis.exceptions import RedisError

from bot import metrics
from bot.db.database import AWAY as DATABASE_AWAY
from bot.dead_letters import DeadLetters
from bot.inbox import LEASE_MS, TASKS, UNSEALABLE_PAUSE, Held, Inbox, Mailbox, Update, channel_of
from bot.outgoing import Message, outgoing_to_json
from bot.postman import Postman
from bot.replays import Overtaken
from bot.sealing import InvalidToken
from bot.turns import Result, Turns
from conversations import words
from conversations.draft import Chat
from conversations.prompt import Prompt
from conversations.registration.flow import REGISTRATION

log = structlog.get_logger(__name__)
TRIES = 3  # of our own errors, before the update is put aside and the person told
PAUSES = (0.5, 1.0, 2.0, 5.0)  # seconds after something outside was away once, twice, …
LONGEST_TURN = 20.0  # seconds, after which what a turn waits for counts as away
AWAY = (RedisError, *DATABASE_AWAY)


class Worker:
    """Empties mailboxes.

    Args:
        inbox: where they are.
        turns: plays the turns.
        dead_letters: where updates are put that cannot be answered.
    """

    def __init__(self, inbox: Inbox, turns: Turns, dead_letters: DeadLetters) -> None:
        self._inbox = inbox
        self._turns = turns
        self._dead_letters = dead_letters
        self._postman = Postman(inbox, turns.channels)

    async def work(self, chat: str) -> None:
        """Answers everything in a mailbox and sends everything that is to be sent.

        Raises:
            Held: another worker has the mailbox, or has it by now.
            RedisError: Redis is away; what was not committed is still there.
        """
        async with self._kept(chat):
            try:
                box = await self._inbox.take(chat)
            except InvalidToken:  # nothing is lost: with the right key it is answered
                log.warning("sealed with another SECRET_KEY", chat=chat, mend="SECRET_KEY=new,old")
                raise Held(UNSEALABLE_PAUSE) from None
            if box.tasks:  # once more, in case the announcement was lost in a crash
                await self._inbox.announce(TASKS, chat)
            update = box.update
            if box.outgoing:
                update = await self._postman.send_all(chat, box)
            while update:
                await self._answer(chat, box, update)
                update = await self._postman.send_all(chat, box)

    async def _answer(self, chat: str, box: Mailbox, update: Update) -> None:
        """Plays a turn and commits it; the box is then as the mailbox."""
        with metrics.turn_timer(channel_of(chat)).time():
            result = await self._played(chat, box, update)
            await self._inbox.commit(chat, update, result.chat, result.outgoing, result.tasks)
        box.chat, box.outgoing = result.chat, result.outgoing
        for conversation, milestone in result.milestones:
            if conversation == REGISTRATION.form.name:
                metrics.count_registration(milestone)
        log.info("answered", chat=chat, update=update.value["id"], outgoing=len(result.outgoing))

    async def _played(self, chat: str, box: Mailbox, update: Update) -> Result:
        """The result of a turn, however often it takes."""
        id_, body, again = update.value["id"], update.value["body"], update.again
        tries = away = 0
        while True:
            try:
                async with asyncio.timeout(LONGEST_TURN):
                    result = await self._turns.play(chat, id_, body, box.chat, again=again, since=box.since)
            except Overtaken:
                raise Held(0) from None
            except AWAY as error:  # no fault of the turn's, so no try of it
                if isinstance(error, TimeoutError):  # its connections may have died without a word
                    await self._turns.database.renew()
                log.warning("turn put off", chat=chat, update=id_, error=type(error).__name__)
                metrics.count_update(channel_of(chat), "put_off")
                await asyncio.sleep(_pause_after(away))
                away += 1
            except Exception as error:
                tries += 1
                log.exception("turn failed", chat=chat, update=id_, tries=tries)
                metrics.count_update(channel_of(chat), "failed")
                if tries == TRIES:
                    await self._put_aside(chat, update, error)
                    return _apology(box)
            else:
                metrics.count_update(channel_of(chat), "answered")
                return result
            again = True  # its transaction may have been committed all the same

    async def _put_aside(self, chat: str, update: Update, error: Exception) -> None:
        await self._dead_letters.add(chat, update, error)
        metrics.dead_letters.inc()
        metrics.count_update(channel_of(chat), "dead")

    @asynccontextmanager
    async def _kept(self, chat: str) -> AsyncIterator[None]:
        """Keeps the hold on the mailbox however long the work takes; most is done before that matters."""
        keepers: list[asyncio.Task[None]] = []
        loop = asyncio.get_running_loop()
        later = loop.call_later(
            LEASE_MS / 3000, lambda: keepers.append(asyncio.create_task(self._keep(chat)))
        )
        try:
            yield
        finally:
            later.cancel()
            for keeper in keepers:
                keeper.cancel()

    async def _keep(self, chat: str) -> None:
        while True:
            with suppress(RedisError):
                await self._inbox.renew(chat)
            await asyncio.sleep(LEASE_MS / 3000)


def _pause_after(failures: int) -> float:
    """Seconds, not the same for everybody who waits."""
    longest = PAUSES[min(failures, len(PAUSES) - 1)]
    return longest * random.uniform(0.5, 1)  # noqa: S311 - no secret


def _apology(box: Mailbox) -> Result:
    """The chat as it was, and a word to the person."""
    message = Message(Prompt(text=words.OUR_FAULT))
    return Result(box.chat or Chat().to_json(), [outgoing_to_json(message)], [])
