"""The reseller's invites: pages that do not exist, and invites that cannot be made any more."""

import pytest

from conversations import words
from conversations.desk import texts
from tests.conversations.people import Office
from tests.kit.given import CATEGORIES


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize("value", ["page:-1", "page:x", "page:99999999999", "x", ""])
async def test_a_page_that_is_no_number_is_the_first(office: Office, value: str) -> None:
    """A forged button shows the list."""
    await office.invite()
    await office.ana.chooses(value, "invites")
    assert (texts.INVITE_LIST, "1. Emissor NF-e") == (office.ana.prompt.text, office.ana.labels()[0])


@pytest.mark.parametrize("value", ["show", "revoke", "revoke!", "qr"])
async def test_an_invite_that_is_not_there_is_said_to_be_gone(office: Office, value: str) -> None:
    """And is neither cancelled nor drawn."""
    effects = await office.ana.chooses(value, "invite:nobody")
    assert [texts.INVITE_GONE] == [prompt.text for prompt in office.ana.answers]
    assert 1 == len(effects)


async def test_what_was_withdrawn_meanwhile_is_asked_again(office: Office) -> None:
    """An invite offers only what is sold when it is made."""
    await office.ana.chooses("new", "invites")
    for label in ("Emissores Fiscais", "Emissor NF-e", "Avançar", "5"):
        await office.ana.taps(label)
    office.stores.plans.categories["sol"] = CATEGORIES[1:]
    await office.ana.taps("30 dias")
    assert ("invite.category", words.ERRORS["plans.gone"], []) == (
        office.ana.at,
        office.ana.prompt.notice,
        office.stores.invites.made,
    )


async def test_an_invite_whose_plans_are_hidden_says_so(office: Office) -> None:
    """In the list, and when it is opened."""
    await office.invite(plans=("nfe",))
    office.stores.plans.hidden.add("nfe")
    await office.ana.chooses("show", "invites")
    listed = office.ana.said()
    await office.ana.chooses("open:invite1", "invites")
    assert (True, True) == ("mas os planos dele estão ocultos" in listed, texts.SOLD_OUT in office.ana.said())


async def test_its_own_resellers_people_see_how_it_stands(office: Office) -> None:
    """A colleague too."""
    payload = await office.invite()
    await office.bia.commands("start", payload)
    assert ("invite:invite1", True) == (office.bia.prompt.id, "Oferece: Emissor NF-e" in office.bia.said())


async def test_another_resellers_people_are_told_nothing(office: Office) -> None:
    """It is not there for them, and not opened either."""
    await office.bruno.commands("start", await office.invite())
    assert (texts.INVITE_GONE, {}) == (office.bruno.prompt.text, office.stores.invites.visits)


async def test_opening_it_keeps_a_registration(office: Office) -> None:
    """The menu goes on with it."""
    payload = await office.invite()
    await office.ana.types("Novo cadastro")
    await office.ana.commands("start", payload)
    await office.ana.commands("menu")
    assert "Continuar cadastro" == office.ana.labels()[0]


async def test_without_any_link_the_words_are_told(office: Office) -> None:
    """On WhatsApp alone, without its number, an invite has the words that open it, and no QR code."""
    payload, office.stores.invites.linked = await office.invite(), False
    await office.ana.chooses("open:invite1", "invites")
    assert (True, False) == (f"Convite: {payload}" in office.ana.said(), texts.QR in office.ana.labels())


async def test_without_any_link_the_words_are_forwarded(office: Office) -> None:
    """A customer is told what to send, and that the reseller knows where to."""
    office.stores.invites.linked = False
    await office.ana.chooses("new", "invites")
    for label in ("Emissores Fiscais", "Emissor NF-e", "Avançar", "5", "30 dias"):
        await office.ana.taps(label)
    forwarded = next(prompt.text for prompt in office.ana.answers if prompt.forward)
    assert (True, False) == (
        "mande este texto para o número que Contábil Sol" in forwarded and "Convite: c_" in forwarded,
        texts.QR in office.ana.labels(),
    )


async def test_a_qr_code_of_no_link_is_not_drawn(office: Office) -> None:
    """An old button for it shows the invite."""
    await office.invite()
    office.stores.invites.linked = False
    await office.ana.chooses("qr", "invite:invite1")
    assert "invite:invite1" == office.ana.prompt.id
