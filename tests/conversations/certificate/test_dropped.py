"""A certificate or key sent into the chat."""

import pytest

from conversations.certificate import texts
from conversations.prompt import KEY_FILE, Effect, Erase
from conversations.registration.texts import AGREE
from tests.conversations.people import Office
from tests.kit.somebody import Somebody, words_of
from tests.kit.two_resellers import registers_alone


@pytest.fixture
def office() -> Office:
    return Office()


async def drop(who: Somebody) -> list[Effect]:
    return await who.sends(KEY_FILE)


async def test_it_is_taken_out_first(office: Office) -> None:
    """Before anything is said, whoever sent it."""
    for who in (office.ana, office.comes("Nina")):
        effects = await drop(who)
        assert Erase("1", done=texts.ERASED, failed=texts.NOT_ERASED) == effects[0]


async def test_a_stranger_gets_no_link(office: Office) -> None:
    """They are told not to send it, and who we are."""
    nina = office.comes("Nina")
    await drop(nina)
    assert (texts.NEVER_HERE, {}) == (words_of(nina.answers[0]).strip(), office.stores.certificates.made)


async def test_a_guest_goes_on(office: Office) -> None:
    """The question that waited is asked again, and the link comes after the registration."""
    gil = office.comes("Gil")
    await gil.commands("start", await office.invite())
    await drop(gil)
    assert texts.AFTER_REGISTERING in words_of(gil.answers[0])
    assert (AGREE, {}) == (gil.labels()[0], office.stores.certificates.made)


async def test_a_customer_gets_their_own_link(office: Office) -> None:
    """By which their own certificate is taken."""
    joao = office.comes("João")
    await registers_alone(joao, await office.invite())
    await drop(joao)
    (address,) = office.stores.certificates.made.values()
    own = office.stores.people.owned[joao.account]
    assert (True, own) == (address in joao.said(), office.stores.certificates.customer_at(address))


async def test_a_customers_link_where_there_are_no_pages(office: Office) -> None:
    """They are told whom to ask."""
    joao = office.comes("João")
    await registers_alone(joao, await office.invite())
    office.stores.certificates.close()
    await drop(joao)
    assert "Fale com Contábil Sol: (11) 4000-1234" in joao.said()


async def test_the_customer_in_sight_is_meant(office: Office) -> None:
    """Of a reseller who looks at one."""
    customer = await office.customer()
    await office.ana.chooses("show", f"certificate:{customer}")
    await drop(office.ana)
    (address,) = office.stores.certificates.made.values()
    assert customer == office.stores.certificates.customer_at(address)


async def test_a_customer_that_is_gone_is_not_meant(office: Office) -> None:
    """Nor one of another reseller."""
    customer = await office.customer()
    await office.ana.chooses("show", f"customer:{customer}")
    await office.stores.customers.remove("sol", customer)
    await drop(office.ana)
    assert (True, {}) == (texts.BY_THE_CUSTOMER in office.ana.said(), office.stores.certificates.made)


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg",
        "-----BEGIN RSA PRIVATE KEY-----",
        "segue: -----BEGIN ENCRYPTED PRIVATE KEY-----",
    ],
)
async def test_a_key_as_text(office: Office, text: str) -> None:
    """It is taken out and not repeated, also where any word is an answer."""
    await office.ana.types("Novo cadastro")
    effects = await office.ana.types(text)
    assert isinstance(effects[0], Erase)
    assert [] == [prompt for prompt in office.ana.answers if "PRIVATE KEY" in words_of(prompt)]
