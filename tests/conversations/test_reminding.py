"""Reminders: true, once, at most one a day, and not to who does not want them."""

from datetime import timedelta

import pytest

from conversations import reminder_texts as texts
from conversations.ports.people import Account
from conversations.ports.reminders import Reminder
from conversations.prompt import Event, Reply
from conversations.reminding import EVENT, items
from tests.conversations.people import Office
from tests.kit.somebody import Somebody

ANA = Account("telegram", "1")


@pytest.fixture
def office() -> Office:
    return Office()


async def reminded(who: Somebody, *reminders: Reminder) -> list[str]:
    """What somebody hears when the clock finds these."""
    await who.reply(Reply(event=Event(EVENT, items(reminders), "found")))
    return [prompt.text for prompt in who.answers]


async def test_of_one_customer(office: Office) -> None:
    """A sentence with the customer's name, and a button that leads there."""
    customer = await office.customer()
    office.pass_time(days=5)
    said = await reminded(office.ana, Reminder("trial_3", customer))
    assert ["O teste grátis de PAO DE EXEMPLO acaba em até 3 dias (01/12/2026)."] == said
    await office.ana.taps(texts.SEE_CUSTOMER)
    assert f"customer:{customer}" == office.ana.prompt.id


async def test_of_several_things(office: Office) -> None:
    """One message for all, the more urgent of two about the same."""
    customer = await office.customer()
    office.pass_time(days=6, hours=12)
    kinds = (Reminder("trial_1", customer), Reminder("trial_3", customer), Reminder("password", customer))
    (said,) = await reminded(office.ana, *kinds)
    assert [
        texts.SEVERAL.format(number=2),
        "• O teste grátis de PAO DE EXEMPLO acaba em até um dia (01/12/2026)",
        "• PAO DE EXEMPLO ainda não criou a senha; o link pode ser mandado de novo",
    ] == said.splitlines()


async def test_once(office: Office) -> None:
    """The same is not said again, on no other day."""
    customer = await office.customer()
    said = []
    for _ in range(3):
        office.pass_time(days=1)
        said.append(len(await reminded(office.ana, Reminder("password", customer))))
    assert [1, 0, 0] == said


async def test_one_a_day(office: Office) -> None:
    """A second reminder waits for the next day in Brasília."""
    customer = await office.customer()
    said = [len(await reminded(office.ana, Reminder("password", customer)))]
    for hours in (3, 9):  # it was noon there: 15 o'clock, then midnight
        office.pass_time(hours=hours)
        said.append(len(await reminded(office.ana, Reminder("first_access", customer))))
    assert [1, 0, 1] == said


@pytest.mark.parametrize("kind", ["password", "first_access", "trial_1", "certificate_1"])
async def test_what_is_not_true_any_more(office: Office, kind: str) -> None:
    """A password created, a first access done, a longer trial, a new certificate: nothing is said."""
    customer = await office.customer()
    office.stores.customers.create_password(customer)
    if kind == "first_access":
        await office.ana.chooses("remove!", f"customer:{customer}")
    assert [] == await reminded(office.ana, Reminder(kind, customer))  # type: ignore[arg-type]


async def test_another_resellers_customer(office: Office) -> None:
    """A forged or outdated event tells nothing."""
    assert [] == await reminded(office.bruno, Reminder("password", await office.customer()))


async def test_who_wants_none(office: Office) -> None:
    """Is left alone from the tap on, until they want them again."""
    customer = await office.customer()
    await reminded(office.ana, Reminder("password", customer))
    await office.ana.taps(texts.REFUSE)
    office.pass_time(days=1)
    assert [] == await reminded(office.ana, Reminder("first_access", customer))
    await office.ana.types("lembretes")
    await office.ana.taps(texts.ACCEPT)
    assert 1 == len(await reminded(office.ana, Reminder("first_access", customer)))


async def test_the_word_in_the_middle_of_a_registration(office: Office) -> None:
    """Changes it at once, and the question still waits."""
    await office.ana.commands("start")
    await office.ana.taps("Novo cadastro")
    await office.ana.types("lembretes")
    assert (True, "plan.category", {ANA}) == (
        texts.REFUSED == office.ana.answers[0].text,
        office.ana.at,
        office.stores.reminders.refusals,
    )


async def test_a_registration_that_was_left(office: Office) -> None:
    """Is asked for again where it stopped, after an hour and not before."""
    await office.ana.commands("start")
    await office.ana.taps("Novo cadastro")
    draft = office.ana.draft.id
    said = []
    for minutes in (59, 1):
        office.pass_time(minutes=minutes)
        said += await reminded(office.ana, Reminder("unfinished_1", draft))
    assert (1, "plan.category", texts.UNFINISHED) == (len(said), office.ana.at, office.ana.prompt.notice)


async def test_who_went_on_is_not_asked(office: Office) -> None:
    """The hour begins again with what was said last."""
    await office.ana.commands("start")
    await office.ana.taps("Novo cadastro")
    office.pass_time(minutes=50)
    await office.ana.taps("Emissores Fiscais")
    office.pass_time(minutes=20)
    assert [] == await reminded(office.ana, Reminder("unfinished_1", office.ana.draft.id))
    assert office.crowd.now - timedelta(minutes=20) == office.stores.reminders.unfinished[ANA][1]


async def test_a_registration_that_was_ended(office: Office) -> None:
    """Is nothing to remind of."""
    await office.ana.commands("start")
    await office.ana.taps("Novo cadastro")
    draft = office.ana.draft.id
    assert [ANA] == list(office.stores.reminders.unfinished)
    await office.ana.taps("Cancelar")
    await office.ana.taps("Sim, cancelar")
    office.pass_time(hours=2)
    assert ([], {}) == (
        await reminded(office.ana, Reminder("unfinished_1", draft)),
        office.stores.reminders.unfinished,
    )


async def test_who_looks_at_something_else(office: Office) -> None:
    """Stays there: the reminder stands aside."""
    customer = await office.customer()
    await office.ana.commands("start")
    await office.ana.taps("Novo cadastro")
    await reminded(office.ana, Reminder("password", customer))
    assert ("plan.category", True) == (office.ana.at, office.ana.prompts[-1].aside)
