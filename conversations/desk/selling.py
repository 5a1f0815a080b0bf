"""A plan, new or corrected: its category, name, documents, price and trial."""

import hashlib
from decimal import Decimal

from conversations import readers, words
from conversations.desk import plan_texts as texts
from conversations.desk.prices import price
from conversations.draft import Draft
from conversations.flow import Flow
from conversations.form import Form, Step
from conversations.ports.catalog import DOCUMENTS, NameTaken, NotThere, Stocked, Wanted
from conversations.prompt import Choice, InvalidAnswer, Prompt
from conversations.question import Fact, Question, Rows, Several, always, fixed
from conversations.turn import Turn
from conversations.written import days, money

NAME = "selling"
FIRST, FREE = ".first", ".free"
TRIALS = (7, 15, 30)


def plan_name(text: str) -> str:
    """What a plan or a category is called: 2 to 60 characters on one line."""
    return readers.words(text, least=2, most=60, example=texts.FIRST_CATEGORY)


async def _shelves(turn: Turn, _draft: Draft) -> Rows:
    shelves = await turn.ports.catalog.shelves(turn.seller.id)
    if not shelves:
        return ((Choice(texts.FIRST_CATEGORY, FIRST),),)
    return tuple((Choice(shelf.name, shelf.id),) for shelf in shelves)


async def _shelf_name(turn: Turn, draft: Draft, value: str) -> str:
    """The name of the category that was tapped, or typed."""
    rows = await _shelves(turn, draft)
    return next((choice.label for row in rows for choice in row if choice.value == value), value)


async def _free_name(turn: Turn, draft: Draft, value: str) -> str:
    """Refuses the name of another plan at once, and not only at the end."""
    for shelf in await turn.ports.catalog.shelves(turn.seller.id):
        for plan, _ in shelf.plans:
            if plan.name.casefold() == value.casefold() and plan.id != draft.get("sale.plan", ""):
                raise InvalidAnswer("plan.taken")
    return value


async def _in_order(_turn: Turn, _draft: Draft, ticked: list[str]) -> list[str]:
    return [document for document in DOCUMENTS if document in ticked]


async def _price(_turn: Turn, _draft: Draft, value: str) -> str:
    return "0.00" if value == FREE else value


async def _days(_turn: Turn, _draft: Draft, value: str | int) -> int:
    return int(value)


CATEGORY = Question(
    id="sale.category",
    label=texts.CATEGORY,
    ask=texts.ASK_CATEGORY,
    read=plan_name,
    choices=_shelves,
    check=_shelf_name,
)

PLAN_NAME = Question(id="sale.name", label="Nome", ask=texts.ASK_NAME, read=plan_name, check=_free_name)

ISSUES = Several(
    id="sale.documents",
    label="Documentos",
    ask=texts.ASK_DOCUMENTS,
    choices=fixed(*((Choice(document, document),) for document in DOCUMENTS)),
    check=_in_order,
    none_picked="documents.none",
    forward=words.FORWARD,
    show=lambda draft: ", ".join(draft.get("sale.documents")),
)

PRICE = Question(
    id="sale.price",
    label="Preço por mês",
    ask=texts.ASK_PRICE,
    read=price,
    numeric=always,
    choices=fixed((Choice(texts.FREE, FREE),)),
    check=_price,
    show=lambda draft: money(Decimal(draft.get("sale.price"))),
)

TRIAL = Question(
    id="sale.trial",
    label="Teste grátis",
    ask=texts.ASK_TRIAL,
    read=readers.whole_number("trial.range", 0, 365),
    numeric=always,
    choices=fixed(tuple(Choice(f"{n} dias", str(n)) for n in TRIALS)),
    check=_days,
    show=lambda draft: days(draft.get("sale.trial")),
)

WHICH = Fact(id="sale.plan", label="", show=lambda _: "")


def draft_of(there: Stocked, turn: Turn) -> Draft:
    """A plan's answers as a draft, to be corrected."""
    draft = Draft(id=hashlib.sha256(turn.key.encode()).hexdigest()[:8], conversation=NAME)
    plan = there.plan
    draft.put("sale.plan", plan.id)
    draft.put("sale.category", there.category)
    draft.put("sale.name", plan.name)
    draft.put("sale.documents", list(plan.documents))
    draft.put("sale.price", str(plan.price))
    draft.put("sale.trial", plan.trial_days)
    return draft


async def new_plan(turn: Turn, category: str = "") -> None:
    """Asks for a new plan, in a category where one is named; goes on with one that was begun."""
    begun = turn.chat.drafts.get(NAME)
    if begun is None or begun.holds("sale.plan"):
        draft = turn.new_draft(NAME)
        draft.touched = turn.now.isoformat()
        if category:
            draft.put("sale.category", category)
    await SELLING.resume(turn)


async def _finish(turn: Turn, draft: Draft) -> None:
    get, catalog, seller = draft.get, turn.ports.catalog, turn.seller.id
    wanted = Wanted(
        category=get("sale.category"),
        name=get("sale.name"),
        documents=tuple(get("sale.documents")),
        price=Decimal(get("sale.price")),
        trial_days=get("sale.trial"),
    )
    changed = get("sale.plan", "")
    try:
        if changed:
            await catalog.change(seller, changed, wanted)
        plan_id = changed or await catalog.add(seller, wanted)
    except NameTaken as error:  # by somebody else, at this moment
        draft.drop("sale.name")
        raise InvalidAnswer("plan.taken") from error
    except NotThere:
        turn.go("plans", texts.PLAN_GONE)
    else:
        await turn.did("changed" if changed else "added", plan_id)
        turn.go("plan", texts.CHANGED if changed else texts.CREATED, id=plan_id, new=not changed)


SELLING = Flow(
    form=Form(
        name=NAME,
        steps=(Step(texts.PLAN, (CATEGORY, PLAN_NAME, ISSUES, PRICE, TRIAL, WHICH)),),
        finish_label="",
        review="",
        cancel=texts.CANCEL,
        errors=texts.ERRORS,
    ),
    finish=_finish,
    cancelled=Prompt(
        id="menu",
        text=texts.CANCELLED,
        choices=((Choice(texts.PLANS, "plans"), Choice("Menu", "menu")),),
        replaces=True,
    ),
)


async def _renamed(turn: Turn, draft: Draft) -> None:
    shelf_id = draft.get("shelf.id")
    try:
        await turn.ports.catalog.rename_category(turn.seller.id, shelf_id, draft.get("shelf.name"))
    except NameTaken as error:
        draft.drop("shelf.name")
        raise InvalidAnswer("category.taken") from error
    except NotThere:
        turn.go("plans", texts.SHELF_GONE)
    else:
        turn.go("shelf", texts.RENAMED, id=shelf_id)


RENAMING = Flow(
    form=Form(
        name="renaming",
        steps=(
            Step(
                texts.CATEGORY,
                (
                    Question(id="shelf.name", label=texts.CATEGORY, ask=texts.ASK_RENAME, read=plan_name),
                    Fact(id="shelf.id", label="", show=lambda _: ""),
                ),
            ),
        ),
        finish_label="",
        review="",
        cancel=texts.CANCEL_RENAME,
        errors=texts.ERRORS,
    ),
    finish=_renamed,
    cancelled=SELLING.cancelled,
)


async def rename(turn: Turn, shelf_id: str) -> None:
    """Asks for another name of a category."""
    draft = turn.new_draft(RENAMING.form.name)
    draft.touched = turn.now.isoformat()
    draft.put("shelf.id", shelf_id)
    await RENAMING.resume(turn)
