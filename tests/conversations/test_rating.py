"""How the registration was: asked once, of who registered alone, and read by the reseller alone."""

import pytest

from conversations import rating_texts as texts
from conversations.ports.reminders import Reminder
from conversations.prompt import Event, Reply
from conversations.reminding import EVENT, items
from tests.conversations.people import Office
from tests.kit.somebody import Somebody
from tests.kit.two_resellers import registers_alone


@pytest.fixture
def office() -> Office:
    return Office()


async def registered(office: Office) -> tuple[Somebody, str]:
    """A customer of Sol who registered alone a day ago, and its id."""
    gil = office.comes("Gil")
    await registers_alone(gil, await office.invite())
    office.pass_time(days=1)
    return gil, list(office.stores.customers.kept)[-1]


async def asked(who: Somebody, customer: str) -> list[str]:
    """What somebody hears when the clock finds that it is time."""
    event = Event(EVENT, items([Reminder("rating", customer)]), "found")
    await who.reply(Reply(event=event))
    return [prompt.text for prompt in who.answers]


async def test_stars_and_words(office: Office) -> None:
    """Both reach the reseller, with the average."""
    gil, customer = await registered(office)
    assert [texts.ASK] == await asked(gil, customer)
    await gil.taps("4")
    await gil.types("Foi rápido, mas faltou o logo.")
    assert texts.THANKS.format(reseller="Contábil Sol") in gil.said()
    await office.ana.commands("menu")
    await office.ana.taps(texts.RATINGS)
    assert "Nota média: 4,0 de 5, em 1 avaliação" in office.ana.said()
    assert "Foi rápido, mas faltou o logo." in office.ana.said()


async def test_stars_are_typed_too(office: Office) -> None:
    """Also where another screen was shown before, and a word that works at any time is no comment."""
    gil, customer = await registered(office)
    await gil.commands("start")
    await asked(gil, customer)
    await gil.types("4")
    await gil.types("menu")
    rated = await office.stores.ratings.of("sol")
    assert (f"home:{customer}", 4.0, ()) == (gil.prompt.id, rated.average, rated.comments)


async def test_stars_alone(office: Office) -> None:
    """A comment is nobody's duty."""
    gil, customer = await registered(office)
    await asked(gil, customer)
    await gil.taps("5")
    await gil.taps(texts.NO_COMMENT)
    assert (texts.THANKS_ONLY in gil.said(), (1, 5.0, ())) == (
        True,
        ((rated := await office.stores.ratings.of("sol")).count, rated.average, rated.comments),
    )


async def test_asked_once_and_rated_once(office: Office) -> None:
    """A second question does not come, and a second tap on the first changes nothing."""
    gil, customer = await registered(office)
    await asked(gil, customer)
    first = gil.prompt
    await gil.taps("2")
    office.pass_time(days=1)
    assert [] == await asked(gil, customer)
    await gil.chooses("stars:5", first)
    assert (texts.ALREADY in gil.said(), 2.0) == (True, (await office.stores.ratings.of("sol")).average)


async def test_only_the_customer_is_asked(office: Office) -> None:
    """Not its reseller, whatever the clock says, nor anybody by a forged button."""
    _, customer = await registered(office)
    assert [] == await asked(office.ana, customer)
    await office.bruno.chooses("stars:1", f"rating:{customer}")
    assert 0 == (await office.stores.ratings.of("sol")).count


async def test_other_resellers_read_nothing(office: Office) -> None:
    """Their own list is empty."""
    gil, customer = await registered(office)
    await asked(gil, customer)
    await gil.taps("1")
    await office.bruno.commands("menu")
    await office.bruno.taps(texts.RATINGS)
    assert texts.NOBODY_YET in office.bruno.said()
