"""One inquiry: every source is asked once, side by side, and beside it the bot chooses."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar

from bot.adapters import addresses as of_ceps
from bot.adapters import companies as of_companies
from bot.adapters.asking import WhenNeeded
from bot.adapters.cities import OfflineCities
from bot.adapters.lookup_cache import ADDRESS, COMPANY, REGISTER, Entry, Kind, LookupCache
from bot.adapters.sources.listed import Listed
from bot.inquiry.choosing import Choice, Replays, chosen
from bot.inquiry.said import Said, ask
from conversations.ports.addresses import Address
from conversations.ports.companies import Companies, Company

F = TypeVar("F", bound=Company | Address)


@dataclass(frozen=True, slots=True)
class Inquiry(Generic[F]):
    """What came of an inquiry.

    Args:
        said: by every source, in the order the bot asks them.
        kept: what the bot has kept, by the kind of lookup; none where it has nothing.
        choice: what the bot answers.
        whose: by whom each field of it was filled.
    """

    said: Sequence[Said[F]]
    kept: dict[str, Entry[Any] | None]
    choice: Choice[F]
    whose: dict[str, str] = field(default_factory=dict)


async def inquire(about: Literal["company", "cep"], key: str, asking: WhenNeeded) -> Inquiry[Any]:
    """Asks about a company or a CEP.

    Args:
        about: which of them.
        key: the CNPJ or the CEP, bare.
        asking: how a worker asks.
    """
    return await (_about_company if about == "company" else _about_cep)(key, asking)


async def _about_company(key: str, asking: WhenNeeded) -> Inquiry[Company]:
    # The kinds in the order in which their answers fill one.
    replays = await _begun(of_companies.SOURCES, key, asking, (COMPANY, REGISTER))
    lookup = of_companies.companies(replays, OfflineCities())
    choice, later = await asyncio.gather(chosen(lookup, key), chosen(_Register(lookup), key))
    inquiry = await _inquiry(replays, choice)
    return await _with_later_registrations(inquiry, replays, later)


async def _about_cep(key: str, asking: WhenNeeded) -> Inquiry[Address]:
    replays = await _begun(of_ceps.SOURCES, key, asking, (ADDRESS,))
    return await _inquiry(replays, await chosen(of_ceps.addresses(replays, OfflineCities()), key))


@dataclass(frozen=True, slots=True)
class _Register:
    """The lookup of registrations, which the bot makes beside the company's."""

    companies: Companies

    async def find(self, key: str) -> Company:
        return await self.companies.in_register(key)


async def _begun(
    listed: Sequence[Listed[F]], key: str, asking: WhenNeeded, kinds: Sequence[Kind[Any]]
) -> Replays:
    entries = {kind.name: await _kept(key, asking, kind) for kind in kinds}
    asked = {one.name: asyncio.create_task(ask(one, key, asking)) for one in listed}
    return Replays(asking.hedge, asked, entries)


async def _kept(key: str, asking: WhenNeeded, kind: Kind[Any]) -> Entry[Any] | None:
    shared = asking.shared
    return await LookupCache(shared.redis, shared.seal, kind).get(key) if shared else None


async def _inquiry(replays: Replays, choice: Choice[F]) -> Inquiry[F]:
    said = [await task for task in replays.asked.values()]
    whose = await replays.whose(choice.found) if choice.found else {}
    return Inquiry(said, dict(replays.entries), choice, whose)


async def _with_later_registrations(
    inquiry: Inquiry[Company], replays: Replays, later: Choice[Company]
) -> Inquiry[Company]:
    """Those that come when the company has been told already fill their answer while it is still missing."""
    found, registered = inquiry.choice.found, later.found
    if not found or not registered or found.registrations or not registered.registrations:
        return inquiry
    filled = replace(found, registrations=registered.registrations)
    whose = (await replays.whose(registered))["registrations"]
    return replace(
        inquiry,
        choice=replace(inquiry.choice, found=filled),
        whose={**inquiry.whose, "registrations": f"{whose}, after {later.seconds:.1f} s"},
    )
