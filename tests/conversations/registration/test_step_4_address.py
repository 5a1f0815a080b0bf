"""The address: what a CEP fills, and what a changed one means."""

import pytest

from tests.conversations.chatting import Chatting
from tests.conversations.registration.corrections import correct
from tests.conversations.samples import PADARIA, PAULISTA


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


async def test_changed_cep_drops_the_old_street(chat: Chatting) -> None:
    """The new CEP's street stands where the company's was; number and complement are asked again."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await correct(chat, "Endereço", "CEP", "20040-002")
    while chat.at != "address.number":
        await chat.types({"company.state_registration": "ISENTO"}[chat.at])
    assert ("Avenida Rio Branco", "RJ", None) == (
        chat.draft.get("address.street"),
        chat.draft.get("address.state"),
        chat.draft.get("address.complement"),
    )


async def test_ie_is_asked_again_in_another_state(chat: Chatting) -> None:
    """An IE is one state's."""
    await chat.reach("review", company__state_registration="110.042.490.114", address__cep="99999-999")
    await correct(chat, "Empresa", "Estado", "RJ")
    assert "company.state_registration" == chat.at


async def test_city_is_asked_again_in_another_state(chat: Chatting) -> None:
    """A city is one state's."""
    await chat.reach("review", address__cep="99999-999")
    await correct(chat, "Empresa", "Estado", "RJ")
    await chat.types("ISENTO")
    assert "address.city" == chat.at


async def test_cep_of_another_state_is_asked_about(chat: Chatting) -> None:
    """The person said SP, the CEP lies in RJ: which is right?"""
    await chat.reach("address.state_check", address__cep="20040-002")
    assert ["O estado é RJ", "Corrigir o CEP"] == chat.labels()[:2]


async def test_the_ceps_state_can_be_right(chat: Chatting) -> None:
    """Then the IE is asked for that state, and the city is the CEP's."""
    await chat.reach("address.state_check", address__cep="20040-002")
    await chat.taps("O estado é RJ")
    asked = chat.at
    await chat.reach("review")
    assert ("company.state_registration", "RJ", "Rio de Janeiro") == (
        asked,
        chat.draft.get("address.state"),
        chat.draft.get("address.city"),
    )


async def test_the_cep_can_be_wrong(chat: Chatting) -> None:
    """Then it is asked again, and the state stays."""
    await chat.reach("address.state_check", address__cep="20040-002")
    await chat.taps("Corrigir o CEP")
    assert ("address.cep", "SP") == (chat.at, chat.draft.get("address.state"))


async def test_general_cep_leaves_street_and_district(chat: Chatting) -> None:
    """A town of one CEP tells its city alone."""
    await chat.reach("address.street", address__state="PR", address__cep="87360-000")
    told = [chat.draft.get(f"address.{part}") for part in ("street", "district", "city", "city_code")]
    assert [None, None, "Goioerê", "4108601"] == told


async def test_general_cep_of_another_state_names_what_it_knows(chat: Chatting) -> None:
    """No missing city is spelled out as a word."""
    await chat.reach("address.state_check", address__cep="87360-000")
    assert "None" not in chat.said()


async def test_number_and_complement_in_one_message(chat: Chatting) -> None:
    """Then the complement is not asked."""
    await chat.reach("address.number", address__cep=PAULISTA.cep)
    await chat.types("1000, sala 4")
    assert ("review", "1000", "sala 4") == (
        chat.at,
        chat.draft.get("address.number"),
        chat.draft.get("address.complement"),
    )
