"""The team: who left has nothing left to tap, and nobody is removed twice."""

import pytest

from conversations.desk import team_texts as texts
from conversations.ports.people import Account
from tests.conversations.people import Office


@pytest.fixture
def office() -> Office:
    return Office()


async def remove_bia(office: Office) -> None:
    await office.ana.chooses("remove!", "member:bia")


@pytest.mark.parametrize(
    ("value", "on"), [("customers", "menu"), ("new", "menu"), ("list", "team"), ("remove!", "member:ana")]
)
async def test_old_buttons_of_who_left(office: Office, value: str, on: str) -> None:
    """Show nothing and do nothing."""
    await remove_bia(office)
    await office.bia.chooses(value, on)
    assert (True, True) == (
        "Ele atende revendedores e seus clientes" in office.bia.said(),
        Account("telegram", "1") in office.stores.people.persons,
    )


async def test_a_draft_of_who_left(office: Office) -> None:
    """Is dropped, and nothing of it is asked again."""
    await office.bia.commands("start")
    await office.bia.taps("Novo cadastro")
    await remove_bia(office)
    assert ({}, "") == (office.bia.chat.drafts, office.bia.chat.active)
    assert texts.NEWS_REMOVED.format(reseller="Contábil Sol", by="Ana Lima") in office.bia.said()


async def test_removed_by_two(office: Office) -> None:
    """Who comes second reads that the person is gone."""
    await remove_bia(office)
    office.pass_time(minutes=1)
    await remove_bia(office)
    assert texts.GONE in office.ana.said()


async def test_who_leaves(office: Office) -> None:
    """Is told so, and is a stranger; the others hear nothing."""
    await office.bia.chooses("remove!", "member:bia")
    assert (True, []) == (texts.LEFT.format(reseller="Contábil Sol") in office.bia.said(), office.ana.prompts)


async def test_suspended_twice_is_one_deed(office: Office) -> None:
    """Only what changes something is noted."""
    customer = await office.customer()
    for _ in range(2):
        await office.ana.chooses("suspend", f"customer:{customer}")
        office.pass_time(minutes=1)
    assert ["suspended"] == [what for _, _, what, _, _ in office.stores.deeds.noted]


async def test_the_same_deed_of_one_day_is_told_once(office: Office) -> None:
    """Two entries into the emitter on a day are one for who reads."""
    customer = await office.customer()
    for _ in range(2):
        await office.ana.chooses("access", f"customer:{customer}")
        office.pass_time(minutes=1)
    await office.ana.chooses("show", f"customer:{customer}")
    assert 1 == office.ana.said().count("acessado por Ana Lima")
