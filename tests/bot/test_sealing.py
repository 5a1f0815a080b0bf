"""What is sealed comes back, and is unreadable in between."""

from typing import Any

import pytest
from cryptography.fernet import InvalidToken

from bot.sealing import Seal, TokenMaker


@pytest.mark.parametrize("value", ["ação 🔑", "half an emoji \ud83d", {"a": [1, None, "x"]}, ""])
def test_sealed_comes_back(value: Any) -> None:
    """Whatever JSON can carry."""
    assert value == Seal("secret").open(Seal("secret").close(value))


def test_sealed_is_unreadable() -> None:
    """Neither the words nor their escaped form stand in it, and another key does not open it."""
    sealed = Seal("secret").close("padaria")
    assert b"padaria" not in sealed
    with pytest.raises(InvalidToken):
        Seal("other").open(sealed)


def test_old_key_still_opens() -> None:
    """A key put in front seals from now on; what the old one sealed is not lost."""
    assert "padaria" == Seal("new,old").open(Seal("old").close("padaria"))


def test_tokens_are_the_same_for_the_same_key() -> None:
    """A replay makes the same token; another key, purpose or secret makes another."""
    maker = TokenMaker("secret")
    tokens = {
        maker.token("link", "turn1"),
        maker.token("link", "turn1"),
        maker.token("link", "turn2"),
        maker.token("invite", "turn1"),
        TokenMaker("other").token("link", "turn1"),
    }
    assert (4, {32}) == (len(tokens), {len(token) for token in tokens})
