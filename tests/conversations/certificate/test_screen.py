"""The certificate of one customer: what is said of it, and when it is not there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.certificate import texts
from conversations.certificate.news import KEPT
from conversations.ports.certificates import Certificate
from conversations.prompt import Event, Prompt, Reply
from tests.conversations.people import Office
from tests.kit.given import NOON

SENT = Certificate(
    holder="PADARIA EXEMPLO LTDA",
    tax_id="12345678000195",
    not_after=NOON + timedelta(days=200),
    kept_at=NOON,
)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=31), "Vale até 25/12/2026"),
        (timedelta(days=30), "Vale até 24/12/2026 (faltam 30 dias)"),
        (timedelta(days=1), "Vale até 25/11/2026 (falta 1 dia)"),
        (timedelta(hours=2), "Vale até 24/11/2026 (termina hoje)"),
        (timedelta(0), "Venceu em 24/11/2026: não assina mais"),
        (timedelta(days=-1), "Venceu em 23/11/2026: não assina mais"),
    ],
)
def test_how_near_its_end_is(left: timedelta, said: str) -> None:
    """The day, in Brazil, and how many are left where they are few."""
    assert said == texts.until(replace(SENT, not_after=NOON + left), NOON)


def test_what_the_emitter_has_is_said() -> None:
    """Once it has fetched the certificate."""
    told = [texts.kept(replace(SENT, fetched=fetched), NOON).splitlines()[-1] for fetched in (False, True)]
    assert ["Enviado em 24/11/2026", "Já está no emissor."] == told


async def test_without_pages_the_person_is_told(office: Office) -> None:
    """Where nothing of ours can be opened from outside, no link is made."""
    customer = await office.customer()
    office.stores.certificates.close()
    await office.ana.chooses("send", f"certificate:{customer}")
    assert (True, {}) == (texts.NO_PAGES in office.ana.prompt.text, office.stores.certificates.made)


async def test_link_is_of_who_asks(office: Office) -> None:
    """Whose chat is told when it was used."""
    customer = await office.customer()
    await office.ana.chooses("send", f"certificate:{customer}")
    assert [office.ana.account] == list(office.stores.certificates.asked_by.values())


@pytest.mark.parametrize("value", ["send", "a3", "show", "back"])
async def test_a_removed_customer_is_said_to_be_gone(office: Office, value: str) -> None:
    """Whatever is tapped then, no link is made."""
    customer = await office.customer()
    await office.ana.chooses("show", f"certificate:{customer}")
    await office.stores.customers.remove("sol", customer)
    office.pass_time(minutes=1)
    await office.ana.chooses(value)
    assert ([texts.GONE], ["list"], {}) == (
        [prompt.text for prompt in office.ana.answers],
        office.ana.values(),
        office.stores.certificates.made,
    )


async def told(office: Office, customer: str) -> list[Prompt]:
    """What Ana is told when a page has taken a certificate."""
    await office.ana.reply(Reply(event=Event(KEPT, {"customer": customer}, "found")))
    return office.ana.answers


async def test_news_disturb_nothing(office: Office) -> None:
    """They come aside of the question that waits."""
    customer = await office.customer()
    office.stores.certificates.kept[customer] = SENT
    await office.ana.types("Novo cadastro")
    (prompt,) = await told(office, customer)
    assert (True, "registration") == (prompt.aside, office.ana.chat.active)


async def test_news_of_what_is_gone(office: Office) -> None:
    """Of a customer that was removed, or of another reseller, nothing is said."""
    customer = await office.customer()
    office.stores.certificates.kept[customer] = SENT
    await office.bruno.reply(Reply(event=Event(KEPT, {"customer": customer}, "found")))
    await office.stores.customers.remove("sol", customer)
    assert ([], []) == (office.bruno.answers, await told(office, customer))
