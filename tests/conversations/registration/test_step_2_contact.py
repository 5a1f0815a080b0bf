"""The contact: cards, and passwords that leave the chat."""

import pytest

from conversations.prompt import Erase
from tests.conversations.chatting import Chatting, erasures


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


@pytest.mark.parametrize("word", ["Padaria#2026", "boa noite", "socorro", "menu", "123", "x" * 200])
async def test_whatever_is_typed_for_a_password_leaves_the_chat(chat: Chatting, word: str) -> None:
    """Also what would be a greeting elsewhere, and what is refused."""
    await chat.reach("contact.password_typed", contact__password="Digitar uma senha")
    assert 1 == len(erasures(await chat.types(word)))


async def test_a_refused_password_is_not_repeated(chat: Chatting) -> None:
    """The refusal quotes what was typed, but never a password."""
    await chat.reach("contact.password_typed", contact__password="Digitar uma senha")
    effects = await chat.types("a1b2c")
    said = [effect.done if isinstance(effect, Erase) else str(effect) for effect in effects]
    assert not any("a1b2c" in words for words in said)


async def test_two_different_passwords_start_again(chat: Chatting) -> None:
    """Both are forgotten."""
    await chat.reach("contact.password_again", contact__password="Digitar uma senha")
    await chat.types("outra coisa")
    assert ("contact.password_typed", None) == (chat.at, chat.draft.get("contact.password_typed"))


async def test_a_contact_card_gives_name_and_phone(chat: Chatting) -> None:
    """One attachment for two questions."""
    await chat.reach("contact.name")
    await chat.attaches("Maria Souza", "+55 11 98765-4321")
    assert ("contact.email", "Maria Souza", "+5511987654321") == (
        chat.at,
        chat.draft.get("contact.name"),
        chat.draft.get("contact.phone"),
    )
