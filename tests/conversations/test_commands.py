"""The words that work at any time."""

import pytest

from conversations import commands


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("menu", "menu"),
        ("  MENU! ", "menu"),
        ("Voltar", "voltar"),
        ("cancelar.", "cancelar"),
        ("socorro", "ajuda"),
        ("Olá!", "oi"),
        ("bom dia", "oi"),
        ("/xyz", "oi"),
        ("menu do dia", ""),
        ("", ""),
        ("🎉", ""),
    ],
)
def test_said(text: str, expected: str) -> None:
    """However they are written; more words around one are no command."""
    assert expected == commands.said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" Menu ", "menu"), ("menu!", ""), ("socorro", ""), ("bom dia", ""), ("/menu2", "")],
)
def test_said_exactly(text: str, expected: str) -> None:
    """Where all else may be a password."""
    assert expected == commands.said(text, exactly=True)
