"""What typing does at the questions of a form: words and numbers that pick, and those that answer."""

import pytest

from conversations import words
from conversations.prompt import Erase
from tests.conversations.chatting import Chatting, erasures
from tests.conversations.people import Office
from tests.conversations.samples import BEBIDAS, SP_IES, UNKNOWN_CNPJ
from tests.kit.given import CATEGORIES

TYPED = {"contact__password": "Digitar uma senha"}


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


@pytest.mark.parametrize(
    ("state", "typed", "leads"),
    [
        ("plan.category", "2", "plan.plans"),
        ("plan.category", "transporte", "plan.plans"),
        ("plan.category", "3", "cancel"),
        ("plan.category", "4", "plan.category"),
        ("plan.plans", "5", "plan.category"),
        ("contact.password", "gerar", "company.tax_id"),
        ("contact.password", "pelo link", "company.tax_id"),
        ("contact.password", "senha", "contact.password"),
        ("contact.password", "4", "contact.email"),
        ("company.trade_name", "não tem", "address.state"),
        ("company.trade_name", "tem", "address.state"),
        ("address.state", "1", "company.state_registration"),
        ("review", "empresa", "edit"),
        ("review", "2", "edit"),
    ],
)
async def test_where_words_and_numbers_lead(chat: Chatting, state: str, typed: str, leads: str) -> None:
    """The n-th choice, Voltar and Cancelar among them; a part that is of one label alone; what a question
    reads itself, it reads.
    """
    await chat.reach(state, **({"company__tax_id": UNKNOWN_CNPJ} if "trade" in state else {}))
    await chat.types(typed)
    assert leads == chat.at


async def test_a_trade_name_of_one_word_is_a_trade_name(chat: Chatting) -> None:
    """Where words are read, only a whole label picks."""
    await chat.reach("company.trade_name", company__tax_id=UNKNOWN_CNPJ)
    await chat.types("tem")
    assert "tem" == chat.draft.get("company.trade_name")


@pytest.mark.parametrize(
    "state", ["contact.phone", "company.tax_id", "company.state_registration", "address.cep"]
)
@pytest.mark.parametrize("typed", ["1", "2"])
async def test_a_number_where_numbers_are_read_picks_nothing(chat: Chatting, state: str, typed: str) -> None:
    """It is refused with an example: a slip must not answer, nor lead away."""
    await chat.reach(state)
    await chat.types(typed)
    assert (state, True) == (chat.at, "Exemplo: " in chat.prompt.notice)


@pytest.mark.parametrize("state", ["contact.name", "contact.email", "address.street"])
async def test_a_number_where_words_are_read_leads_nowhere(chat: Chatting, state: str) -> None:
    """Where there is nothing to pick but Voltar and Cancelar: these have their words."""
    await chat.reach(state, address__cep="99999-999")
    await chat.types("1")
    assert (state, True) == (chat.at, "Exemplo: " in chat.prompt.notice)


async def test_a_number_keeps_what_is_known(chat: Chatting) -> None:
    """Manter como está is the first choice of a question that is asked again."""
    await chat.reach("contact.phone")
    await chat.types("voltar")
    await chat.types("1")
    assert ("contact.phone", "Maria Souza") == (chat.at, chat.draft.get("contact.name"))


async def test_a_number_picks_a_tax_id_that_was_perhaps_meant(chat: Chatting) -> None:
    """No CNPJ has one digit."""
    await chat.reach("company.tax_id")
    await chat.types("12.345.678/0001-59")
    offered = chat.labels()
    await chat.types("1")
    assert (offered[0], "company.lookup") == ("12.345.678/0001-95", chat.at)


async def test_a_number_picks_a_city_that_was_perhaps_meant(chat: Chatting) -> None:
    """The reader of names does not take it for one."""
    await chat.reach("address.city", address__cep="99999-999")
    await chat.types("São Jos")
    second = chat.labels()[1]
    await chat.types("2")
    assert second == chat.draft.get("address.city")


async def test_a_number_picks_one_of_several_registrations(chat: Chatting) -> None:
    """Of those that were found; no IE has one digit."""
    await chat.reach("company.state_registration", company__tax_id=BEBIDAS.tax_id)
    await chat.types("2")
    assert SP_IES[2] == chat.draft.get("company.state_registration")


