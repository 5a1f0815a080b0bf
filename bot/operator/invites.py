"""Invites made by the operator."""

import unicodedata
from collections.abc import Iterable, Sequence

from bot.adapters.invites import SqlInvites
from bot.adapters.plans import SqlPlans
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.operator.resellers import known_reseller
from conversations.ports.invites import InviteLinks
from conversations.ports.plans import Category, Plan
from conversations.registration.finish import trial_end


class UnknownPlan(ValueError):  # noqa: N818 - an answer, not a failure
    """The plans named are not ones that an invite can offer; the message says what there is."""


async def add_invite(
    tx: Transaction,
    invites: SqlInvites,
    reseller_id: str,
    plan_names: Sequence[str] = (),
    *,
    uses: int = 1,
    days: int = 30,
    clock: Clock = utc_now,
) -> InviteLinks:
    """A new invite of a reseller, and its links.

    Args:
        tx: where it is kept.
        invites: on the same transaction.
        reseller_id: whose.
        plan_names: the plans it fixes, ignoring case and accents; without any the customer chooses.
        uses: how many may register.
        days: how long it is good; like a trial, to the end of the last day in Brasília.
        clock: what time it is.

    Raises:
        UnknownReseller: there is no reseller of this id.
        UnknownPlan: it sells no such plan, or the plans are of several categories.
    """
    await known_reseller(tx, reseller_id)
    category_id, plan_ids = _offered(await SqlPlans(tx).of(reseller_id), plan_names)
    made = await invites.make(
        reseller_id,
        "",
        category_id=category_id,
        plan_ids=plan_ids,
        uses=uses,
        expires_at=trial_end(clock(), days),
        key=f"operator:{new_id()}",  # nothing replays a command: a key of its own
    )
    links = await invites.links(reseller_id, made.id)
    if links is None:
        raise LookupError(made.id)
    return links


def _offered(shelves: tuple[Category, ...], names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The category and the plans that the names stand for; empty for "the customer chooses"."""
    if not shelves:
        raise UnknownPlan("this reseller sells nothing yet: `bot plans import FILE --reseller ID`")
    found = [_named(shelves, name) for name in names]
    categories = {shelf.id: shelf.name for shelf, _ in found}
    if len(categories) > 1:
        raise UnknownPlan(
            f"the plans of an invite are of one category, these are of {_listed(categories.values())}"
        )
    return "".join(categories), tuple(plan.id for _, plan in found)


def _named(shelves: tuple[Category, ...], name: str) -> tuple[Category, Plan]:
    all_ = [(shelf, plan) for shelf in shelves for plan in shelf.plans]
    exact = [found for found in all_ if found[1].name.casefold() == name.casefold()]
    alike = exact or [found for found in all_ if _bare(found[1].name) == _bare(name)]
    if len(alike) == 1:
        return alike[0]
    there_are = _listed(plan.name for _, plan in alike or all_)
    raise UnknownPlan(f"{'several plans' if alike else 'no plan'} named {name!r}; there are {there_are}")


def _bare(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)
