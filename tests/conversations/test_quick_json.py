"""JSON goes out and comes back, whatever it carries."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from conversations.draft import Answer, Chat, Draft
from conversations.quick_json import from_json, to_json

TEXTS = some.text(some.characters())  # half a surrogate pair too
VALUES = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**63), 2**64 - 1) | TEXTS,
    lambda parts: some.lists(parts) | some.dictionaries(TEXTS, parts),
)


@given(value=VALUES)
def test_comes_back(value: Any) -> None:
    """What was made JSON is the same afterwards."""
    assert value == from_json(to_json(value))


@pytest.mark.parametrize("text", ["padaria", "half an emoji \ud83d"])
def test_dataclasses_are_their_fields(text: str) -> None:
    """A chat's memory is the same either way."""
    chat = Chat({"a": Draft("1", "a", answers={"a.b": Answer(text)})}, tapped=("x", "y"))
    assert chat == Chat.from_json(chat.to_json())


def test_what_is_no_json_is_refused() -> None:
    """Nothing is left out in silence."""
    with pytest.raises(TypeError):
        to_json({"a": object()})


@pytest.mark.parametrize("text", ["", "{", b"\xff", '{"a": }'])
def test_what_is_no_json_is_not_read(text: str) -> None:
    """A body that is none is told from one that is."""
    with pytest.raises(ValueError):  # noqa: PT011 - of either library
        from_json(text)
