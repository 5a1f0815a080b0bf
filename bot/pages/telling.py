"""How a page tells the chat that asked for its link what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict

import structlog
from redis.exceptions import RedisError

from conversations.ports.people import Account
from conversations.prompt import Event

log = structlog.get_logger()
Store = Callable[[str, str, object], Awaitable[None]]
"""Stores what came for a mailbox, by its name, with what makes a second one known as the same."""


class Teller:
    """Tells chats of what happened on a page.

    Args:
        store: as `bot.inbox.Inbox.append`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def tell(self, account: Account, once: str, event: Event) -> None:
        """Puts an event into a chat's mailbox. It has happened, and was said on the page: where Redis is
        away, the chat is not told.

        Args:
            account: whose chat.
            once: what makes it known as the same when it is told again.
            event: what happened.
        """
        mailbox = f"{account.channel}:{account.id}"
        try:
            await self._store(mailbox, once, {"event": asdict(event)})
        except RedisError as error:
            log.warning("chat not told of its page", chat=mailbox, error=type(error).__name__)
