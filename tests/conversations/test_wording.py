"""Words compared as people mean them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.prompt import Choice
from conversations.wording import count, named_choice, plain

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


def test_a_whole_label_names_its_choice() -> None:
    """However it is written."""
    assert LINK == named_choice("o CLIENTE cria pelo link!", (LINK, TYPED), loosely=False)


def test_first_words_name_a_choice_loosely() -> None:
    """Where only a choice answers, the beginning of a label will do."""
    assert ["nfe", None] == [
        choice.value if choice else None
        for choice in (named_choice("emissor nf-e", PLANS, loosely=loosely) for loosely in (True, False))
    ]


def test_what_begins_two_labels_names_none() -> None:
    """The word Emissor could be both."""
    assert named_choice("emissor", PLANS, loosely=True) is None


@pytest.mark.parametrize("text", ["", "🎉", "link", "digitar uma senh"])
def test_other_words_name_none(text: str) -> None:
    """Nothing, pictures, words from the middle and half words."""
    assert named_choice(text, (LINK, TYPED), loosely=True) is None


@pytest.mark.parametrize(("number", "expected"), [(0, "0 dígitos"), (1, "1 dígito"), (2, "2 dígitos")])
def test_count(number: int, expected: str) -> None:
    """One is singular."""
    assert expected == count(number, "dígito", "dígitos")
