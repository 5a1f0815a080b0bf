"""How a worker asks sources: each when it is needed, no oftener than it allows, and for everybody at once."""

from dataclasses import dataclass
from typing import TypeVar

import httpx

from bot.adapters.lookup_cache import Kind, LookupCache
from bot.adapters.lookup_once import Once, Shared
from bot.adapters.sources.chain import Lookup, Source
from bot.adapters.sources.guarded import Guarded
from bot.adapters.sources.listed import Listed, LookupSettings
from bot.adapters.sources.quota import NoQuota, SharedQuota
from conversations.ports.addresses import Address
from conversations.ports.companies import Company

F = TypeVar("F", bound=Company | Address)


@dataclass(frozen=True, slots=True)
class WhenNeeded:
    """As `bot.adapters.sources.listed.Asking`.

    Args:
        http: the client they share.
        settings: where they are, and how long each is waited for alone.
        shared: what all workers share; without it nothing is kept, neither answers nor quotas.
    """

    http: httpx.AsyncClient
    settings: LookupSettings
    shared: Shared | None = None

    @property
    def hedge(self) -> float:
        """As the protocol's."""
        return self.settings.lookup_hedge_ms / 1000

    def of(self, *listed: Listed[F]) -> list[Source[F]]:
        """As the protocol's, each guarded."""
        return [self._guarded(one) for one in listed if one.url(self.settings)]

    def kept(self, lookup: Lookup[F], kind: Kind[F]) -> Lookup[F]:
        """As the protocol's; it is made once, however many ask."""
        if self.shared is None:
            return lookup
        redis = self.shared.redis
        return Once(lookup, redis, LookupCache(redis, self.shared.seal, kind))

    def _guarded(self, one: Listed[F]) -> Source[F]:
        url = one.url(self.settings)
        quota = SharedQuota(self.shared.redis, one.service, url) if self.shared else NoQuota()
        return Guarded(one.make(self.http, url), quota, slow=self.hedge)
