"""Programs worse than ours, which the chaos test must find guilty.

What is done in two steps takes them a moment, so that somebody nearly always dies in between.
"""

import asyncio
from typing import Any

from bot.inbox import Inbox, _key

A_MOMENT = 0.1  # seconds


def commit_in_two_steps() -> None:
    """First the draft and the removal of the update, then what goes out."""
    commit = Inbox.commit

    async def commit_then_push(self: Inbox, chat: str, *turn: Any) -> None:
        *first, outgoing, tasks = turn
        await commit(self, chat, *first, [], tasks)
        await asyncio.sleep(A_MOMENT)
        if outgoing:
            await self._redis.rpush(_key("outbox", chat), *map(self._seal.close, outgoing))

    Inbox.commit = commit_then_push


def announce_apart() -> None:
    """Storing and announcing are two calls, as on a cluster: no harm as long as duplicates are announced."""
    append, announce = Inbox.append, Inbox.announce

    async def append_on_cluster(self: Inbox, chat: str, id_: str, value: Any) -> None:
        self._one_server = False
        await append(self, chat, id_, value)

    async def announce_later(self: Inbox, stream: str, chat: str) -> None:
        await asyncio.sleep(A_MOMENT)
        await announce(self, stream, chat)

    Inbox.append, Inbox.announce = append_on_cluster, announce_later


def leave_duplicates_unannounced() -> None:
    """They are two calls, and what was stored before is not announced again."""
    announce_apart()
    append = Inbox.append

    async def append_new(self: Inbox, chat: str, id_: str, value: Any) -> None:
        if await self._redis.zscore(_key("seen", chat), id_) is None:
            await append(self, chat, id_, value)

    Inbox.append = append_new
