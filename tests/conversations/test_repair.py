"""What a tax id with a slip may have been meant as: each kind of slip by example."""

import pytest

from conversations.repair import MOST, Near, near

BAKERY = "12345678000195"


@pytest.mark.parametrize(
    ("bare", "expected"),
    [
        ("12345678000196", Near(BAKERY, "6", "5")),  # keys beside each other
        ("12345673000195", Near(BAKERY, "3", "8")),  # alike to the eye
        ("12345618000195", Near(BAKERY, "1", "7")),
        ("12345678000159", Near(BAKERY, "59", "95")),
        ("12345678OOO195", Near(BAKERY, "O", "0")),
        ("I2345678OOOI95", Near(BAKERY, "IO", "10")),
        ("L2345678000195", Near(BAKERY, "L", "1")),
        ("1234567800195", Near(BAKERY, "00", "000")),
        ("123456780000195", Near(BAKERY, "0000", "000")),
        ("12A8C34501DE35", Near("12ABC34501DE35", "8", "B")),
        ("12ABC345O1DE35", Near("12ABC34501DE35", "O", "0")),
    ],
)
def test_a_cnpj_with_a_slip(bare: str, expected: Near) -> None:
    """The one that was meant comes first, with what is different in it."""
    assert [expected] == near(bare)[:1]


@pytest.mark.parametrize(
    ("bare", "expected"),
    [
        ("12345678990", Near("12345678909", "90", "09")),
        ("123456789O9", Near("12345678909", "O", "0")),
        ("123456678909", Near("12345678909", "66", "6")),
        ("1234567890", Near("01234567890", "1", "01")),  # as a spreadsheet leaves it
    ],
)
def test_a_cpf_with_a_slip(bare: str, expected: Near) -> None:
    """The same of a CPF, and the zero that it began with."""
    assert [expected] == near(bare)[:1]


def test_a_first_office_is_likelier_than_a_branch() -> None:
    """A number that ends in 0001 comes before one that does not, though its slip is the rarer one."""
    assert ["12345603000104", "12845603006104"] == [found.value for found in near("12345603006104")]


def test_a_number_that_is_right_without_letters_has_none() -> None:
    """Nothing else is offered, not even I2345678OO0195 with one letter read as a digit."""
    assert ["12345678000195"] == [found.value for found in near("I2345678OOO195")]


@pytest.mark.parametrize(
    "bare",
    [
        "",
        "191",
        "11111111111111",
        "22222222222222",
        "12345678000121",
        "1234567899",
        "AÇÃO E REAÇÃO!",
        "🎉" * 14,
        "9" * 10_000,
    ],
)
def test_nothing_is_near(bare: str) -> None:
    """What no one slip explains gets no guess."""
    assert [] == near(bare)


def test_there_are_few() -> None:
    """More are cut, the unlikeliest first."""
    assert MOST == max(len(near(f"{number:014}")) for number in range(10**9, 10**9 + 300))
