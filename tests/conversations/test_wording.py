"""Words compared as people mean them."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.prompt import Choice
from conversations.wording import count, picked, plain

LINK, TYPED = Choice("O cliente cria pelo link", "link"), Choice("Digitar uma senha", "typed")
PLANS = (Choice("⬜ Emissor NF-e · R$ 49,90", "nfe"), Choice("✅ Emissor NFC-e · R$ 39,90", "nfce"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Avançar ▸", "avancar"),
        ("  NÃO,   continuar ", "nao continuar"),
        ("⬜ Emissor NF-e · R$ 49,90", "emissor nf e r 49 90"),
        ("🎉", ""),
        ("؟", ""),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    """Accents, capitals, punctuation and pictures make no difference."""
    assert expected == plain(text)


@settings(derandomize=True, database=None)
@given(text=st.text())
def test_plain_of_plain_is_the_same(text: str) -> None:
    """Nothing is left to take away."""
    assert plain(text) == plain(plain(text))


def value(text: str, offered: Sequence[Choice], **reads: bool) -> str | None:
    found = picked(text, offered, **reads)
    return found.value if found else None


@pytest.mark.parametrize(
    "reads", [{}, {"parts": False}, {"numbers": False}, {"parts": False, "numbers": False}]
)
def test_a_whole_label_picks_its_choice(reads: dict[str, bool]) -> None:
    """However it is written, and whatever else reads words and numbers there."""
    assert "link" == value("o CLIENTE cria pelo link!", (LINK, TYPED), **reads)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("emissor nf-e", "nfe"),
        ("nfe", "nfe"),
        ("NF-e", "nfe"),
        ("nf c e", "nfce"),
        ("39,90", "nfce"),
        ("emissor", None),
        ("e", None),
        ("r$", None),
        ("missor nfe", None),
        ("", None),
        ("🎉", None),
    ],
)
def test_a_clear_part_of_a_label_picks_it(text: str, expected: str | None) -> None:
    """Whole words that only one label begins with, or has; where nothing else reads words."""
    assert [expected, None] == [value(text, PLANS), value(text, PLANS, parts=False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("link", "link"), ("pelo link", "link"), ("digitar", "typed"), ("digitar uma senh", None)],
)
def test_words_from_the_middle(text: str, expected: str | None) -> None:
    """Half words are none."""
    assert expected == value(text, (LINK, TYPED))


def test_what_one_label_begins_with_is_clearer_than_what_another_has() -> None:
    """Somebody reads the buttons from their beginnings."""
    assert "b" == value("senha", (Choice("Mandar a senha", "a"), Choice("Senha pendente", "b")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("sim", "yes"), ("sim, remover", "yes"), ("remover", None), ("cancelar tudo", None), ("não", "no")],
)
def test_a_yes_is_said_by_yes(text: str, expected: str | None) -> None:
    """Who repeats what is asked has not said so."""
    assert expected == value(text, (Choice("Sim, remover", "yes"), Choice("Não", "no")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "link"),
        ("2", "typed"),
        (" 2. ", "typed"),
        ("2)", "typed"),
        ("2️⃣", "typed"),
        ("3", None),
        ("0", None),
        ("02", None),
        ("٢", None),
    ],
)
def test_a_number_picks_the_one_in_its_place(text: str, expected: str | None) -> None:
    """Where nothing else reads numbers."""
    assert [expected, None] == [value(text, (LINK, TYPED)), value(text, (LINK, TYPED), numbers=False)]


@pytest.mark.parametrize(("text", "expected"), [("1", "a"), ("2", "b"), ("3", None)])
def test_a_number_picks_the_one_shown_with_it(text: str, expected: str | None) -> None:
    """What follows without a number has none."""
    rows = (Choice("1. Loja 9", "a"), Choice("2. Loja 7", "b"), Choice("Filtrar", "c"))
    assert expected == value(text, rows)


def test_nothing_is_picked_of_nothing() -> None:
    """Whatever is typed."""
    assert [None, None] == [value("1", ()), value("menu", ())]


@pytest.mark.parametrize(("number", "expected"), [(0, "0 dígitos"), (1, "1 dígito"), (2, "2 dígitos")])
def test_count(number: int, expected: str) -> None:
    """One is singular."""
    assert expected == count(number, "dígito", "dígitos")
