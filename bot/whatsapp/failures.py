"""What is done about a message that Meta took and could not deliver."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot import metrics
from bot.outgoing import Again
from bot.whatsapp import CHANNEL
from bot.whatsapp.errors import CloudApiError, NobodyThere, OutsideWindow, TooFast, Unreachable, error_of_code
from bot.whatsapp.letters import Letter
from bot.whatsapp.receipts import Receipts
from bot.whatsapp.waiting import Waiting
from bot.whatsapp.window import Window

log = structlog.get_logger()
TRIES = 3  # of a message that Meta could not deliver for a while
PAUSE = 1.0  # seconds before the next, where Meta does not ask for more


@dataclass(frozen=True, slots=True)
class Failures:
    """Has sent again what did not arrive: by another name, later, or once the person writes.

    Args:
        receipts: know what was said.
        window: is closed where Meta says that it is.
        waiting: knows who was told that something waits.
        clock: Unix time.
    """

    receipts: Receipts
    window: Window
    waiting: Waiting
    clock: Callable[[], float] = time.time

    async def settle(self, chat: str, status: dict[str, Any]) -> tuple[Again, ...]:
        """What is to be sent because of a failure; done twice, it gives the same.

        Args:
            chat: whose message it was.
            status: as Meta delivers it.

        Raises:
            RedisError: Redis is away.
        """
        found, mailbox = await self.receipts.failed(str(status.get("id"))), f"{CHANNEL}:{chat}"
        if found is None:
            return ()
        error, (letter, sent) = _error(status), found
        log.warning("message failed", chat=mailbox, error=str(error), kind=letter.kind)
        metrics.count_send(CHANNEL, "failed")
        again = await self._again(mailbox, error, letter, sent)
        return (Again(again.to_kept()),) if again else ()

    async def _again(self, mailbox: str, error: CloudApiError, letter: Letter, sent: float) -> Letter | None:
        """The letter as it is to be sent again; none if it is lost."""
        if isinstance(error, NobodyThere) and not letter.by_id:
            return replace(letter, by_id=True)
        if isinstance(error, OutsideWindow | NobodyThere) and not letter.is_template:
            await self.window.close(mailbox, sent)
            return replace(letter, by_id=False)  # which then waits
        if isinstance(error, TooFast | Unreachable) and letter.tries + 1 < TRIES:
            seconds = error.seconds if isinstance(error, TooFast) else PAUSE
            return replace(letter, tries=letter.tries + 1, not_before=self.clock() + seconds)
        log.warning("message lost", chat=mailbox, error=str(error), kind=letter.kind)
        if letter.is_template:
            await self.waiting.not_told(mailbox)  # the next that waits tries again
        return None


def _error(status: dict[str, Any]) -> CloudApiError:
    match status.get("errors"):
        case [{"code": int(code)}, *_]:
            return error_of_code(code)
    return error_of_code(0)
