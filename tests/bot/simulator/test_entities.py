import pytest

from bot.simulator.entities import split_units, trimmed, units, with_found


@pytest.mark.parametrize(
    ("text", "kind", "offset", "length"),
    [
        ("/start abc", "bot_command", 0, 6),
        ("veja /ajuda.", "bot_command", 5, 6),
        ("fale com a@b.com.br.", "email", 9, 10),
        ("😀 https://a.br/x?y=1, ou", "url", 3, 18),
        ("t.me/um_bot?start=r_1", "url", 0, 21),
        ("oi @maria_1!", "mention", 3, 8),
    ],
)
def test_finds(text: str, kind: str, offset: int, length: int) -> None:
    """Commands, e-mails, links and mentions are found as Telegram finds them."""
    assert [{"type": kind, "offset": offset, "length": length}] == with_found(text, [])


@pytest.mark.parametrize("text", ["12.345.678/0001-95", "1/2", "a / b", "preço: R$ 10,00", "e-mail @ casa"])
def test_finds_nothing(text: str) -> None:
    """A CNPJ, a fraction and other text with slashes are no commands."""
    assert [] == with_found(text, [])


def test_finds_nothing_in_code() -> None:
    """What is code stays code."""
    code = [{"type": "code", "offset": 0, "length": 10}]
    assert code == with_found("a@b.com.br", code)


def test_trims_and_moves_entities() -> None:
    """Space around a text goes, and entities stay on their words."""
    bold = {"type": "bold", "offset": 0, "length": 5}
    assert ("oi", [bold | {"length": 2}]) == trimmed(" oi  ", [bold])


def test_splits_by_units_and_not_inside_a_character() -> None:
    """An emoji counts twice and is never cut in two."""
    parts = split_units("a😀😀", 4)
    assert (["a😀", "😀"], [3, 2]) == (parts, [units(part) for part in parts])
