"""Prompts in WhatsApp's form keep Meta's limits, and no words are lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pieces import units
from bot.whatsapp import MORE, OWN_NUMBER
from bot.whatsapp.formatting import beginning, bold, harmless, text_of
from bot.whatsapp.messages import Buttons, List, Row, Text
from bot.whatsapp.rendering import payloads
from conversations.prompt import BACK, CANCEL, Choice, Prompt, Section
from conversations.question import NEXT

BACK_AND_CANCEL = (Choice("Voltar", BACK), Choice("Cancelar", CANCEL))


def asked(*choices: Choice, text: str = "Qual?", **more: Any) -> Prompt:
    return Prompt(text, id="k3f9:plan.plans", choices=tuple((choice,) for choice in choices), **more)


def listed(prompt: Prompt, page: int = 1) -> List:
    last = payloads(prompt, page=page)[-1]
    assert isinstance(last, List)
    return last


def values(message: List | Buttons) -> list[str]:
    found = message.rows if isinstance(message, List) else message.buttons
    return [one.id.partition("|")[2] for one in found]


def many(count: int) -> list[Choice]:
    return [Choice(f"Plano {n}", f"p{n}") for n in range(1, count + 1)]


def test_order_of_words() -> None:
    """Heading, notice, sections, question, in this order; titles bold."""
    prompt = Prompt(
        heading="Etapa 1 de 4 · Plano",
        notice="Anotado.",
        sections=(Section("1. Plano", "Emissor"), Section("", "só texto")),
        text="Confira.",
    )
    expected = "*Etapa 1 de 4 · Plano*\n\nAnotado.\n\n*1. Plano*\nEmissor\n\nsó texto\n\nConfira."
    assert [Text(expected)] == payloads(prompt)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("*Ana*", "＊Ana＊"),
        ("_Ana_ e ~Rui~", "＿Ana＿ e ～Rui～"),
        ("a ```b``` c`d`", "a ｀｀｀b｀｀｀ c｀d｀"),
        ("***.456.789-**", "＊＊＊.456.789-＊＊"),
        ("maria_souza@padaria_sol.com", "maria_souza@padaria_sol.com"),
        ("https://bot.example.com/s/_a*b_ aqui", "https://bot.example.com/s/_a*b_ aqui"),
        ("2*3", "2*3"),
    ],
)
def test_people_write_nothing_bold(said: str, shown: str) -> None:
    """Signs that would format become their wide likes; addresses stay, so that they lead where they led."""
    assert shown == harmless(said)


def test_title_ends_where_it_ends() -> None:
    """A sign in a title would end its being bold, and so would a line's end."""
    assert "*A＊B C＿D*" == bold(" A*B\n C_D ")
    assert "" == bold(" ")


@given(st.text("ab *_~`\n😀", max_size=30))
def test_formatting_makes_nothing_longer(text: str) -> None:
    """What fits before it is made harmless fits after."""
    assert units(harmless(text)) <= units(text)


def test_few_short_choices_are_buttons() -> None:
    """Up to three of up to 20 characters; a tap brings back what was asked and what was chosen."""
    (message,) = payloads(asked(Choice("Sim", "y"), *BACK_AND_CANCEL))
    assert isinstance(message, Buttons)
    assert [("Sim", "k3f9:plan.plans|y"), ("Voltar", "k3f9:plan.plans|.back")] == [
        (button.title, button.id) for button in message.buttons[:2]
    ]


@pytest.mark.parametrize(
    "choices",
    [
        many(4),
        [Choice("x" * 21, "a")],
        [Choice("😀" * 11, "a")],
        [Choice("Sim", "a"), Choice("Sim", "b")],
    ],
    ids=["four", "21 letters", "eleven emoji", "twins"],
)
def test_otherwise_they_are_a_list(choices: list[Choice]) -> None:
    """A list has room for more, longer ones, and ones of the same name."""
    assert [choice.value for choice in choices] == values(listed(asked(*choices)))


def test_long_label_goes_on_below_its_title() -> None:
    """The title is a beginning of whole words, the description is all of it."""
    (row,) = listed(asked(Choice("⬜ Emissor NF-e Completo · R$ 49,90", "a"))).rows
    assert Row("⬜ Emissor NF-e Completo…", row.id, "⬜ Emissor NF-e Completo · R$ 49,90") == row


