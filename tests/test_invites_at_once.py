"""Invites in the whole program, with several phones at once."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.db.models import CustomerAccountRow, CustomerRow, InviteRow
from bot.simulator.phone import Phone
from conversations.ports.people import Account
from tests.kit.given import NOON, SOL, Given
from tests.kit.mail import ports
from tests.kit.program import Place, Program, program

WELCOME, TOO_LATE = "Bem-vindo!", "o convite deixou de valer, e o cadastro não foi feito"
SAID = ("123.456.789-09", "Rui Rural", "SP", "ISENTO", "01310-100", "7, fundos")


async def invite(running: Program, uses: int) -> str:
    """The link of an invite by Ana with a fixed plan."""
    async with running.database.transaction() as tx:
        made = await ports(tx).invites.make(
            SOL.id,
            "ana",
            category_id="fiscais",
            plan_ids=("nfe",),
            uses=uses,
            expires_at=NOON.replace(year=2027),
            key="here",
        )
        links = await ports(tx).invites.links(SOL.id, made.id)
    assert links
    return f"https://t.me/{running.world.username}?{links.telegram.partition('?')[2]}"


async def to_the_end(phone: Phone, link: str, said: tuple[str, ...]) -> None:
    """All but the last tap."""
    await phone.open_link(link)
    await phone.see("um aviso sobre seus dados")
    await phone.tap("Concordo")
    await phone.see("Qual é o seu nome?")
    await phone.type("Fulano de Tal")
    await phone.wait(lambda: phone.keyboard)
    await phone.tap("📱 Usar")
    await phone.see("Qual é o seu e-mail?")
    before = "Etapa 2 de 4"
    for text in (f"eu{phone.user.id}@exemplo.com.br", *said):
        await phone.wait(lambda before=before: before in phone.last.text)
        count = len(phone.messages)
        await phone.type(text)
        await phone.wait(lambda count=count: len(phone.messages) >= count + 2)
        await phone.wait(lambda: "Consultando" not in phone.last.text)
        before = "Etapa"
    await phone.wait(lambda: phone.last.button("Confirmar endereço") or phone.last.button("Iniciar teste"))
    if phone.last.button("Confirmar endereço"):
        await phone.tap("Confirmar endereço")
    await phone.see("Confira tudo")


async def last_place(place: Place) -> None:
    async with program(Given(), place) as running:
        joao = running.world.phones[1]
        rui = running.world.add_phone("Outro", first_name="Rui", phone_number="+5531991234567")
        link = await invite(running, uses=1)
        await to_the_end(joao, link, ("12.345.678/0001-95",))
        await to_the_end(rui, link, SAID)
        await asyncio.gather(*(phone.tap("Iniciar teste grátis") for phone in (joao, rui)))
        told = [
            await phone.wait(lambda phone=phone: [s for s in (WELCOME, TOO_LATE) if s in str(phone)], 10)
            for phone in (joao, rui)
        ]
        assert [[TOO_LATE], [WELCOME]] == sorted(told, key=lambda found: found == [WELCOME])
        loser = Account("telegram", str((joao, rui)[told.index([TOO_LATE])].user.id))
    async with place.database.transaction() as tx:
        counts = [
            await tx.session.scalar(select(func.count()).select_from(row))
            for row in (CustomerRow, CustomerAccountRow)
        ]
        registered = await tx.session.scalar(select(InviteRow.registered))
        assert ([1, 1], 1, None) == (counts, registered, await ports(tx).people.own(loser))


async def test_the_last_place_is_taken_once(place: Place) -> None:
    """Of two who finish at the same moment one is registered, the other told; nothing of theirs is kept."""
    await last_place(place)


async def test_the_last_place_is_taken_once_on_postgresql(place_on_postgresql: Place) -> None:
    """The same where transactions really run beside each other."""
    await last_place(place_on_postgresql)


async def test_a_reseller_who_blocked_the_bot_stops_no_customer(place: Place) -> None:
    """The news finds nobody there; the customer is welcomed, and is in the list later."""
    async with program(Given(), place) as running:
        ana, joao = running.phone, running.world.phones[1]
        await ana.command("/menu")
        await ana.see("O que você quer fazer?")
        await ana.block()
        await to_the_end(joao, await invite(running, uses=1), ("12.345.678/0001-95",))
        await joao.tap("Iniciar teste grátis")
        await joao.see(WELCOME)
        await ana.unblock()
        await ana.command("/menu")
        await ana.tap("Clientes")
        await ana.see("por convite")


@pytest.mark.parametrize(
    ("how", "then"),
    [
        ("share", "Qual é o seu e-mail?"),
        ("(21) 99123-4567", "Qual é o seu e-mail?"),
        ("Voltar", "Qual é o seu nome?"),
        ("Cancelar", "Cancelar este cadastro?"),
        ("/cancelar", "Cancelar este cadastro?"),
    ],
)
async def test_the_phones_keyboard_goes_away(place: Place, how: str, then: str) -> None:
    """However its question is left, the buttons below the input go with it."""
    async with program(Given(), place) as running:
        joao = running.world.phones[1]
        await joao.open_link(await invite(running, uses=1))
        await joao.see("um aviso sobre seus dados")
        await joao.tap("Concordo")
        await joao.see("Qual é o seu nome?")
        await joao.type("João da Padaria")
        await joao.wait(lambda: joao.keyboard)
        assert ["📱 Usar meu telefone"] == joao.keyboard[0]
        await (joao.share_own_contact() if how == "share" else joao.type(how))
        await joao.see(then)
        await joao.wait(lambda: not joao.keyboard)
        assert [] == joao.keyboard


async def test_news_in_the_middle_of_a_question(place: Place) -> None:
    """The reseller goes on answering, and the news' button works beside it."""
    async with program(Given(), place) as running:
        ana, joao = running.phone, running.world.phones[1]
        await ana.command("/start")
        for label, then in (
            ("Novo cadastro", "Qual é a categoria?"),
            ("Emissores Fiscais", "Quais planos?"),
            ("⬜ Emissor NF-e", "[✅ Emissor NF-e"),
            ("Avançar", "nome da pessoa de contato"),
        ):
            await ana.wait(lambda label=label: ana.last.button(label))
            await ana.tap(label)
            await ana.wait(lambda then=then: then in str(ana))
        await to_the_end(joao, await invite(running, uses=1), ("12.345.678/0001-95",))
        await joao.tap("Iniciar teste grátis")
        await ana.see("se cadastrou pelo seu convite")
        await ana.type("Maria Souza")
        await ana.see("Qual é o telefone, com DDD?")
        await ana.tap("Ver o cliente")
        assert await ana.wait(lambda: ana.last.button("Corrigir Empresa"))
