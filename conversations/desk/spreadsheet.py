"""Planilha: all customers as a file in the chat."""

import hashlib

from conversations.desk import texts
from conversations.prompt import Choice, Document, Event, Prompt, Task
from conversations.screen import Args, Screen
from conversations.turn import Turn

NAME, TASK = "spreadsheet", "make_spreadsheet"
FORMATS = {"xlsx": texts.XLSX, "csv": texts.CSV}
MAKING = "making"


async def _draw(_turn: Turn, args: Args) -> Prompt:
    back = (Choice(texts.BACK_TO_LIST, "list"), Choice(texts.MENU_BUTTON, "menu"))
    if args.get(MAKING):
        return Prompt(id=NAME, heading=texts.SPREADSHEET, text=texts.MAKING_SHEET, choices=(back,))
    formats = tuple((Choice(label, format_),) for format_, label in FORMATS.items())
    return Prompt(id=NAME, heading=texts.SPREADSHEET, text=texts.ASK_FORMAT, choices=(*formats, back))


async def _tap(turn: Turn, _args: Args, value: str) -> None:
    if value == "list":
        turn.go("customers")
    elif value == "menu":
        turn.go("menu")
    elif value in FORMATS:
        turn.go(NAME, making=value)
        turn.say(Task(TASK, {"reseller": turn.seller.id, "format": value, "key": _key(turn)}))
    else:
        turn.go(NAME)


def _key(turn: Turn) -> str:
    """Under which the file is kept: the same for a turn that is played again."""
    return hashlib.sha256(turn.key.encode()).hexdigest()[:16]


def made(turn: Turn, event: Event) -> None:
    """Takes how far a spreadsheet is, or the file. Whoever left the team meanwhile gets neither."""
    if turn.person is None or event.about.get("reseller") != turn.seller.id:
        return
    looking_on = turn.chat.screen.get("name") == NAME and not turn.chat.active
    back = (Choice(texts.BACK_TO_LIST, "list"), Choice(texts.MENU_BUTTON, "menu"))
    if event.outcome == "progress":
        if looking_on:  # who looks at something else meanwhile is not disturbed
            text = texts.making_sheet(event.found["done"][0], event.found["total"][0])
            turn.say(Prompt(id=NAME, heading=texts.SPREADSHEET, text=text, choices=(back,), replaces=True))
    elif event.outcome == "found":
        caption = texts.sheet_made(event.found["count"][0])
        turn.say(Document(event.found["file"][0], caption, texts.SHEET_GONE))
        if looking_on:
            turn.say(Prompt(id=NAME, text=texts.NEXT_AFTER_SHEET, choices=(back,)))
    else:
        again = Choice(texts.SPREADSHEET, "again")
        turn.say(Prompt(id=NAME, text=texts.SHEET_FAILED, choices=((again,), back)))


SPREADSHEET = Screen(NAME, _draw, _tap)
