"""Prompts in WhatsApp's form: buttons where there are few choices, lists where there are more, and pages of
lists where there are many. No words are lost: what a title has no room for is in its description, and what
that has no room for is in the message, by number.
"""

from bot.pieces import pieces, units
from bot.whatsapp import MORE, OWN_NUMBER
from bot.whatsapp.formatting import beginning, harmless, text_of
from bot.whatsapp.messages import (
    BODY,
    BUTTON_TITLE,
    BUTTONS,
    ROW_DESCRIPTION,
    ROW_TITLE,
    ROWS,
    TEXT,
    Button,
    Buttons,
    List,
    Payload,
    Row,
    Text,
)
from conversations.drawing import FINISH
from conversations.prompt import BACK, CANCEL, Choice, Prompt
from conversations.question import NEXT

SEE_OPTIONS = "Ver opções"
OPTIONS, OPTIONS_PAGE = "Opções", "Opções · página {page} de {of}"
MORE_OPTIONS, FIRST_OPTIONS = "Mais opções", "Primeiras opções"
ON_EVERY_PAGE = (NEXT, FINISH, BACK, CANCEL)
"""Values of what moves on, back and out: nobody leafs through pages for these."""


def payloads(prompt: Prompt, *, page: int = 1, own_number: bool = False) -> list[Payload]:
    """A prompt as what is sent for it, in order; the last one has the choices.

    Args:
        prompt: what is said.
        page: of a long list, from 1; one that is not there is the first. From the second on, what was said
            above the question is not said again.
        own_number: whether the person's own number is known; it is then offered where it is asked for.

    Raises:
        ValueError: an id would be longer than Meta takes.
    """
    offered = choices_of(prompt, own_number=own_number)
    if not offered:
        return list(_texts(text_of(prompt)))
    if _fit_buttons(offered):
        before, body = _split(text_of(prompt), BODY)
        buttons = tuple(Button(one.label, _id(prompt, one)) for one in offered)
        return [*before, Buttons(body, buttons)]
    return _listed(prompt, offered, page)


def choices_of(prompt: Prompt, *, own_number: bool = False) -> tuple[Choice, ...]:
    """What a prompt offers, in order; the person's own number first."""
    own = (Choice(prompt.asks_contact, OWN_NUMBER),) if own_number and prompt.asks_contact else ()
    return (*own, *(choice for row in prompt.choices for choice in row))


def _fit_buttons(offered: tuple[Choice, ...]) -> bool:
    labels = {choice.label for choice in offered}
    few = len(offered) <= BUTTONS and len(labels) == len(offered)
    return few and all(units(label) <= BUTTON_TITLE for label in labels)


def _listed(prompt: Prompt, offered: tuple[Choice, ...], page: int) -> list[Payload]:
    numbered = any(units(choice.label) > ROW_DESCRIPTION for choice in offered)
    numbers = _numbers(offered) if numbered else {}
    shown, page, of = _page(offered, page)
    lines = "\n".join(f"{numbers[one]}. {harmless(one.label)}" for one in shown if one in numbers)
    said = prompt if page == 1 else Prompt(id=prompt.id, heading=prompt.heading, text=prompt.text)
    before, body = _split(text_of(said, lines), BODY)
    rows = _rows(prompt, shown, numbers)
    if of > 1:
        last = page == of
        more = Choice(FIRST_OPTIONS if last else MORE_OPTIONS, f"{MORE}{1 if last else page + 1}")
        rows.append(Row(more.label, _id(prompt, more)))
    title = OPTIONS if of == 1 else OPTIONS_PAGE.format(page=page, of=of)
    return [*before, List(body, SEE_OPTIONS, title, tuple(rows))]


def _page(offered: tuple[Choice, ...], page: int) -> tuple[list[Choice], int, int]:
    """What is on a page, which page that is, and of how many."""
    if len(offered) <= ROWS:
        return list(offered), 1, 1
    always = [choice for choice in offered if choice.value in ON_EVERY_PAGE]
    leafed = [choice for choice in offered if choice.value not in ON_EVERY_PAGE]
    size = ROWS - len(always) - 1
    of = -(-len(leafed) // size)
    page = page if 1 <= page <= of else 1
    return [*leafed[(page - 1) * size : page * size], *always], page, of


def _numbers(offered: tuple[Choice, ...]) -> dict[Choice, int]:
    """The places of a question's answers, as `conversations.question` counts a typed number: the person's own
    number is not among them, and the machinery's come behind them.
    """
    counted = [choice for choice in offered if choice.value != OWN_NUMBER]
    return {choice: place for place, choice in enumerate(counted, 1) if not choice.value.startswith(".")}


def _rows(prompt: Prompt, shown: list[Choice], numbers: dict[Choice, int]) -> list[Row]:
    rows: list[Row] = []
    for choice in shown:
        wanted = str(numbers[choice]) if choice in numbers else beginning(choice.label, ROW_TITLE)
        title = _unlike(wanted, {row.title for row in rows})
        whole = title.startswith(choice.label)
        description = "" if whole else beginning(choice.label, ROW_DESCRIPTION)
        rows.append(Row(title, _id(prompt, choice), description))
    return rows


def _unlike(title: str, taken: set[str]) -> str:
    """A title that no other row has: two things of one name are "Emissor" and "Emissor (2)"."""
    found, number = title, 1
    while found in taken:
        number += 1
        mark = f" ({number})"
        found = beginning(title, ROW_TITLE - len(mark)) + mark
    return found


def _split(text: str, most: int) -> tuple[list[Text], str]:
    """A text as messages that come before, and what is left for the one with the choices."""
    last = pieces(text, most)[-1]
    return _texts(text.removesuffix(last)), last


def _texts(text: str) -> list[Text]:
    return [Text(piece.strip()) for piece in pieces(text, TEXT) if piece.strip()]


def _id(prompt: Prompt, choice: Choice) -> str:
    return f"{prompt.id}|{choice.value}"
