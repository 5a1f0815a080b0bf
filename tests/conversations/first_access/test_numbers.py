"""Series and numbers as people write them."""

import pytest

from conversations.first_access import numbers
from conversations.prompt import InvalidAnswer

CNPJ, CPF = "12345678000195", "12345678909"


@pytest.mark.parametrize(("typed", "expected"), [("1", 1), ("001", 1), ("0", 0), ("889", 889), (" 7 ", 7)])
def test_a_series_is_read(typed: str, expected: int) -> None:
    """With or without its zeros."""
    assert expected == numbers.series(typed, "NF-e", CNPJ)


@pytest.mark.parametrize(
    ("typed", "tax_id", "code"),
    [
        ("890", CNPJ, "series.range"),
        ("920", CNPJ, "series.range"),
        ("919", CPF, "series.range"),
        ("970", CPF, "series.range"),
        ("", CNPJ, "series.form"),
        ("A", CNPJ, "series.form"),
        ("1000", CNPJ, "series.form"),
        ("-1", CNPJ, "series.form"),
        ("١", CNPJ, "series.form"),
    ],
)
def test_another_series_is_refused(typed: str, tax_id: str, code: str) -> None:
    """What is reserved for others, and what is no number."""
    with pytest.raises(InvalidAnswer) as refused:
        numbers.series(typed, "NF-e", tax_id)
    assert code == refused.value.code


@pytest.mark.parametrize(
    ("typed", "expected"), [("0", 1), ("1520", 1521), ("1.520", 1521), ("999.999.998", 999_999_999)]
)
def test_the_next_number_follows_the_last(typed: str, expected: int) -> None:
    """0 where there was none."""
    assert expected == numbers.next_number(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("999999999", "number.range"),
        ("9" * 12, "number.range"),
        ("9" * 13, "number.form"),
        ("-1", "number.form"),
        ("", "number.form"),
        ("doze", "number.form"),
    ],
)
def test_no_number_is_refused(typed: str, code: str) -> None:
    """There must be room for the next one."""
    with pytest.raises(InvalidAnswer) as refused:
        numbers.next_number(typed)
    assert code == refused.value.code