def test_twins_are_told_apart() -> None:
    """Choices whose titles would be the same get a number; their words stay."""
    rows = listed(
        asked(
            Choice("Emissor", "a"),
            Choice("Emissor", "b"),
            Choice("Emissor NF-e Completo Anual", "c"),
            Choice("Emissor NF-e Completo Mensal", "d"),
        )
    ).rows
    assert [
        ("Emissor", ""),
        ("Emissor (2)", ""),
        ("Emissor NF-e Completo…", "Emissor NF-e Completo Anual"),
        ("Emissor NF-e… (2)", "Emissor NF-e Completo Mensal"),
    ] == [(row.title, row.description) for row in rows]


def test_longest_labels_are_numbered() -> None:
    """What no row has room for is in the message, by number; what moves on and back keeps its name."""
    long = "Emissor de notas " * 5
    message = listed(asked(Choice(f"{long}*A*", "a"), Choice(f"{long}B", "b"), *BACK_AND_CANCEL))
    assert f"1. {long}＊A＊\n2. {long}B\n\nQual?" == message.body
    assert ["1", "2", "Voltar", "Cancelar"] == [row.title for row in message.rows]


def test_ten_are_one_page() -> None:
    """Ten rows are what Meta takes."""
    message = listed(asked(*many(8), *BACK_AND_CANCEL))
    assert (10, "Opções") == (len(message.rows), message.title)


def test_more_than_ten_are_pages() -> None:
    """Each page leads to the next, the last one to the first; Avançar, Voltar and Cancelar are on all."""
    prompt = asked(*many(15), Choice("Avançar", NEXT), *BACK_AND_CANCEL)
    shown = [listed(prompt, page) for page in (1, 2, 3)]
    ways = [NEXT, BACK, CANCEL]
    assert [
        [*(f"p{n}" for n in range(1, 7)), *ways, f"{MORE}2"],
        [*(f"p{n}" for n in range(7, 13)), *ways, f"{MORE}3"],
        [*(f"p{n}" for n in range(13, 16)), *ways, f"{MORE}1"],
    ] == [values(message) for message in shown]
    assert ["Mais opções", "Mais opções", "Primeiras opções"] == [page.rows[-1].title for page in shown]
    assert "Opções · página 2 de 3" == shown[1].title


def test_next_page_says_what_is_asked_again() -> None:
    """Not what was said above it: that is on the phone already."""
    prompt = asked(*many(20), heading="Plano", notice="Anotado.", sections=(Section("Dados", "x" * 5000),))
    assert ["*Plano*\n\nQual?"] == [message.body for message in payloads(prompt, page=2)]


@pytest.mark.parametrize("page", [0, -3, 4, 99])
def test_page_that_is_not_there(page: int) -> None:
    """An old list may lead to a page that is no longer there: the first is shown."""
    assert listed(asked(*many(20))) == listed(asked(*many(20)), page)


def test_numbers_go_on_over_pages() -> None:
    """A number means one thing, on whichever page; a page has its own words only."""
    prompt = asked(*(Choice(f"{n} {'x' * 72}", f"p{n}") for n in range(1, 13)), *BACK_AND_CANCEL)
    second = listed(prompt, 2)
    assert ["8", "9", "10", "11", "12", "Voltar", "Cancelar"] == [row.title for row in second.rows[:-1]]
    assert ["8. 8 ", "12. 12 "] == [second.body[:5], second.body.split("\n")[4][:7]]


def test_number_is_the_one_that_is_typed() -> None:
    """The person's own number is no answer that a typed number picks, and what has no number is counted."""
    long = "x" * 73
    prompt = asked(Choice("Digitar", ".hand"), Choice(long, "a"), *BACK_AND_CANCEL, asks_contact="Meu número")
    (message,) = payloads(prompt, own_number=True)
    assert isinstance(message, List)
    assert f"2. {long}\n\nQual?" == message.body
    assert ["Meu número", "Digitar", "2", "Voltar", "Cancelar"] == [row.title for row in message.rows]


