"""The contact: cards, and passwords that leave the chat."""

import pytest

from conversations.prompt import Erase
from conversations.registration.texts import AGREE
from tests.conversations.chatting import Chatting, erasures
from tests.conversations.people import Office


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


@pytest.mark.parametrize(
    "word",
    ["Padaria#2026", "boa noite", "socorro", "menu!", "Vóltar", "cancelar.", "/menu2", "123", "x" * 200],
)
async def test_whatever_is_typed_for_a_password_leaves_the_chat(chat: Chatting, word: str) -> None:
    """Also what would be a greeting elsewhere, and what is refused."""
    await chat.reach("contact.password_typed", contact__password="Digitar uma senha")
    assert 1 == len(erasures(await chat.types(word)))


@pytest.mark.parametrize("state", ["contact.password_typed", "contact.password_again"])
@pytest.mark.parametrize(
    ("word", "leads"),
    [("voltar", None), ("menu", ""), (" Menu ", ""), ("AJUDA", "same"), ("cancelar", "cancel")],
)
async def test_the_four_words_are_no_password(
    chat: Chatting, state: str, word: str, leads: str | None
) -> None:
    """They work there too, as the help says, and are left where they are."""
    await chat.reach(state, contact__password="Digitar uma senha")
    expected = {None: chat.draft.trail[-1], "same": state}.get(leads, leads)
    assert ([], expected) == (erasures(await chat.types(word)), chat.at)


async def test_the_password_question_says_which_words_are_none(chat: Chatting) -> None:
    """Whoever wants one of them as a password knows before."""
    await chat.reach("contact.password_typed", contact__password="Digitar uma senha")
    assert "voltar, cancelar, menu e ajuda não servem de senha" in chat.prompt.text


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


@pytest.mark.parametrize(
    ("word", "weak"), [("123456", True), ("aB3#xq", True), ("aB3#xqz", True), ("aB3#xqz9", False)]
)
async def test_a_weak_password_is_for_the_first_access(chat: Chatting, word: str, weak: bool) -> None:
    """What a reseller types for somebody may be common or shorter than 8; its owner must change it then."""
    await chat.reach("contact.password_typed", contact__password="Digitar uma senha")
    await chat.types(word)
    assert weak == chat.draft.get("contact.must_change")
    assert weak == ("vale só para o primeiro acesso" in chat.said())


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("aB3#xqz", "pelo menos 8 caracteres"),
        ("12345678", "fácil de adivinhar"),
        ("", "pelo menos 8 caracteres"),
    ],
)
async def test_ones_own_password_is_held_to_the_pages_rules(word: str, said: str) -> None:
    """A customer who registers alone, where there are no pages: 8 or more, none of the common ones."""
    office = Office(pages=False)
    gil = office.comes("Gil")
    await gil.commands("start", await office.invite())
    for text in (AGREE, "Gil Gomes", "(11) 98888-1111", "gil@pessoa.example"):
        await gil.types(text)
    assert "8 caracteres ou mais" in gil.said()
    await gil.types(word or "123")
    assert ("contact.password_typed", True) == (gil.at, said in gil.said())
    await gil.types("lua-trigo-73")
    assert "contact.password_again" == gil.at


async def test_a_contact_card_gives_name_and_phone(chat: Chatting) -> None:
    """One attachment for two questions."""
    await chat.reach("contact.name")
    await chat.attaches("Maria Souza", "+55 11 98765-4321")
    assert ("contact.email", "Maria Souza", "+5511987654321") == (
        chat.at,
        chat.draft.get("contact.name"),
        chat.draft.get("contact.phone"),
    )
