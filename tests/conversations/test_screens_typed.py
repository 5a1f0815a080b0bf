"""What typing does on screens: what a tap on the button would do that is shown there."""

from dataclasses import replace

import pytest

from conversations import words
from conversations.desk import texts
from conversations.draft import Chat
from tests.conversations.people import Office
from tests.kit.given import PADARIA
from tests.kit.two_resellers import registers_alone


@pytest.fixture
def office() -> Office:
    return Office()


async def at_customer(office: Office) -> str:
    """Ana looks at a customer of hers."""
    id_ = await office.customer()
    await office.ana.chooses("customers", "menu")
    await office.ana.taps("1. PAO DE EXEMPLO")
    return id_


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("2", "Clientes"),
        ("3", "Convites"),
        ("convites", "Convites"),
        ("4", "Planos"),
        ("1", "Etapa 1 de 4 · Plano"),
    ],
)
async def test_menu(office: Office, typed: str, heading: str) -> None:
    """The n-th, or by its words."""
    await office.ana.commands("menu")
    await office.ana.types(typed)
    assert heading == office.ana.prompt.heading


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("corrigir empresa", "Etapa 3 de 4 · Empresa"),
        ("empresa", "Etapa 3 de 4 · Empresa"),
        ("endereço", "Etapa 4 de 4 · Endereço"),
        ("desfazer", "Clientes"),
        ("lista", "Clientes"),
    ],
)
async def test_customer(office: Office, typed: str, heading: str) -> None:
    """By a clear part of a label."""
    await at_customer(office)
    await office.ana.types(typed)
    assert heading == office.ana.prompt.heading


@pytest.mark.parametrize(
    ("typed", "left"),
    [("1", 0), ("sim", 0), ("2", 1), ("não", 1), ("voltar", 1), ("cancelar", 1), ("desfazer", 1)],
)
async def test_a_yes_that_cannot_be_undone(office: Office, typed: str, left: int) -> None:
    """Only the button itself says it; "cancelar" and "voltar" are a no."""
    await at_customer(office)
    await office.ana.types("desfazer")
    await office.ana.types(typed)
    assert left == len(office.stores.customers.kept)


async def test_cancelar_at_a_question_is_its_no_and_no_other(office: Office) -> None:
    """Also where a registration was left unfinished, which it would cancel elsewhere."""
    await office.ana.types("Novo cadastro")
    id_ = await at_customer(office)
    await office.ana.types("desfazer")
    await office.ana.types("cancelar")
    assert (f"customer:{id_}", "registration" in office.ana.chat.drafts) == (office.ana.prompt.id, True)


async def test_cancelar_elsewhere_cancels_the_form(office: Office) -> None:
    """It works at any time, whatever a button there is called."""
    await office.ana.types("Novo cadastro")
    await office.invite()
    await office.ana.chooses("open:invite1", "invites")
    await office.ana.types("cancelar")
    assert "cancel" == office.ana.at


async def test_cancelar_where_there_is_no_form_is_part_of_a_label(office: Office) -> None:
    """Of "Cancelar convite", which asks first."""
    await office.invite()
    await office.ana.chooses("open:invite1", "invites")
    await office.ana.types("cancelar")
    assert texts.ASK_REVOKE == office.ana.prompt.text


@pytest.mark.parametrize(
    ("way", "back"),
    [
        (["Clientes"], "menu"),
        (["Clientes", "Filtrar"], "customers"),
        (["Clientes", "1. PAO"], "customers"),
        (["Clientes", "1. PAO", "Desfazer"], "customer:customer1"),
        (["Clientes", "1. PAO", "Certificado"], "customer:customer1"),
        (["Clientes", "1. PAO", "Pronto"], "customer:customer1"),
        (["Clientes", "1. PAO", "Mandar o link"], "customer:customer1"),
        (["Convites"], "menu"),
        (["Convites", "1. "], "invites"),
        (["Convites", "1. ", "Cancelar convite"], "invite:invite1"),
        (["Planos"], "menu"),
        (["Planos", "1. "], "plans"),
        (["Planos", "1. ", "1. "], "shelf:fiscais"),
        (["Equipe"], "menu"),
        (["Equipe", "1. "], "team"),
    ],
)
async def test_voltar_leads_one_back(office: Office, way: list[str], back: str) -> None:
    """As the button does."""
    await office.customer()
    await office.invite()
    await office.ana.commands("menu")
    for label in way:
        await office.ana.taps(label)
    await office.ana.types("voltar")
    assert back == office.ana.prompt.id


