"""Planos: the categories, one category, one plan."""

from collections.abc import Sequence
from typing import TypeVar

from conversations.desk import plan_texts as texts
from conversations.desk.menu import open_registration
from conversations.desk.selling import SELLING, draft_of, new_plan, rename
from conversations.desk.team_texts import history
from conversations.desk.texts import MENU, MENU_BUTTON, NEW_REGISTRATION
from conversations.drawing import short
from conversations.ports.catalog import InUse, NotThere, Shelf, Stocked
from conversations.prompt import Choice, Prompt, Section
from conversations.question import Rows
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

LIST, SHELF_NAME, PLAN_NAME = "plans", "shelf", "plan"
PAGE = 8
Item = TypeVar("Item")


async def _draw_list(turn: Turn, args: Args) -> Prompt:
    shelves = await turn.ports.catalog.shelves(turn.seller.id)
    shown, turns = _page(shelves, args)
    hidden = [sum(hidden for _, hidden in shelf.plans) for shelf in shown]
    return Prompt(
        id=LIST,
        heading=texts.PLANS,
        sections=tuple(
            Section(f"{n}. {shelf.name}", texts.held(len(shelf.plans), out))
            for n, (shelf, out) in enumerate(zip(shown, hidden, strict=True), 1)
        ),
        text=_how_many(shelves),
        choices=(
            *((Choice(short(f"{n}. {s.name}", 40), f"open:{s.id}"),) for n, s in enumerate(shown, 1)),
            *turns,
            (Choice(texts.NEW_PLAN, "new"), Choice(MENU_BUTTON, "menu")),
        ),
    )


def _how_many(shelves: tuple[Shelf, ...]) -> str:
    every = [hidden for shelf in shelves for _, hidden in shelf.plans]
    if not every:
        return texts.LIST_EMPTY
    return texts.ALL_HIDDEN if all(every) else texts.LIST


async def _tap_list(turn: Turn, _args: Args, value: str) -> None:
    what, argument = action(value)
    if what == "open":
        turn.go(SHELF_NAME, id=argument)
    elif what == "menu":
        turn.go("menu")
    elif what == "new":
        await new_plan(turn)
    else:
        turn.go(LIST, page=argument if what == "page" else "")


async def _draw_shelf(turn: Turn, args: Args) -> Prompt:
    shelves = await turn.ports.catalog.shelves(turn.seller.id)
    shelf = next((shelf for shelf in shelves if shelf.id == args["id"]), None)
    if shelf is None:
        turn.note_missing(args["id"])
        return Prompt(
            id=f"{SHELF_NAME}:",
            heading=texts.CATEGORY,
            text=texts.SHELF_GONE,
            choices=((Choice(texts.BACK_TO_PLANS, "list"),),),
        )
    shown, turns = _page(shelf.plans, args)
    return Prompt(
        id=f"{SHELF_NAME}:{shelf.id}",
        heading=shelf.name,
        sections=tuple(
            Section(f"{n}. {plan.name}", texts.about(plan, hidden=hidden))
            for n, (plan, hidden) in enumerate(shown, 1)
        ),
        text=texts.SHELF if shelf.plans else texts.SHELF_EMPTY,
        choices=(
            *((Choice(short(f"{n}. {p.name}", 40), f"open:{p.id}"),) for n, (p, _) in enumerate(shown, 1)),
            *turns,
            (Choice(texts.NEW_PLAN, "new"), Choice(texts.RENAME, "rename")),
            *_order([s.id for s in shelves], shelf.id, texts.SHELF_UP, texts.SHELF_DOWN),
            *(() if shelf.plans else ((Choice(texts.DELETE_SHELF, "delete"),),)),
            (Choice(texts.BACK_TO_PLANS, "list"), Choice(MENU_BUTTON, "menu")),
        ),
    )


async def _tap_shelf(turn: Turn, args: Args, value: str) -> None:
    what, argument = action(value)
    shelf_id = args["id"]
    shelves = await turn.ports.catalog.shelves(turn.seller.id)
    if what == "list":
        turn.go_back(LIST)
    elif what == "menu":
        turn.go("menu")
    elif what == "open":
        turn.go(PLAN_NAME, id=argument)
    elif shelf := next((shelf for shelf in shelves if shelf.id == shelf_id), None):
        try:
            await _change_shelf(turn, shelf, what, argument)
        except NotThere:  # somebody else deleted it at this moment
            turn.go(SHELF_NAME, id=shelf_id)
    else:
        turn.go(SHELF_NAME, id=shelf_id)


async def _change_shelf(turn: Turn, shelf: Shelf, what: str, argument: str) -> None:
    catalog, seller, shelf_id = turn.ports.catalog, turn.seller.id, shelf.id
    if what == "new":
        await new_plan(turn, shelf.name)
    elif what == "rename":
        await rename(turn, shelf_id)
    elif what in ("up", "down"):
        await catalog.move_category(seller, shelf_id, up=what == "up")
        turn.go(SHELF_NAME, texts.MOVED, id=shelf_id)
    elif what == "delete":
        try:
            await catalog.remove_category(seller, shelf_id)
        except InUse:
            turn.go(SHELF_NAME, texts.SHELF_IN_USE, id=shelf_id)
        else:
            turn.go(LIST, texts.SHELF_DELETED)
    else:
        turn.go(SHELF_NAME, id=shelf_id, page=argument if what == "page" else "")


