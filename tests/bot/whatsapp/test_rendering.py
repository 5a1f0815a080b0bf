"""Prompts in WhatsApp's form keep its limits, and lose nothing of what is said."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.whatsapp import MORE, OWN_NUMBER
from bot.whatsapp.markup import meant, text_of
from bot.whatsapp.messages import Buttons, List, Row, Text
from bot.whatsapp.rendering import payloads
from conversations.prompt import BACK, CANCEL, Choice, Prompt, Section

OUT = (Choice("Voltar", BACK), Choice("Cancelar", CANCEL))
LONG = "Emissor de Nota Fiscal Eletrônica com certificado digital incluído no preço de cada mês"


def asked(*choices: Choice, text: str = "Qual?", asks_contact: str = "") -> Prompt:
    return Prompt(text, id="d:q", choices=tuple((choice,) for choice in choices), asks_contact=asks_contact)


def many(count: int, label: str = "Plano {n}") -> list[Choice]:
    return [Choice(label.format(n=n), f"p{n}") for n in range(1, count + 1)]


def shown(*choices: Choice, page: int = 1) -> List:
    """The list that so many choices become."""
    (found,) = payloads(asked(*choices), page=page)
    assert isinstance(found, List)
    return found


def values(rows: Sequence[Row]) -> list[str]:
    return [row.id.removeprefix("d:q|") for row in rows]


def test_words() -> None:
    """Heading, notice, sections, question, in this order; titles bold, and what is empty left out."""
    prompt = Prompt(
        heading="Etapa 1 de 4",
        notice="Certo.",
        sections=(Section("A", "1"), Section("", "2")),
        text="E agora?",
    )
    assert "*Etapa 1 de 4*\n\nCerto.\n\n*A*\n1\n\n2\n\nE agora?" == text_of(prompt)
    assert [Text("E agora?")] == payloads(Prompt("E agora?"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bar *do* Zé", "Bar ∗do∗ Zé"),
        ("_Sol_ e ~Lua~", "ˍSolˍ e ∼Lua∼"),
        ("```x```", "ˋˋˋxˋˋˋ"),
        ("CPF ***.456.789-**", "CPF ∗∗∗.456.789-∗∗"),
        ("> citado\n> de novo", "› citado\n› de novo"),
        ("maria_souza@x.com, 2*3, a > b", "maria_souza@x.com, 2*3, a > b"),
        ("abra https://x.com/s/_a_*b* já", "abra https://x.com/s/_a_*b* já"),
    ],
    ids=["bold", "more marks", "code", "masked", "quotation", "inside of words", "links"],
)
def test_people_data_is_no_mark(text: str, expected: str) -> None:
    """Where a sign would be a mark, one that looks like it stands in its place."""
    assert expected == meant(text)


def test_titles_stay_bold() -> None:
    """A star in a title does not end it."""
    assert "*Bar a∗b ∗c*\n\n?" == text_of(Prompt(heading="Bar a*b *c", text="?"))


def test_buttons() -> None:
    """Up to three short choices are buttons, and a tap brings back what was asked and what was chosen."""
    (found,) = payloads(Prompt("Ok?", id="d:q", choices=((Choice("Sim, com certeza 123", "y"), *OUT),)))
    assert isinstance(found, Buttons)
    assert [("Sim, com certeza 123", "d:q|y"), ("Voltar", "d:q|.back"), ("Cancelar", "d:q|.cancel")] == [
        (button.title, button.id) for button in found.buttons
    ]


@pytest.mark.parametrize(
    "choices",
    [many(4), [Choice("a" * 21, "a")], [Choice("a", "1"), Choice("a", "2")], [Choice("😀" * 11, "a")]],
    ids=["four", "long", "the same words", "long to a phone"],
)
def test_what_buttons_have_no_room_for_is_a_list(choices: list[Choice]) -> None:
    """A fourth choice, a 21st letter or the same words again: a list has room for it."""
    found = shown(*choices)
    assert ("Ver opções", "Opções") == (found.button, found.title)
    assert [choice.value for choice in choices] == values(found.rows)


def test_longer_label_is_below_its_beginning() -> None:
    """A label over 24 is all in the description, and its title ends with a word."""
    (row,) = shown(Choice("Emissor NF-e completo · R$ 49,90 por mês", "a")).rows
    assert Row("Emissor NF-e completo…", "d:q|a", "Emissor NF-e completo · R$ 49,90 por mês") == row


def test_title_of_one_long_word() -> None:
    """A word that fills the title is cut."""
    (row,) = shown(Choice("a" * 30, "a")).rows
    assert Row("a" * 23 + "…", "d:q|a", "a" * 30) == row


def test_too_long_labels_are_numbered() -> None:
    """A label over 72 stands above the list with the number it is typed by, and its row has that number."""
    found = shown(Choice("Curto", "a"), Choice(LONG, "b"), Choice("Manter", ".keep"), *OUT)
    assert f"Qual?\n\n1. Curto\n2. {LONG}" == found.body
    assert ["1", "2", "Manter", "Voltar", "Cancelar"] == [row.title for row in found.rows]


def test_numbers_are_places() -> None:
    """Numbers go on over the pages and count what a typed number counts, also what has none itself."""
    choices = [Choice("Digitar", ".hand"), *(Choice(f"{LONG} {n}", f"p{n}") for n in range(2, 13)), *OUT]
    (second,) = payloads(asked(*choices, asks_contact="Meu número"), page=2, own_number=True)
    assert isinstance(second, List)
    assert "\n".join(["Qual?", "", *(f"{n}. {LONG} {n}" for n in range(7, 13))]) == second.body


def test_ten_are_one_page() -> None:
    """Ten choices, the ways out included, need no second page."""
    found = shown(*many(8), *OUT)
    assert [*(f"p{n}" for n in range(1, 9)), BACK, CANCEL] == values(found.rows)


def test_more_are_pages() -> None:
    """Every page has as much as there is room for, the ways on and out, and the next page."""
    choices = [*many(12), Choice("Avançar", ".next"), *OUT]
    pages = [shown(*choices, page=page) for page in (1, 2)]
    on = [".next", BACK, CANCEL]
    assert [
        ["p1", "p2", "p3", "p4", "p5", "p6", *on, f"{MORE}2"],
        ["p7", "p8", "p9", "p10", "p11", "p12", *on, f"{MORE}1"],
    ] == [values(page.rows) for page in pages]
    assert [("Opções · 1 de 2", "Mais opções"), ("Opções · 2 de 2", "Primeiras opções")] == [
        (page.title, page.rows[-1].title) for page in pages
    ]


@pytest.mark.parametrize("page", [0, -1, 3, 99])
def test_page_that_is_not_there(page: int) -> None:
    """It is the first: choices may have become fewer."""
    assert shown(*many(12)) == shown(*many(12), page=page)


def test_same_words_are_told_apart() -> None:
    """Rows that would look the same have a number each, and all their words below."""
    twins = [Choice("Padaria Sol", "a"), Choice("Padaria Sol", "b")]
    cut = [Choice(f"Padaria e Confeitaria do {name}", name) for name in ("Sol", "Mar")]
    assert [
        ("Padaria Sol", ""),
        ("Padaria Sol (2)", "Padaria Sol"),
        ("Padaria e Confeitaria…", "Padaria e Confeitaria do Sol"),
        ("Padaria e… (2)", "Padaria e Confeitaria do Mar"),
    ] == [(row.title, row.description) for row in shown(*twins, *cut).rows]


def test_own_number() -> None:
    """It is the first choice where it is asked for and known, and there is none otherwise."""
    prompt = asked(*OUT, asks_contact="Usar o meu número")
    (with_it,), (without,) = payloads(prompt, own_number=True), payloads(prompt)
    assert isinstance(with_it, Buttons)
    assert isinstance(without, Buttons)
    assert ("Usar o meu número", f"d:q|{OWN_NUMBER}") == (with_it.buttons[0].title, with_it.buttons[0].id)
    assert ["Voltar", "Cancelar"] == [button.title for button in without.buttons]
    assert payloads(asked(*OUT)) == payloads(asked(*OUT), own_number=True)


def test_long_words_go_before() -> None:
    """What a body with buttons has no room for is a text before it, parted between paragraphs."""
    paragraphs = [letter * 600 for letter in "abcd"]
    text, found = payloads(asked(*OUT, text="\n\n".join(paragraphs)))
    assert isinstance(text, Text)
    assert isinstance(found, Buttons)
    assert ("\n\n".join(paragraphs[:3]), paragraphs[3]) == (text.body, found.body)


def test_nothing_to_say_is_an_error() -> None:
    """A message without words is a fault of ours, and found when it is made."""
    with pytest.raises(ValueError, match="empty"):
        payloads(asked(*OUT, text=" "))


@given(st.lists(st.text("ab *_\n😀", max_size=1500), max_size=5), st.sampled_from([0, 2, 12]))
def test_no_words_are_lost(paragraphs: list[str], choices: int) -> None:
    """Whatever is said, every word is in some message, in order, and each has room."""
    prompt = asked(*many(choices), text="\n\n".join([*paragraphs, "?"]))
    bodies = [getattr(payload, "body") for payload in payloads(prompt)]  # noqa: B009 - all these have one
    assert "".join(text_of(prompt).split()) == "".join("".join(bodies).split())


@given(st.lists(st.text("ab é😀", min_size=1, max_size=90), min_size=1, max_size=30, unique=True))
def test_no_choice_is_lost(labels: list[str]) -> None:
    """Whatever can be picked is on some page, with all its words, and every page can be turned to."""
    choices = [Choice(f"x{label}", f"p{n}") for n, label in enumerate(labels)]
    found: dict[str, str] = {}
    page = 1
    while page:
        (payload,) = payloads(asked(*choices, *OUT), page=page)
        if isinstance(payload, Buttons):
            found |= {button.id.removeprefix("d:q|"): button.title for button in payload.buttons}
            break
        assert isinstance(payload, List)
        numbered = dict(re.findall(r"^([0-9]+)\. (.*)$", payload.body, re.MULTILINE))
        found |= {
            row.id.removeprefix("d:q|"): numbered.get(row.title) or row.description or row.title
            for row in payload.rows
        }
        after = re.search(rf"{MORE}([0-9]+)$", payload.rows[-1].id)
        page = int(after[1]) if after and int(after[1]) > page else 0
    wanted = {choice.value: choice.label for choice in (*choices, *OUT)}
    assert wanted == {value: found.get(value) for value in wanted}
