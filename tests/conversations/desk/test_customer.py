"""One customer: gone while somebody looks at it, or corrected by two at once."""

import pytest

from conversations.desk import texts
from tests.conversations.people import Office
from tests.kit.given import PADARIA


@pytest.fixture
def office() -> Office:
    return Office()


BUTTONS = [
    "access", "ready", "certificate", "correct:1", "correct:2", "correct:3", "correct:4", "link", "suspend",
    "reactivate", "remove", "remove!", "show",
]  # fmt: skip


async def test_these_are_all_buttons(office: Office) -> None:
    """What stands on the screen and on what it leads to, besides the ways back."""
    customer = await office.customer()
    found = set()
    for value in ("show", "remove", "suspend"):
        await office.ana.chooses(value, f"customer:{customer}")
        found |= set(office.ana.values())
    assert set(BUTTONS) == found - {"list", "menu"}


@pytest.mark.parametrize("value", BUTTONS)
async def test_a_removed_customer_is_said_to_be_gone(office: Office, value: str) -> None:
    """By a colleague, a moment ago: whatever is tapped then, nothing else is said or done."""
    customer = await office.customer()
    await office.ana.chooses("show", f"customer:{customer}")
    await office.stores.customers.remove("sol", customer)
    office.pass_time(minutes=1)
    await office.ana.chooses(value)
    assert ([texts.GONE], ["list"], {}) == (
        [prompt.text for prompt in office.ana.answers],
        office.ana.values(),
        office.stores.links.made | office.stores.access.made,
    )


async def test_a_customer_removed_in_the_middle_of_a_correction(office: Office) -> None:
    """It is gone when the correction is done; the correction is over."""
    customer = await office.customer()
    await office.ana.chooses("correct:2", f"customer:{customer}")
    await office.ana.taps("Telefone")
    await office.stores.customers.remove("sol", customer)
    await office.ana.types("(11) 98765-1111")
    assert (texts.GONE, {}) == (office.ana.prompt.text, office.ana.chat.drafts)


async def test_two_correct_the_same_customer(office: Office) -> None:
    """The second is told who was first, sees how it is now, and has changed nothing."""
    customer = await office.customer()
    for person in (office.ana, office.bia):
        await person.chooses("correct:2", f"customer:{customer}")
    await office.bia.taps("Nome")
    await office.bia.types("Rita de Bia")
    await office.ana.taps("Telefone")
    await office.ana.types("(11) 98765-1111")
    kept = office.stores.customers.kept[customer].answers
    assert ("Rita de Bia", PADARIA.phone) == (kept.name, kept.phone)
    assert office.ana.prompt.text.startswith("Bia Luz corrigiu este cliente enquanto você corrigia")
    assert "Nome: Rita de Bia" in office.ana.said()


async def test_the_second_may_then_correct(office: Office) -> None:
    """From how it is now."""
    customer = await office.customer()
    for person in (office.ana, office.bia):
        await person.chooses("correct:2", f"customer:{customer}")
        await person.taps("Nome")
    await office.bia.types("Rita de Bia")
    await office.ana.types("Rita de Ana")
    await office.ana.taps("Corrigir Contato")
    await office.ana.taps("Nome")
    await office.ana.types("Rita de Ana")
    assert "Rita de Ana" == office.stores.customers.kept[customer].answers.name


async def test_a_correction_played_again_is_done_once(office: Office) -> None:
    """A worker that died between its two commits plays the turn again: it is done, by the same person."""
    customer = await office.customer()
    await office.ana.chooses("correct:2", f"customer:{customer}")
    await office.ana.taps("Nome")
    before = office.ana.chat.to_json()
    first = await office.ana.types("Rita Maria")
    office.ana.chat, office.ana.turns = type(office.ana.chat).from_json(before), office.ana.turns - 1
    assert (first, 2) == (
        await office.ana.types("Rita Maria"),
        office.stores.customers.kept[customer].version,
    )


async def test_a_correction_keeps_what_the_register_told(office: Office) -> None:
    """Nobody is asked for it, and nobody takes it away by another name or e-mail."""
    customer = await office.customer()
    await office.ana.chooses("correct:2", f"customer:{customer}")
    await office.ana.taps("Nome")
    await office.ana.types("Rita Maria")
    kept = office.stores.customers.kept[customer].answers
    assert ("Rita Maria", "2019-03-11", "4721102", "Sociedade Empresária Limitada") == (
        kept.name,
        kept.opened,
        kept.activity,
        kept.legal_nature,
    )


async def test_another_cnpj_is_another_company(office: Office) -> None:
    """Nothing the old CNPJ told stays: the lookup's answers take its place, as in a registration."""
    customer = await office.customer()
    await office.ana.chooses("correct:3", f"customer:{customer}")
    await office.ana.taps("CNPJ")
    await office.ana.types("99000105000108")
    await office.ana.arrives()
    assert ("company.status_check", "BAIXADA") == (
        office.ana.at,
        office.ana.chat.drafts["correction"].get("company.status"),
    )


async def test_a_second_tap_of_a_finger_sends_one_link(office: Office) -> None:
    """A link that signs in is not to lie about twice."""
    customer = await office.customer()
    for _ in range(2):
        await office.ana.chooses("access", f"customer:{customer}")
    assert 1 == len(office.stores.access.made)


async def test_a_suspended_customer_is_marked_in_the_list(office: Office) -> None:
    """It stays there, and can be found."""
    customer = await office.customer()
    await office.ana.chooses("suspend", f"customer:{customer}")
    await office.ana.chooses("list")
    assert "1. PAO DE EXEMPLO (suspenso)" in office.ana.said()
