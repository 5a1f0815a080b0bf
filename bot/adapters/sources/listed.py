"""The sources as data: which there are, and by which setting each is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import httpx

from bot.adapters.lookup_cache import Kind
from bot.adapters.sources.chain import Lookup, Source
from bot.settings import LookupSetting
from conversations.ports.addresses import Address
from conversations.ports.companies import Company

F = TypeVar("F", bound=Company | Address)
F_co = TypeVar("F_co", bound=Company | Address, covariant=True)


class Make(Protocol[F_co]):
    """Makes a source, and says what it is called; the sources' own classes do."""

    name: str

    def __call__(self, http: httpx.AsyncClient, base_url: str, /) -> Source[F_co]: ...  # noqa: D102


class LookupSettings(Protocol):
    """What sources are asked by; besides this, there is an address by each of `bot.settings.LOOKUPS`."""

    @property
    def lookup_hedge_ms(self) -> int: ...  # noqa: D102 - how long each is waited for alone


@dataclass(frozen=True, slots=True)
class Listed(Generic[F]):
    """A source that can be switched off.

    Args:
        setting: has its address. Sources of one setting are one service, which is spared as one.
        make: makes it.
    """

    setting: LookupSetting
    make: Make[F]

    @property
    def name(self) -> str:
        """The source's."""
        return self.make.name

    @property
    def service(self) -> str:
        """The name of its service."""
        return self.setting.removesuffix("_url")

    def url(self, settings: LookupSettings) -> str:
        """Where it is; empty where it is switched off."""
        return str(getattr(settings, self.setting))


class Asking(Protocol):
    """How sources are asked: by a worker each when it is needed, by `bot lookup` all, and then it chooses."""

    @property
    def hedge(self) -> float:
        """Seconds that each is waited for alone."""

    def of(self, *listed: Listed[F]) -> Sequence[Source[F]]:
        """Those that are switched on."""

    def kept(self, lookup: Lookup[F], kind: Kind[F]) -> Lookup[F]:
        """A lookup with what is kept of its answers."""
