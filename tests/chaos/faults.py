"""What goes wrong inside a process of ours, at the edges that are not ours."""

import itertools
import os
import signal
from random import Random
from typing import Any

from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError as RedisConnectionError

import bot.inbox
import bot.streams
import bot.worker

CHATS = (b"telegram:", b"whatsapp:")  # one stands in every word about a chat


def die_between_words(words_left: int) -> None:
    """Dies before it says so many words about a chat to Redis: what is done in several steps is left half
    done, as no killing from outside manages so often.
    """
    send, said = AbstractConnection.send_packed_command, itertools.count(1)

    async def send_or_die(self: Any, command: Any, *args: Any, **options: Any) -> None:
        words = command if isinstance(command, bytes) else b"".join(command)
        if any(chat in words for chat in CHATS) and next(said) == words_left:
            os.kill(os.getpid(), signal.SIGKILL)
        await send(self, command, *args, **options)

    AbstractConnection.send_packed_command = send_or_die


def lose_answers(one_in: int) -> None:
    """The connection to Redis breaks after it has done what was asked, and before it could say so."""
    read, chance = AbstractConnection.read_response, Random(os.getpid())

    async def read_or_lose(self: Any, *args: Any, **options: Any) -> Any:
        answer = await read(self, *args, **options)
        if chance.randrange(one_in) == 0:
            await self.disconnect(nowait=True)
            raise RedisConnectionError("the answer was lost")
        return answer

    AbstractConnection.read_response = read_or_lose


def take_over_after(lease_ms: int) -> None:
    """A dead worker's chats are taken over after so long, and not after ten seconds."""
    quicker = lease_ms / bot.inbox.LEASE_MS
    bot.streams.TAKE_OVER_EACH *= quicker
    for module in (bot.inbox, bot.streams, bot.worker):
        module.LEASE_MS = lease_ms