async def test_a_number_picks_ones_own_name() -> None:
    """Which is offered to a guest."""
    office = Office()
    gil = office.comes("Gil Gomes")
    await gil.commands("start", await office.invite())
    await gil.taps("Concordo")
    await gil.types("1")
    assert ("contact.phone", "Gil Gomes") == (gil.at, gil.draft.get("contact.name"))


@pytest.mark.parametrize(("typed", "uses"), [("3", 3), ("20", 20), ("0", None)])
async def test_a_number_is_how_many(typed: str, uses: int | None) -> None:
    """And not the third of 1, 5, 20 and 100."""
    office = Office()
    await office.ana.chooses("new", "invites")
    for word in ("1", "avançar", typed):
        await office.ana.types(word)
    assert uses == office.ana.chat.drafts["inviting"].get("invite.uses")


@pytest.mark.parametrize(
    ("typed", "leads"),
    [("1", ""), ("sim", ""), ("2", "contact.name"), ("não", "contact.name"), ("continuar", "contact.name")],
)
async def test_cancelling_by_word_and_number(chat: Chatting, typed: str, leads: str) -> None:
    """Its two buttons."""
    await chat.reach("contact.name")
    await chat.types("cancelar")
    await chat.types(typed)
    assert leads == chat.at


async def test_cancelar_twice_is_no_yes(chat: Chatting) -> None:
    """It asks again, although "Sim, cancelar" has the word."""
    await chat.reach("contact.name")
    await chat.types("cancelar")
    await chat.types("cancelar")
    assert ("cancel", words.YES_CANCEL, "") == (chat.at, chat.labels()[0], chat.prompt.notice)


@pytest.mark.parametrize(
    "state", ["plan.category", "contact.name", "contact.email", "company.lookup", "address.cep"]
)
@pytest.mark.parametrize("word", ["menu", "ajuda", "Cancelar!"])
async def test_words_that_work_at_any_time(chat: Chatting, state: str, word: str) -> None:
    """At whatever question."""
    await chat.reach(state, **({"company__tax_id": UNKNOWN_CNPJ} if state == "company.lookup" else {}))
    await chat.types(word)
    assert {"menu": "", "ajuda": state, "Cancelar!": "cancel"}[word] == chat.at


@pytest.mark.parametrize(
    ("name", "taken"), [("Bom Dia", "Bom Dia"), ("/Olá", "/Olá"), ("menu", None), ("Ajuda", None)]
)
async def test_trade_names_that_greet(chat: Chatting, name: str, taken: str | None) -> None:
    """A bakery may be called so; the four words still work."""
    await chat.reach("company.trade_name", company__tax_id=UNKNOWN_CNPJ)
    await chat.types(name)
    assert taken == chat.draft.get("company.trade_name")


@pytest.mark.parametrize(
    ("typed", "erased"), [("digitar", 0), ("1", 0), ("voltar", 0), ("9", 1), ("abc123", 1)]
)
async def test_what_may_be_a_password_is_taken_out(chat: Chatting, typed: str, erased: int) -> None:
    """At the question how it comes about: what picks a button is none."""
    await chat.reach("contact.password")
    assert erased == len(erasures(await chat.types(typed)))


async def test_where_nothing_can_be_taken_out(chat: Chatting) -> None:
    """The question says so before; what only may be a password is called no more than that."""
    chat.erases = False
    await chat.reach("contact.password")
    effects = await chat.types("sei lá")
    await chat.taps("Digitar uma senha")
    assert ([words.NOT_ERASED_GUESS], False, True) == (
        [effect.failed for effect in effects if isinstance(effect, Erase)],
        words.ERASES in chat.prompt.text,
        words.STAYS in chat.prompt.text,
    )


async def test_where_it_can(chat: Chatting) -> None:
    """The other way round."""
    await chat.reach("contact.password_typed", **TYPED)
    assert (True, False) == (words.ERASES in chat.prompt.text, words.STAYS in chat.prompt.text)


async def test_a_list_of_one_is_a_list() -> None:
    """One plan, picked by its number, and Avançar by the next."""
    chat = Chatting(plans=CATEGORIES[1:])
    for typed in ("Novo cadastro", "1", "2"):
        await chat.types(typed)
    assert ("contact.name", ["cte"]) == (chat.at, chat.draft.get("plan.plans"))
