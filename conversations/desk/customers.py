"""Clientes: the list, with search and filters."""

from typing import get_args

from conversations.desk import texts
from conversations.desk.menu import open_registration
from conversations.drawing import short
from conversations.ports.customers import Only, Page
from conversations.prompt import Choice, Prompt, Section
from conversations.question import Rows
from conversations.screen import Args, Screen, action
from conversations.turn import Turn
from conversations.wording import plain
from conversations.words import BACK

NAME = "customers"
LONGEST_QUERY = 60


_NONE = ((Choice(texts.NEW_REGISTRATION, "new"),), (Choice(texts.MENU_BUTTON, "menu"),))


async def _draw(turn: Turn, args: Args) -> Prompt:
    if args.get("filters"):
        return Prompt(id=NAME, heading=texts.CUSTOMERS, text=texts.ASK_FILTER, choices=_filters())
    only, query, number = args.get("only", "all"), args.get("query", ""), int(args.get("page", 0))
    page = await turn.ports.customers.page(turn.seller.id, number=number, query=query, only=only)
    if number and not page.customers:  # removed meanwhile, or forged
        return await _draw(turn, {**args, "page": 0})
    narrowed = bool(query) or only != "all"
    return Prompt(
        id=NAME,
        heading=texts.CUSTOMERS,
        sections=_sections(page, turn, only, query),
        text=_text(page, narrowed=narrowed),
        choices=(
            *_customers(page),
            *(_ways(page, narrowed=narrowed) if page.customers or narrowed else _NONE),
        ),
    )


def _sections(page: Page, turn: Turn, only: str, query: str) -> tuple[Section, ...]:
    narrowed = [
        texts.SEARCHED.format(query=query) if query else "",
        texts.NARROWED.format(only=texts.FILTERS[only]) if only != "all" else "",
    ]
    how = "\n".join(filter(None, narrowed))
    listed = [texts.listed(n, customer, turn.now) for n, customer in enumerate(page.customers, 1)]
    return (*([Section("", how)] if how else []), *(Section(name, about) for name, about in listed))


def _text(page: Page, *, narrowed: bool) -> str:
    if page.customers:
        return texts.LIST
    return texts.LIST_NOT_FOUND if narrowed else texts.LIST_EMPTY


def _customers(page: Page) -> Rows:
    return tuple(
        (Choice(short(f"{n}. {customer.name}", 40), f"open:{customer.id}"),)
        for n, customer in enumerate(page.customers, 1)
    )


def _ways(page: Page, *, narrowed: bool) -> Rows:
    newer = [Choice(texts.NEWER, f"page:{page.number - 1}")] if page.number else []
    older = [Choice(texts.OLDER, f"page:{page.number + 1}")] if page.more else []
    clear = [Choice(texts.CLEAR, "all")] if narrowed else []
    rows = [
        [*newer, *older],
        [Choice(texts.FILTER, "filters"), *clear],
        [Choice(texts.SPREADSHEET, "spreadsheet"), Choice(texts.MENU_BUTTON, "menu")],
    ]
    return tuple(tuple(row) for row in rows if row)


def _filters() -> Rows:
    filters = ((Choice(label, f"only:{only}"),) for only, label in texts.FILTERS.items())
    return (*filters, (Choice(BACK, "back"),))


async def _tap(turn: Turn, args: Args, value: str) -> None:
    what, argument = action(value)
    query, only = args.get("query", ""), args.get("only", "all")
    if what == "open":
        turn.go("customer", id=argument)
    elif what == "menu":
        turn.go("menu")
    elif what == "new":
        await open_registration(turn)
    elif what == "spreadsheet":
        turn.go("spreadsheet")
    elif what == "filters":
        turn.go(NAME, filters=True, query=query, only=only)
    elif what == "only" and argument in get_args(Only):
        turn.go(NAME, only=argument, query=query)
    elif what == "back":
        turn.go(NAME, only=only, query=query)
    elif what == "page" and argument.isdecimal() and len(argument) < 6:
        turn.go(NAME, page=int(argument), only=only, query=query)
    else:
        turn.go(NAME)


async def _typed(turn: Turn, args: Args, text: str) -> None:
    """Looks for what was typed; signs alone look for nobody, and do not show everybody either."""
    only = args.get("only", "all")
    if plain(text):
        turn.go(NAME, only=only, query=" ".join(text.split())[:LONGEST_QUERY])
    else:
        turn.go(NAME, texts.NOTHING_TO_SEARCH, only=only, query=args.get("query", ""))


CUSTOMERS = Screen(NAME, _draw, _tap, _typed, keeps=("only", "query", "page"))
