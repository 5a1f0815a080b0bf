"""Another place of a company that is a customer of the reseller: most of what was said stays the same."""

from typing import Any

from conversations import readers
from conversations.draft import Draft
from conversations.ports.customers import Record
from conversations.prompt import Choice, Section
from conversations.question import Question, Taken, fixed
from conversations.registration import texts
from conversations.registration.step_1_plan import categories
from conversations.turn import Turn
from conversations.written import money

COPY, KEEP = "copy", "keep"


async def _sibling(turn: Turn, draft: Draft) -> Record | None:
    """The customer of the same company, for its reseller alone and while it is registered."""
    if turn.person is None or draft.holds("customer.id"):
        return None
    return await turn.ports.customers.sibling(turn.seller.id, draft.get("company.tax_id"))


async def _nothing_to_copy(turn: Turn, draft: Draft) -> Taken | None:
    record = await _sibling(turn, draft)
    if record is None or not await _differing(turn, draft, record):
        return Taken({"company.branch": KEEP})
    return None


async def _differing(turn: Turn, draft: Draft, record: Record) -> dict[str, Any]:
    """Its contact and plans, as far as they are sold now and are not what was said."""
    answers = record.answers
    copied: dict[str, Any] = {"contact.name": answers.name, "contact.phone": answers.phone}
    shelf = next((c for c in await categories(turn) if c.id == record.category_id), None)
    plans = [plan for plan in (shelf.plans if shelf else ()) if plan.id in answers.plan_ids]
    if shelf and plans:
        copied |= {
            "plan.category": shelf.id,
            "plan.category_name": shelf.name,
            "plan.plans": [plan.id for plan in plans],
            "plan.names": [f"{plan.name} ({money(plan.price)})" for plan in plans],
        }
    return copied if any(draft.get(id_) != value for id_, value in copied.items()) else {}


async def _shown(turn: Turn, draft: Draft) -> tuple[Section, ...]:
    record = await _sibling(turn, draft)
    if record is None:
        return ()
    copied = await _differing(turn, draft, record)
    return (Section("", texts.branch_of(record, copied.get("plan.names", []))),)


async def _take(turn: Turn, draft: Draft, value: str) -> Taken:
    record = await _sibling(turn, draft) if value == COPY else None
    copied = await _differing(turn, draft, record) if record else {}
    for id_, answer in copied.items():
        draft.put(id_, answer, given=("plan.category",) if id_ == "plan.plans" else ())
    return Taken({"company.branch": value}, texts.COPIED if copied else "")


BRANCH = Question(
    id="company.branch",
    label="filial",
    ask=texts.ASK_BRANCH,
    choices=fixed((Choice(texts.COPY_BRANCH, COPY),), (Choice(texts.KEEP_MINE, KEEP),)),
    sections=_shown,
    check=_take,
    auto=_nothing_to_copy,
    applies=lambda draft: readers.is_cnpj(draft.get("company.tax_id", "")),
    given=("company.tax_id",),
    show=lambda _: "",
    editable=False,
)
