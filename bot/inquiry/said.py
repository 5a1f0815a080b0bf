"""What one source says when it is asked by hand."""

import asyncio
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from bot.adapters.asking import WhenNeeded
from bot.adapters.sources.chain import DEADLINE, takes
from bot.adapters.sources.fetching import TooSlow
from bot.adapters.sources.guarded import PassedBy
from bot.adapters.sources.listed import Listed
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, Unavailable

Outcome = Literal["found", "not_found", "failed", "resting", "unfit", "off"]
"""`resting`: its quota is used up, or it asked for a pause; `unfit`: it takes no CNPJ with letters."""

F = TypeVar("F", bound=Company | Address)


@dataclass(frozen=True, slots=True)
class Said(Generic[F]):
    """What came of asking a source.

    Args:
        source: which.
        outcome: in a word.
        seconds: how long it took.
        found: what it knows.
        failure: why it could not be asked.
    """

    source: Listed[F]
    outcome: Outcome
    seconds: float = 0.0
    found: F | None = None
    failure: Unavailable | None = None

    @property
    def asked(self) -> bool:
        """Whether the question reached it."""
        return self.outcome in ("found", "not_found", "failed")

    def told(self) -> F:
        """What it knows.

        Raises:
            NotFound: it says that there is none.
            Unavailable: it could not be asked.
        """
        if self.found is not None:
            return self.found
        raise NotFound if self.outcome == "not_found" else self.failure or Unavailable(self.outcome)


async def ask(source: Listed[F], key: str, asking: WhenNeeded) -> Said[F]:
    """Asks a source once, within its quota and the deadline.

    Args:
        source: who is asked.
        key: a CNPJ or a CEP.
        asking: how a worker asks.
    """
    for made in asking.of(source):
        if not takes(made, key):
            return Said(source, "unfit")
        now = asyncio.get_running_loop().time
        began = now()
        try:
            async with asyncio.timeout(DEADLINE):
                return Said(source, found=await made.find(key), outcome="found", seconds=now() - began)
        except NotFound:
            return Said(source, "not_found", now() - began)
        except PassedBy as pause:
            return Said(source, "resting", now() - began, failure=pause)
        except Unavailable as failure:
            return Said(source, "failed", now() - began, failure=failure)
        except TimeoutError:
            return Said(source, "failed", now() - began, failure=TooSlow("no answer in time"))
    return Said(source, "off")
