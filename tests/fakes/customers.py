from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.adapters.customers_words import FIND_BY, words_of, words_typed
from conversations.ports.customers import (
    PAGE,
    AlreadyCustomer,
    Changed,
    Customer,
    EmailTaken,
    Gone,
    Listed,
    Only,
    Page,
    Record,
    Registration,
)
from conversations.ports.plans import Category, Plan
from conversations.registration.finish import trial_end
from tests.fakes.plans import FakePlans

if TYPE_CHECKING:
    from tests.fakes.people import FakePeople  # they know each other

STAYS = (
    "key",
    "person_id",
    "invite_id",
    "consent",
    "password_by",
    "password_hash",
    "must_change",
    "trial_ends_at",
)
UNNAMED = Category("shelf", "", ())


@dataclass
class Kept:
    """A customer as the fake keeps it; `sold` is by plan id."""

    id: str
    answers: Registration
    registered_at: datetime
    sold: dict[str, tuple[Category, Plan]]
    version: int = 1
    environment: str = "homologacao"
    suspended: bool = False
    updated_by: str = ""


class FakeCustomers:
    """Customers by their id.

    Args:
        clock: what time it is.
        people: knows the names of who registers and corrects; without it they have none.
        plans: knows what is sold; without it any plan is, named by its id and for nothing.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        people: "FakePeople | None" = None,
        plans: FakePlans | None = None,
    ) -> None:
        self.kept: dict[str, Kept] = {}
        self.people = people
        self.missing: Callable[[Kept], int] = lambda _: 1
        self._clock, self._plans = clock, plans
        self._made = 0

    def create_password(self, customer_id: str) -> None:
        """What the one-time page does."""
        kept = self.kept[customer_id]
        kept.answers = replace(kept.answers, password_hash="hash", must_change=False)

    async def email_taken(self, email: str) -> bool:
        return any(kept.answers.email == email.lower() for kept in self.kept.values())

    async def same(self, reseller_id: str, tax_id: str, state_registration: str) -> Customer | None:
        wanted = (reseller_id, tax_id, state_registration)
        for kept in self.kept.values():
            if _company(kept.answers) == wanted:
                return _customer(kept)
        return None

    async def sibling(self, reseller_id: str, tax_id: str) -> Record | None:
        for kept in reversed(self.kept.values()):
            other = kept.answers.tax_id
            same = len(other) == 14 and other[:8] == tax_id[:8] and other != tax_id
            if kept.answers.reseller_id == reseller_id and same:
                return await self.record(reseller_id, kept.id)
        return None

    async def register(self, registration: Registration) -> Customer:
        for kept in self.kept.values():
            if kept.answers.key == registration.key:
                return _customer(kept)
        answers = replace(registration, email=registration.email.lower())
        sold = self._sold(answers, {})
        self.refuse(answers)
        self._made += 1
        kept = Kept(f"customer{self._made}", answers, self._clock(), sold)
        self.kept[kept.id] = kept
        return _customer(kept)

    async def page(self, reseller_id: str, *, number: int = 0, query: str = "", only: Only = "all") -> Page:
        found = [
            kept
            for kept in self.kept.values()
            if kept.answers.reseller_id == reseller_id
            and _matches(kept, query)
            and _is(kept, only, self._clock(), self.missing(kept))
        ]
        found.sort(key=lambda kept: (kept.registered_at, kept.id), reverse=True)
        start = number * PAGE if number >= 0 else len(found)
        listed = tuple(self._listed(kept) for kept in found[start : start + PAGE])
        return Page(listed, number, more=len(found) > start + PAGE)

    async def record(self, reseller_id: str, customer_id: str) -> Record:
        kept = self.of(reseller_id, customer_id)
        category, _ = next(iter(kept.sold.values()))
        return Record(
            id=kept.id,
            version=kept.version,
            answers=replace(kept.answers, password_hash=""),
            category_id=category.id,
            category=category.name,
            plans=tuple((plan.name, plan.price) for _, plan in kept.sold.values()),
            environment=kept.environment,
            missing=self.missing(kept),
            suspended=kept.suspended,
            password_pending=not kept.answers.password_hash,
            registered_by=self.name(kept.answers.person_id),
            by_invite=not kept.answers.person_id,
            registered_at=kept.registered_at,
        )

    async def correct(self, customer_id: str, version: int, answers: Registration) -> Record:
        kept = self.of(answers.reseller_id, customer_id)
        stays = {name: getattr(kept.answers, name) for name in STAYS}
        corrected = replace(answers, email=answers.email.lower(), **stays)
        if (kept.version, kept.answers) == (version + 1, corrected):
            return await self.record(answers.reseller_id, customer_id)
        if kept.version != version:
            raise Changed(self.name(kept.updated_by))
        sold = self._sold(corrected, kept.sold)
        self.refuse(corrected, besides=kept)
        kept.answers, kept.sold, kept.updated_by = corrected, sold, answers.person_id
        kept.version += 1
        return await self.record(answers.reseller_id, customer_id)

    async def suspend(self, reseller_id: str, customer_id: str, *, suspended: bool) -> None:
        self.of(reseller_id, customer_id).suspended = suspended

    async def remove(self, reseller_id: str, customer_id: str) -> None:
        del self.kept[self.of(reseller_id, customer_id).id]

    def refuse(self, answers: Registration, besides: Kept | None = None) -> None:
        others = [kept for kept in self.kept.values() if kept is not besides]
        for kept in others:
            if _company(kept.answers) == _company(answers):
                raise AlreadyCustomer(_customer(kept))
        if any(kept.answers.email == answers.email for kept in others):
            raise EmailTaken

    def _sold(
        self, answers: Registration, before: dict[str, tuple[Category, Plan]]
    ) -> dict[str, tuple[Category, Plan]]:
        offered = {
            plan.id: (category, plan)
            for category in (self._plans.categories.get(answers.reseller_id, ()) if self._plans else ())
            for plan in category.plans
        }
        if self._plans is None:
            offered = {id_: (UNNAMED, Plan(id_, id_, (), Decimal(0), 7)) for id_ in answers.plan_ids}
        known = offered | before
        if not answers.plan_ids or set(answers.plan_ids) - set(known):
            raise LookupError(f"not plans of reseller {answers.reseller_id}: {answers.plan_ids}")
        return {plan_id: known[plan_id] for plan_id in answers.plan_ids}

    def of(self, reseller_id: str, customer_id: str) -> Kept:
        kept = self.kept.get(customer_id)
        if kept is None or kept.answers.reseller_id != reseller_id:
            raise Gone
        return kept

    def _listed(self, kept: Kept) -> Listed:
        return Listed(
            id=kept.id,
            name=kept.answers.trade_name or kept.answers.legal_name,
            tax_id=kept.answers.tax_id,
            environment=kept.environment,
            missing=self.missing(kept),
            suspended=kept.suspended,
            trial_ends_at=kept.answers.trial_ends_at,
            registered_by=self.name(kept.answers.person_id),
            by_invite=not kept.answers.person_id,
        )

    def name(self, person_id: str) -> str:
        persons = self.people.persons.values() if self.people else ()
        return next((person.name for person in persons if person.id == person_id), "")


def _company(answers: Registration) -> tuple[str, str, str]:
    return answers.reseller_id, answers.tax_id, answers.state_registration


def _customer(kept: Kept) -> Customer:
    known = {"id": kept.id, "environment": kept.environment, "registered_at": kept.registered_at}
    from_answers = {f.name: getattr(kept.answers, f.name) for f in fields(Customer) if f.name not in known}
    return Customer(**known, **from_answers)  # type: ignore[arg-type] # as Customer says


def _matches(kept: Kept, query: str) -> bool:
    found_by = words_of([getattr(kept.answers, name) for name in FIND_BY], kept.answers.phone)
    return all(any(word.startswith(typed) for word in found_by) for typed in words_typed(query))


def _is(kept: Kept, only: Only, now: datetime, missing: int) -> bool:
    left = kept.answers.trial_ends_at - now
    return {
        "all": True,
        "in_trial": left > timedelta(),
        "ending": now < kept.answers.trial_ends_at <= trial_end(now, 3),
        "ended": left <= timedelta(),
        "password_pending": not kept.answers.password_hash,
        "ready": not missing and kept.environment == "homologacao",
        "unready": missing > 0,
        "homologacao": kept.environment == "homologacao",
        "producao": kept.environment == "producao",
    }[only]