async def test_words_after_a_message_to_forward(office: Office) -> None:
    """The buttons below "E agora?" are what was shown last."""
    await at_customer(office)
    await office.ana.types("link")
    asked = office.ana.labels()
    await office.ana.types("ver o cliente")
    assert (texts.SEE_CUSTOMER, "PAO DE EXEMPLO") == (asked[0], office.ana.prompt.heading)


async def test_a_form_that_ended_leaves_what_it_offers(office: Office) -> None:
    """And not the screen it was opened from."""
    await at_customer(office)
    for typed in ("corrigir empresa", "cancelar", "sim", "2"):
        await office.ana.types(typed)
    assert "menu" == office.ana.prompt.id


async def test_a_form_is_answered_before_the_screen(office: Office) -> None:
    """What its question offers counts, not what was shown before."""
    await office.ana.commands("menu")
    await office.ana.types("1")
    await office.ana.types("2")
    assert "plan.plans" == office.ana.at


async def test_what_means_no_button_is_said(office: Office) -> None:
    """And the same screen shown again; the next words are meant for it."""
    await at_customer(office)
    await office.ana.types("corrigir")
    refused = office.ana.prompt.text
    await office.ana.types("corrigir plano")
    assert (True, "Etapa 1 de 4 · Plano") == (
        words.ERRORS["choice.unknown"] in refused,
        office.ana.prompt.heading,
    )


async def test_news_leave_what_was_offered(office: Office) -> None:
    """They stand aside: "1" still means the list."""
    await office.customer()
    await office.ana.chooses("customers", "menu")
    gil = office.comes("Gil")
    await gil.commands("start", await office.invite())
    await office.ana.types("1")
    assert "PAO DE EXEMPLO" == office.ana.prompt.heading


async def test_words_of_news_are_typed_too(office: Office) -> None:
    """All of them, until something else is said; the list that they interrupted reads all other words."""
    await office.ana.chooses("customers", "menu")
    await registers_alone(office.comes("João"), await office.invite())
    await office.ana.types("ver o cliente")
    opened = office.ana.prompt.id
    await office.ana.types("voltar à lista")
    await office.ana.types("ver o cliente")
    assert ("customer:customer1", True) == (opened, "Procura: “ver o cliente”" in office.ana.said())


async def test_a_chat_of_before_has_nothing_offered(office: Office) -> None:
    """What was stored by a version that did not keep it: words lead on all the same."""
    await office.ana.chooses("customers", "menu")
    stored = office.ana.chat.to_json().replace('"offered"', '"unknown"').replace('"lists"', '"unknown too"')
    office.ana.chat = Chat.from_json(stored)
    await office.ana.types("padaria")
    assert "Procura: “padaria”" in office.ana.said()


async def test_nobody_elses_list(office: Office) -> None:
    """Who is a reseller's person no more picks nothing of what was offered."""
    await office.stores.customers.register(replace(PADARIA, key="x"))
    await office.bia.chooses("customers", "menu")
    await office.stores.team.remove("sol", "bia")
    await office.bia.types("1")
    assert "PAO DE EXEMPLO" not in office.bia.said()


async def test_who_leaves_forgets_what_was_shown(office: Office) -> None:
    """Names of customers too."""
    await at_customer(office)
    await office.ana.chooses("customers", "menu")
    await office.ana.chooses("remove!", "member:ana")
    assert Chat(tapped=office.ana.chat.tapped) == office.ana.chat
