"""What can be picked, as WhatsApp shows it: three short buttons, or a list of ten rows, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pieces import pieces, units
from bot.whatsapp import MORE, OWN_NUMBER
from bot.whatsapp.markup import meant
from bot.whatsapp.messages import (
    BUTTON_TITLE,
    BUTTONS,
    ROW_DESCRIPTION,
    ROW_TITLE,
    ROWS,
    Button,
    Buttons,
    List,
    Row,
)
from conversations.prompt import BACK, CANCEL, Choice, Prompt

OPEN, TITLE, PAGE = "Ver opções", "Opções", "Opções · {page} de {pages}"
NEXT_PAGE, FIRST_PAGE = "Mais opções", "Primeiras opções"
EVERYWHERE = {BACK, CANCEL, ".next", ".finish"}
"""The machinery's ways on and out, which no page is without."""


@dataclass(frozen=True, slots=True)
class _Option:
    """A choice with how it looks.

    Args:
        value: comes back.
        title: of its row.
        whole: all its words, where the title has not all; below the title, or numbered above the list.
        numbered: whether they are above the list.
    """

    value: str
    title: str
    whole: str = ""
    numbered: bool = False


def offered(prompt: Prompt, *, own_number: bool) -> list[Choice]:
    """All that can be picked, in order; the person's own number first, where it is asked for and known."""
    own = [Choice(prompt.asks_contact, OWN_NUMBER)] if own_number and prompt.asks_contact else []
    return [*own, *(choice for row in prompt.choices for choice in row)]


def as_buttons(choices: Sequence[Choice]) -> bool:
    """Whether there is room for them on buttons."""
    labels = {choice.label for choice in choices if units(choice.label) <= BUTTON_TITLE}
    return len(choices) <= BUTTONS and len(labels) == len(choices)


def buttons(prompt: Prompt, body: str, choices: Sequence[Choice]) -> Buttons:
    """Words with their buttons."""
    found = tuple(Button(choice.label, _id(prompt, choice.value)) for choice in choices)
    return Buttons(body, found)


class Page:
    """One page of a list.

    Args:
        prompt: what is asked.
        choices: all that can be picked.
        number: of the page; one that there is not is the first.
    """

    def __init__(self, prompt: Prompt, choices: Sequence[Choice], number: int) -> None:
        self._prompt = prompt
        pages = _pages(_options(choices))
        self._count = len(pages)
        self._number = number if 1 <= number <= len(pages) else 1
        self._options = pages[self._number - 1]

    @property
    def above(self) -> str:
        """What stands above the list: the choices whose words no row has room for, numbered."""
        return "\n".join(
            f"{option.title}. {meant(option.whole)}" for option in self._options if option.numbered
        )

    def below(self, body: str) -> List:
        """Words with the button that opens the list."""
        title = PAGE.format(page=self._number, pages=self._count) if self._count > 1 else TITLE
        rows = [
            Row(option.title, _id(self._prompt, option.value), "" if option.numbered else option.whole)
            for option in self._options
        ]
        return List(body, OPEN, title, (*rows, *self._turn()))

    def _turn(self) -> list[Row]:
        """The row that turns the page; that of the last page leads to the first."""
        if self._count == 1:
            return []
        last = self._number == self._count
        to = 1 if last else self._number + 1
        return [Row(FIRST_PAGE if last else NEXT_PAGE, _id(self._prompt, f"{MORE}{to}"))]


def _id(prompt: Prompt, value: str) -> str:
    return f"{prompt.id}|{value}"


def _pages(options: list[_Option]) -> list[list[_Option]]:
    if len(options) <= ROWS:
        return [options]
    everywhere = [option for option in options if option.value in EVERYWHERE]
    others = [option for option in options if option.value not in EVERYWHERE]
    room = ROWS - 1 - len(everywhere)
    return [[*others[at : at + room], *everywhere] for at in range(0, len(others), room)]


def _options(choices: Sequence[Choice]) -> list[_Option]:
    """All choices as rows, with different titles.

    If one is too long for a row, all answers are numbered, by their place: typing it picks them.
    """
    numbers = _numbers(choices) if any(map(_is_long, choices)) else {}
    taken: set[str] = set()
    found: list[_Option] = []
    for choice in choices:
        if choice.value in numbers:
            option = _Option(choice.value, str(numbers[choice.value]), choice.label, numbered=True)
        else:
            title = _title(choice.label, taken)
            option = _Option(choice.value, title, choice.label if title != choice.label else "")
        taken.add(option.title)
        found.append(option)
    return found


def _numbers(choices: Sequence[Choice]) -> dict[str, int]:
    """The places of a question's answers, as `conversations.question` counts: the person's own number is not
    among them, and the machinery's come behind them.
    """
    counted = [choice.value for choice in choices if choice.value != OWN_NUMBER]
    return {value: place for place, value in enumerate(counted, 1) if not value.startswith(".")}


def _is_long(choice: Choice) -> bool:
    return units(choice.label) > ROW_DESCRIPTION


def _title(label: str, taken: set[str]) -> str:
    """A label, or as many of its words as there is room for; with a number where another begins the same."""
    title, count = _begun(label, ROW_TITLE), 1
    while title in taken:
        count += 1
        title = f"{_begun(label, ROW_TITLE - len(f' ({count})'))} ({count})"
    return title


def _begun(label: str, most: int) -> str:
    return label if units(label) <= most else f"{pieces(label, most - 1)[0].rstrip(' ·,;:–-')}…"