async def _draw_plan(turn: Turn, args: Args) -> Prompt:
    there = await turn.ports.catalog.find(turn.seller.id, args["id"])
    if there is None:
        turn.note_missing(args["id"])
        return Prompt(
            id=f"{PLAN_NAME}:",
            heading=texts.PLAN,
            text=texts.PLAN_GONE,
            choices=((Choice(texts.BACK_TO_PLANS, "list"),),),
        )
    asks = args.get("ask") == "delete" and not there.used
    done = history(await turn.ports.deeds.of(turn.seller.id, there.plan.id), turn.now)
    return Prompt(
        id=f"{PLAN_NAME}:{there.plan.id}",
        heading=there.plan.name,
        sections=(
            Section("", texts.about(there.plan, hidden=False)),
            Section("", f"{texts.CATEGORY}: {there.category}"),
            Section("", texts.standing(hidden=there.hidden, used=there.used)),
            *((Section("", done),) if done else ()),
        ),
        text=texts.ASK_DELETE.format(name=there.plan.name) if asks else MENU,
        choices=_asks() if asks else await _ways(turn, there, new=bool(args.get("new"))),
    )


def _asks() -> Rows:
    return ((Choice(texts.YES_DELETE, "delete!"), Choice(texts.NO, "show")),)


async def _ways(turn: Turn, there: Stocked, *, new: bool) -> Rows:
    shelves = await turn.ports.catalog.shelves(turn.seller.id)
    beside = [plan.id for shelf in shelves if shelf.id == there.category_id for plan, _ in shelf.plans]
    next_ = ((Choice(NEW_REGISTRATION, "register"), Choice(texts.NEW_PLAN, "new")),) if new else ()
    hide = Choice(texts.UNHIDE, "unhide") if there.hidden else Choice(texts.HIDE, "hide")
    return (
        *next_,
        (Choice(texts.CHANGE, "change"), hide),
        *_order(beside, there.plan.id, texts.UP, texts.DOWN),
        *(() if there.used else ((Choice(texts.DELETE, "delete"),),)),
        (Choice(texts.BACK_TO_SHELF, "shelf"), Choice(MENU_BUTTON, "menu")),
    )


async def _tap_plan(turn: Turn, args: Args, value: str) -> None:
    what, _ = action(value)
    there = await turn.ports.catalog.find(turn.seller.id, args["id"])
    if what == "menu":
        turn.go("menu")
    elif what == "list":
        turn.go_back(LIST)
    elif there is None:
        turn.go(PLAN_NAME, id=args["id"])
    else:
        try:
            await _change_plan(turn, there, what)
        except NotThere:  # somebody else deleted it at this moment
            turn.go(PLAN_NAME, id=args["id"])


async def _change_plan(turn: Turn, there: Stocked, what: str) -> None:
    catalog, seller, plan = turn.ports.catalog, turn.seller.id, there.plan
    if what == "shelf":
        turn.go(SHELF_NAME, id=there.category_id)
    elif what == "new":
        await new_plan(turn, there.category)
    elif what == "register":
        await open_registration(turn)
    elif what == "change":
        await SELLING.correct(turn, draft_of(there, turn), 1)
    elif what in ("hide", "unhide"):
        await catalog.hide(seller, plan.id, hidden=what == "hide")
        await turn.did("hidden" if what == "hide" else "unhidden", plan.id)
        turn.go(PLAN_NAME, texts.HIDDEN if what == "hide" else texts.UNHIDDEN, id=plan.id)
    elif what in ("up", "down"):
        await catalog.move(seller, plan.id, up=what == "up")
        turn.go(PLAN_NAME, texts.MOVED, id=plan.id)
    elif what == "delete!":
        await _delete(turn, there)
    else:
        turn.go(PLAN_NAME, id=plan.id, ask="delete" if what == "delete" else "")


async def _delete(turn: Turn, there: Stocked) -> None:
    try:
        await turn.ports.catalog.remove(turn.seller.id, there.plan.id)
    except InUse:
        turn.go(PLAN_NAME, texts.IN_USE, id=there.plan.id)
    else:
        await turn.did("deleted", there.plan.id)
        turn.go(SHELF_NAME, texts.DELETED.format(name=there.plan.name), id=there.category_id)


def _order(ids: list[str], this: str, up_label: str, down_label: str) -> Rows:
    """The ways up and down, where there are any."""
    up = (Choice(up_label, "up"),) if ids[0] != this else ()
    down = (Choice(down_label, "down"),) if ids[-1] != this else ()
    return ((*up, *down),) if up or down else ()


def _page(items: Sequence[Item], args: Args) -> tuple[Sequence[Item], Rows]:
    """Those of a page, and the ways to its neighbours."""
    asked = str(args.get("page") or "0")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    if number * PAGE >= len(items):  # removed meanwhile, or forged
        number = 0
    back = (Choice(texts.BEFORE, f"page:{number - 1}"),) if number else ()
    on = (Choice(texts.MORE, f"page:{number + 1}"),) if (number + 1) * PAGE < len(items) else ()
    return items[number * PAGE : (number + 1) * PAGE], ((*back, *on),) if back or on else ()


PLANS = Screen(LIST, _draw_list, _tap_list, keeps=("page",))
SHELF = Screen(SHELF_NAME, _draw_shelf, _tap_shelf)
PLAN = Screen(PLAN_NAME, _draw_plan, _tap_plan)
