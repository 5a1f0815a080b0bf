"""The end: registered once, for the right time, and only what is still good."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from conversations.prompt import Prompt
from conversations.registration.finish import trial_end
from tests.conversations.chatting import Chatting, prompts, utc
from tests.conversations.samples import PADARIA
from tests.conversations.validity import faults
from tests.kit.given import CATEGORIES, NOON
from tests.kit.given import PADARIA as EXISTING


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


async def finish(chat: Chatting) -> list[Prompt]:
    return prompts(await chat.taps("Iniciar teste grátis"))


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        (utc("2026-11-24T15:00"), 7, utc("2026-12-02T02:59:59")),
        (
            utc("2026-11-25T02:30"),
            7,
            utc("2026-12-02T02:59:59"),
        ),  # 23:30 in Brasília, already the 25th in UTC
        (utc("2026-11-25T03:00"), 7, utc("2026-12-03T02:59:59")),  # midnight in Brasília
        (utc("2026-12-31T12:00"), 1, utc("2027-01-02T02:59:59")),
    ],
)
def test_trial_ends_with_a_day_in_brasilia(now: datetime, days: int, expected: datetime) -> None:
    """Late in the evening it is still the same day there."""
    assert expected == trial_end(now, days)


async def test_what_is_registered_is_valid(chat: Chatting) -> None:
    """By the rules of the fiscal document, said again independently."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await finish(chat)
    assert [] == faults(chat.stores.registrations[0], CATEGORIES, NOON)


async def test_what_the_register_told_of_the_company_is_kept(chat: Chatting) -> None:
    """Its opening, its main activity and what it is by law, though nobody is asked for them."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await finish(chat)
    made = chat.stores.registrations[0]
    assert (PADARIA.opened, PADARIA.activity, PADARIA.legal_nature) == (
        made.opened,
        made.activity,
        made.legal_nature,
    )


async def test_longest_trial_wins(chat: Chatting) -> None:
    """Of 7, 15 and 1 days, 15."""
    await chat.reach("review", plan__plans=("Emissor NF-e", "Emissor NFC-e", "Emissor NFS-e", "Avançar"))
    await finish(chat)
    assert trial_end(NOON, 15) == chat.stores.registrations[0].trial_ends_at


async def test_a_second_tap_registers_nothing(chat: Chatting) -> None:
    """However often it is tapped; it is answered all the same."""
    await chat.reach("review")
    review = chat.prompt
    await chat.chooses(".finish")
    chat.now += timedelta(minutes=1)
    said = prompts(await chat.chooses(".finish", on=review))
    assert (1, "menu") == (len(chat.stores.registrations), said[-1].id)


async def test_the_draft_is_gone(chat: Chatting) -> None:
    """The next registration begins with nothing."""
    await chat.reach("review")
    await finish(chat)
    assert ({}, "") == (chat.chat.drafts, chat.chat.active)


async def test_email_taken_meanwhile_is_asked_again(chat: Chatting) -> None:
    """The database decides, the rest is kept."""
    await chat.reach("review")
    await chat.customers.register(replace(EXISTING, email="maria@padaria.com.br"))
    said = await finish(chat)
    assert ("contact.email", True) == (chat.at, "já é usado" in said[-1].notice)


async def test_another_email_then_finishes(chat: Chatting) -> None:
    """Nothing else is asked."""
    await chat.reach("review")
    await chat.customers.register(replace(EXISTING, email="maria@padaria.com.br"))
    await finish(chat)
    await chat.types("outra@padaria.com.br")
    await finish(chat)
    assert "outra@padaria.com.br" == chat.stores.registrations[-1].email


async def test_email_taken_before_is_refused_at_once(chat: Chatting) -> None:
    """In capitals too."""
    await chat.customers.register(EXISTING)
    await chat.reach("contact.email")
    await chat.types(EXISTING.email.upper())
    assert ("contact.email", True) == (chat.at, "já é usado" in chat.said())


async def test_customer_registered_meanwhile_is_shown(chat: Chatting) -> None:
    """By a colleague: the same choice as for every repeat."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await chat.customers.register(replace(EXISTING, state_registration="111222330112"))
    said = await finish(chat)
    assert ("company.repeat", True) == (chat.at, "foi cadastrado" in said[-1].notice)


async def test_plans_gone_meanwhile_are_asked_again(chat: Chatting) -> None:
    """From what is sold now."""
    await chat.reach("review")
    chat.plans.categories = {"sol": CATEGORIES[1:]}
    said = await finish(chat)
    assert ("plan.plans", True, ["⬜ Emissor CT-e · R$ 1.049,90"]) == (
        chat.at,
        "não é mais vendido" in said[-1].notice,
        chat.labels()[:1],
    )


@pytest.mark.parametrize(
    ("how", "by", "page"),
    [
        ("O cliente cria pelo link", "link", True),
        ("Gerar uma senha", "generated", True),
        ("Digitar uma senha", "typed", False),
    ],
)
async def test_the_kit_has_the_page_where_there_is_one(chat: Chatting, how: str, by: str, page: bool) -> None:
    """And never a password."""
    await chat.reach("review", contact__password=how)
    _, kit, _ = await finish(chat)
    assert (by, page, False) == (
        chat.stores.registrations[0].password_by,
        "https://bot.example/s/" in kit.text,
        "Padaria#2026" in kit.text,
    )


async def test_a_common_password_must_be_changed(chat: Chatting) -> None:
    """The panel's 123456 is good for the first access only."""
    await chat.reach(
        "review",
        contact__password="Digitar uma senha",
        contact__password_typed="123456",
        contact__password_again="123456",
    )
    await finish(chat)
    assert chat.stores.registrations[0].must_change


async def test_a_password_chosen_anew_leaves_no_hash(chat: Chatting) -> None:
    """Typed first, then by link: nothing of the typed one is registered."""
    await chat.reach("review", contact__password="Digitar uma senha")
    await chat.taps("Corrigir Contato")
    await chat.taps("Senha")
    await chat.taps("O cliente cria pelo link")
    await finish(chat)
    made = chat.stores.registrations[0]
    assert ("link", "", False) == (made.password_by, made.password_hash, made.must_change)
