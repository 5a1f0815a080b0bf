"""What of a tax id is shown in a list."""

import pytest

from conversations.desk.texts import masked


@pytest.mark.parametrize(
    ("tax_id", "shown"),
    [
        ("12345678909", "123.•••.•••-09"),
        ("12345678000195", "12.3••.•••/•001-95"),
        ("12ABC34501DE35", "12.A••.•••/•1DE-35"),
    ],
)
def test_masked(tax_id: str, shown: str) -> None:
    """It can be told apart and not copied; of a CPF the first three and the last two."""
    assert shown == masked(tax_id)
