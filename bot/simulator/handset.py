"""What phones have in common: a name on the page, and somebody who waits for what they show."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, Protocol, TypeVar, cast

from bot.simulator.signal import Signal

T = TypeVar("T")


class NotThere(AssertionError):  # noqa: N818 - what was looked for is not there
    """The phone does not show what was to be tapped or waited for; the message tells what it shows."""


class Said(Protocol):
    """What waiting needs to know of a message."""

    @property
    def from_bot(self) -> bool:
        """Who sent it."""

    @property
    def text(self) -> str:
        """Its words."""


M = TypeVar("M", bound=Said)


class Handset(ABC, Generic[M]):
    """A phone with a chat open.

    Args:
        title: whose phone, as the page heads it.
        signal: wakes up who waits whenever something changes.
    """

    def __init__(self, title: str, signal: Signal) -> None:
        self.title = title
        self._signal = signal

    @property
    def owner(self) -> str:
        """The title as addresses and test ids spell it: "Visitante do João" is `visitante-do-joao`."""
        plain = unicodedata.normalize("NFKD", self.title.lower()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

    @property
    def slug(self) -> str:
        """What the page calls this phone; one owner may have several."""
        return self.owner

    @property
    @abstractmethod
    def messages(self) -> Sequence[M]:
        """All that is visible now, oldest first."""

    @property
    def last(self) -> M:
        """The newest visible message of the bot.

        Raises:
            NotThere: the bot has not said anything that is still there.
        """
        newest = next((m for m in reversed(self.messages) if m.from_bot), None)
        if newest is None:
            raise NotThere(f"the bot has said nothing yet; the phone shows:\n{self}")
        return newest

    async def wait(self, condition: Callable[[], T], deadline: float = 5.0) -> T:
        """Waits until something is true, and gives it; `NotThere` in the condition is "not yet".

        Raises:
            NotThere: it was not within so many seconds; tells what the phone shows instead.
        """

        def look() -> T | None:
            with suppress(NotThere):
                return condition()
            return None

        try:
            found = await self._signal.wait(look, deadline)
        except TimeoutError:
            raise NotThere(f"waited {deadline} s in vain; the phone shows:\n{self}") from None
        return cast("T", found)  # Signal.wait gives only true values

    async def see(self, text: str, deadline: float = 5.0) -> M:
        """Waits for a visible message of the bot that contains this text, and gives the newest one.

        Raises:
            NotThere: as `wait`.
        """

        def look() -> M:
            for message in reversed(self.messages):
                if message.from_bot and text in message.text:
                    return message
            raise NotThere(text)

        try:
            return await self.wait(look, deadline)
        except NotThere as error:
            raise NotThere(f"“{text}” did not come: {error}") from None
