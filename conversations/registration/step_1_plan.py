"""Etapa 1: what the customer gets."""

from conversations import words
from conversations.draft import Draft
from conversations.form import Step
from conversations.ports.plans import Category
from conversations.prompt import Choice, InvalidAnswer, Section
from conversations.question import Fact, Question, Rows, Several, Taken, fixed
from conversations.registration import texts
from conversations.turn import Turn
from conversations.written import money


async def categories(turn: Turn) -> tuple[Category, ...]:
    """What the reseller sells, or of it what the invite lets choose from."""
    sold = await turn.ports.plans.of(turn.seller.id)
    if turn.guest is None or not turn.guest.category_id:
        return sold
    return tuple(category for category in sold if category.id == turn.guest.category_id)


async def _note_consent(turn: Turn, _draft: Draft, version: str) -> str:
    await turn.ports.invites.start(turn.account, version)
    return version


async def _category(turn: Turn, draft: Draft) -> Category | None:
    return next((c for c in await categories(turn) if c.id == draft.get("plan.category")), None)


async def _category_choices(turn: Turn, _draft: Draft) -> Rows:
    return tuple((Choice(f"{c.name} ({len(c.plans)})", c.id),) for c in await categories(turn))


async def _no_more_sold(turn: Turn, _draft: Draft) -> tuple[Section, ...]:
    """Says so where plans were taken off sale meanwhile: all of them, or those that the invite offered."""
    support = texts.reachable(turn.seller) if turn.guest else ""
    if not await categories(turn):
        return (Section("", texts.nothing_sold(support)),)
    return _sold_out(turn)


def _sold_out(turn: Turn) -> tuple[Section, ...]:
    if turn.guest is None or not turn.guest.sold_out:
        return ()
    return (Section("", texts.sold_out(texts.reachable(turn.seller))),)


def _taken(category: Category) -> Taken:
    return Taken({"plan.category": category.id, "plan.category_name": category.name})


async def _take_category(turn: Turn, _draft: Draft, value: str) -> Taken:
    return _taken(next(c for c in await categories(turn) if c.id == value))


async def _only_category(turn: Turn, _draft: Draft) -> Taken | None:
    found = await categories(turn)
    return _taken(found[0]) if len(found) == 1 else None


async def _plan_choices(turn: Turn, draft: Draft) -> Rows:
    category = await _category(turn, draft)
    plans = category.plans if category else ()
    return tuple((Choice(f"{plan.name} · {money(plan.price)}", plan.id),) for plan in plans)


async def _plans_offered(turn: Turn, draft: Draft) -> tuple[Section, ...]:
    category = await _category(turn, draft)
    if category is None:
        return ()
    alone = len(await categories(turn)) == 1  # else it was said when the category was asked
    return (
        *(_sold_out(turn) if alone else ()),
        Section(category.name, texts.plans_offered(category.plans)),
    )


async def _fixed_plans(turn: Turn, draft: Draft) -> Taken | None:
    """The plans that the invite fixes, those of them that are still sold."""
    if turn.guest is None or not turn.guest.plan_ids:
        return None
    return await _take_plans(turn, draft, list(turn.guest.plan_ids))


async def _take_plans(turn: Turn, draft: Draft, ids: list[str]) -> Taken:
    if turn.guest and turn.guest.plan_ids:
        ids = list(turn.guest.plan_ids)  # what the invite fixes nobody changes
    category = await _category(turn, draft)
    picked = [plan for plan in (category.plans if category else ()) if plan.id in ids]
    if not picked:
        raise InvalidAnswer("plans.gone")
    names = [f"{plan.name} ({money(plan.price)})" for plan in picked]
    return Taken({"plan.plans": [plan.id for plan in picked], "plan.names": names})


CONSENT = Question(
    id="consent.version",
    label="aviso sobre seus dados",
    ask=lambda draft: texts.data_notice(draft.get("invite.reseller"), draft.get("invite.support")),
    choices=fixed((Choice(texts.AGREE, texts.NOTICE_VERSION),)),
    check=_note_consent,
    applies=texts.is_guest,
    show=lambda _: "",
    editable=False,
)

CATEGORY = Question(
    id="plan.category",
    label="Categoria",
    ask=texts.ASK_CATEGORY,
    choices=_category_choices,
    sections=_no_more_sold,
    check=_take_category,
    auto=_only_category,
    show=lambda draft: str(draft.get("plan.category_name", "")),
)

PLANS = Several(
    id="plan.plans",
    label="Planos",
    ask=texts.ASK_PLANS,
    choices=_plan_choices,
    sections=_plans_offered,
    check=_take_plans,
    auto=_fixed_plans,
    given=("plan.category",),
    none_picked="plans.none",
    forward=words.FORWARD,
    show=lambda draft: ", ".join(draft.get("plan.names", [])),
)

HIDDEN = tuple(Fact(id=id_, label="", show=lambda _: "") for id_ in ("plan.category_name", "plan.names"))

STEP = Step(texts.STEP_PLAN, (CONSENT, CATEGORY, PLANS, *HIDDEN))
