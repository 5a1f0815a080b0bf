"""News come whenever they come, and disturb nothing."""

import pytest

from conversations.prompt import Event, Reply
from tests.conversations.people import Office
from tests.kit.two_resellers import registers_alone


@pytest.fixture
async def office() -> Office:
    """Ana is asked for a name when a customer registers by her invite."""
    office = Office()
    payload = await office.invite()
    await office.ana.types("Novo cadastro")
    for label in ("Emissores Fiscais", "Emissor NF-e", "Avançar"):
        await office.ana.taps(label)
    await registers_alone(office.comes("João"), payload)
    return office


async def test_the_question_stays_answerable(office: Office) -> None:
    """What is typed next answers it."""
    assert "Cliente novo: João Pessoa" in office.ana.said()
    await office.ana.types("Maria Souza")
    assert "contact.phone" == office.ana.at


async def test_the_news_button_shows_the_customer(office: Office) -> None:
    """And the registration goes on from the menu."""
    await office.ana.taps("Ver o cliente")
    assert office.ana.prompt.heading == "João Pessoa"
    await office.ana.taps("Menu")
    await office.ana.taps("Continuar cadastro")
    assert "contact.name" == office.ana.at


async def test_a_colleague_is_not_told(office: Office) -> None:
    """Only who made the invite."""
    assert [] == office.bia.prompts


@pytest.mark.parametrize("customer", ["nobody", "customer1"])
async def test_news_of_a_customer_that_is_gone_say_nothing(office: Office, customer: str) -> None:
    """Nor do another reseller's."""
    event = Event("customer_registered", {"customer": customer}, "found")
    assert [] == await office.bruno.reply(Reply(event=event))


async def test_news_for_who_left_the_reseller_say_nothing(office: Office) -> None:
    """Whoever has the account now is a stranger."""
    event = Event("customer_registered", {"customer": "customer1"}, "found")
    assert [] == await office.comes("Nina").reply(Reply(event=event))