def test_own_number_is_offered_where_it_is_known() -> None:
    """By one tap, before all else; where it is not known there is nothing to tap."""
    prompt = asked(*BACK_AND_CANCEL, asks_contact="📱 Usar meu telefone")
    assert ["📱 Usar meu telefone", "Voltar", "Cancelar"] == [
        button.title for button in payloads(prompt, own_number=True)[-1].buttons
    ]
    assert [OWN_NUMBER, BACK, CANCEL] == values(payloads(prompt, own_number=True)[-1])
    assert [BACK, CANCEL] == values(payloads(prompt)[-1])


def test_own_number_is_offered_only_when_asked_for() -> None:
    """Other questions are not about it."""
    assert [BACK, CANCEL] == values(payloads(asked(*BACK_AND_CANCEL), own_number=True)[-1])


def test_long_words_come_before_the_buttons() -> None:
    """What has no room beside buttons is said before, in as few messages as it takes."""
    sections = tuple(Section(f"Parte {n}", "palavras " * 50) for n in range(12))
    found = payloads(asked(Choice("Sim", "y"), sections=sections))
    assert [Text, Text, Buttons] == [type(message) for message in found]
    assert "Qual?" == found[-1].body.split("\n")[-1]
    assert text_of(asked(sections=sections)).split() == " ".join(message.body for message in found).split()


@pytest.mark.parametrize(("count", "most"), [(1, 256), (4, 200)], ids=["button", "row"])
def test_longer_id_than_meta_takes_is_an_error(count: int, most: int) -> None:
    """A tap that would not come back whole is a fault of ours, and found when it is drawn."""
    room = most - len("k3f9:plan.plans|")
    assert payloads(asked(*(Choice(f"{n}", f"{n}".ljust(room, "x")) for n in range(count))))
    with pytest.raises(ValueError, match=f"{most + 1} characters"):
        payloads(asked(*(Choice(f"{n}", f"{n}".ljust(room + 1, "x")) for n in range(count))))


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Emissor NF-e", 24, "Emissor NF-e"),
        ("Emissor NF-e · R$ 49,90 por mês", 24, "Emissor NF-e · R$ 49,90…"),
        ("Emissor NF-e · R$ 149,90 por mês", 24, "Emissor NF-e…"),
        ("Emissor · Completo", 12, "Emissor…"),
        ("Otorrinolaringologistas Reunidos", 24, "Otorrinolaringologistas…"),
        ("A Otorrinolaringologistas", 24, "A Otorrinolaringologist…"),
        ("😀😀😀😀", 7, "😀😀😀…"),
    ],
)
def test_beginning(text: str, most: int, expected: str) -> None:
    """Whole words where there are any, and never more than there is room for."""
    assert expected == beginning(text, most)


LABELS = st.lists(st.text("ab *_·😀é", min_size=1, max_size=90).filter(str.strip), min_size=1, max_size=40)


@given(LABELS, st.sampled_from([(), BACK_AND_CANCEL]))
def test_everything_offered_can_be_picked(labels: list[str], ways: tuple[Choice, ...]) -> None:
    """On some page of its own number, with all of its words, whatever is offered."""
    choices = [Choice(label, f"v{n}") for n, label in enumerate(labels)]
    prompt = asked(*choices, *ways)
    found: dict[str, str] = {}
    page: int | None = 1
    while page:
        *_, message = payloads(prompt, page=page)
        page = None
        for one in message.rows if isinstance(message, List) else message.buttons:
            value = one.id.partition("|")[2]
            if value.startswith(MORE):
                page = int(value.removeprefix(MORE))
            else:
                found[value] = f"{one.title}\n{getattr(one, 'description', '')}\n{message.body}"
        page = page if page != 1 else None
    assert {choice.value for choice in choices} <= found.keys()
    assert not [
        choice
        for choice in choices
        if choice.label not in found[choice.value] and harmless(choice.label) not in found[choice.value]
    ]


@given(st.text("ab \n😀", max_size=9000), st.integers(0, 4))
def test_nothing_is_lost_in_splitting(text: str, count: int) -> None:
    """All that can be read is in some message, in order."""
    prompt = asked(*many(count), text=f"{text}?")
    said = "".join(message.body for message in payloads(prompt))
    assert "".join(f"{text}?".split()) == "".join(said.split())
