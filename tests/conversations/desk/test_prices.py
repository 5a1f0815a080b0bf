"""Prices as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.desk.prices import MOST, price
from conversations.prompt import InvalidAnswer
from conversations.written import money


@pytest.mark.parametrize(
    ("typed", "reais"),
    [
        ("49,9", "49.90"),
        ("49.90", "49.90"),
        ("R$ 1.049,90", "1049.90"),
        ("R$49", "49.00"),
        ("1.049", "1049.00"),
        ("49,90 por mês", "49.90"),
        ("49,90/mês", "49.90"),
        ("49 reais", "49.00"),
        ("  49,90\n", "49.90"),
        ("Grátis!", "0.00"),
        ("de graça", "0.00"),
        ("0", "0.00"),
    ],
)
def test_read(typed: str, reais: str) -> None:
    """Brazilian commas and points, a plain decimal point, the words around a price, and no price at all."""
    assert reais == price(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5", "price.negative"),
        ("R$ -5,00", "price.negative"),
        ("1e9", "price"),
        ("49,999", "price"),
        ("1.04,90", "price"),
        ("٤٩", "price"),
        ("barato", "price"),
        ("", "price"),
        ("49,90 ou 59,90", "price"),
        ("10000000", "price.high"),
    ],
)
def test_refused(typed: str, code: str) -> None:
    """What is no price, with its own reason."""
    with pytest.raises(InvalidAnswer) as refused:
        price(typed)
    assert code == refused.value.code


@given(st.decimals(min_value=0, max_value=MOST, places=2))
def test_what_is_shown_is_read(value: Decimal) -> None:
    """Any price, typed as the bot writes it, is that price."""
    assert value == Decimal(price(money(value)))


@given(st.text(max_size=30))
def test_any_text(text: str) -> None:
    """A price or a refusal, never another error."""
    try:
        value = Decimal(price(text))
    except InvalidAnswer:
        return
    assert 0 <= value <= MOST
