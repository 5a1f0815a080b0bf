"""What the bot would choose: its own chains, over sources that answer as they just did, after as long."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from bot.adapters.companies import BESIDE
from bot.adapters.lookup_cache import Entry, Kind
from bot.adapters.sources.chain import Lookup
from bot.adapters.sources.listed import Listed
from bot.inquiry.said import Said
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, Unavailable

F = TypeVar("F", bound=Company | Address)
KEPT, TABLE = "kept", "table of cities"


@dataclass(frozen=True, slots=True)
class Choice(Generic[F]):
    """What comes of a lookup.

    Args:
        found: the answer; none with a refusal.
        refusal: `NotFound` or `Unavailable` instead.
        seconds: after which it comes.
    """

    found: F | None
    refusal: NotFound | Unavailable | None
    seconds: float


async def chosen(lookup: Lookup[F], key: str) -> Choice[F]:
    """What a lookup comes to, and after how long."""
    now = asyncio.get_running_loop().time
    began = now()
    try:
        return Choice(await lookup.find(key), None, now() - began)
    except (NotFound, Unavailable) as refusal:
        return Choice(None, refusal, now() - began)


@dataclass(frozen=True, slots=True)
class Replays:
    """As `bot.adapters.sources.listed.Asking`: nobody is asked a second time.

    Args:
        hedge: as the protocol's.
        asked: what the sources say, by their names.
        entries: what is kept, by the names of its kinds.
        given: what each kind of lookup gave.
    """

    hedge: float
    asked: Mapping[str, asyncio.Task[Said[Any]]]
    entries: Mapping[str, Entry[Any] | None]
    given: dict[str, Company | Address] = field(default_factory=dict)

    def of(self, *listed: Listed[F]) -> list["_Replay[F]"]:
        """As the protocol's."""
        return [_Replay(one.name, self.asked[one.name]) for one in listed]

    def kept(self, lookup: Lookup[F], kind: Kind[F]) -> "_Noted[F]":
        """As the protocol's, with what it gives noted."""
        return _Noted(lookup, self.entries[kind.name], kind.name, self.given)

    async def whose(self, found: Company | Address) -> dict[str, str]:
        """By which source each field of an answer was filled, in the order in which the bot fills them."""
        parts = [(await self._name(part), part) for part in map(self.given.get, self.entries) if part]
        told = {one.name: getattr(found, one.name) for one in fields(found)}
        return {name: _who(name, value, parts) for name, value in told.items() if value}

    async def _name(self, part: Company | Address) -> str:
        """The very answer is looked for: two sources may say the same."""
        said = [(name, await task) for name, task in self.asked.items()]
        return next((name for name, one in said if one.found is part), KEPT)


def _who(name: str, value: object, parts: list[tuple[str, Company | Address]]) -> str:
    """Who told a field: whoever describes, or the register beside; else the table, which has only codes."""
    able = parts if name in BESIDE else parts[:1]
    return next((who for who, part in able if getattr(part, name) == value), TABLE)


@dataclass(frozen=True, slots=True)
class _Replay(Generic[F]):
    """A source that says what it said."""

    name: str
    asked: asyncio.Task[Said[F]]

    async def find(self, _key: str) -> F:
        now = asyncio.get_running_loop().time
        began = now()
        said = await asyncio.shield(self.asked)
        await asyncio.sleep(began + said.seconds - now())
        return said.told()


@dataclass(frozen=True, slots=True)
class _Noted(Generic[F]):
    """A lookup with what was kept of it."""

    lookup: Lookup[F]
    entry: Entry[F] | None
    kind: str
    given: dict[str, Company | Address]

    async def find(self, key: str) -> F:
        found = self.entry.told() if self.entry else await self.lookup.find(key)
        self.given[self.kind] = found
        return found
