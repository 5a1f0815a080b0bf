"""A reseller with much of everything, and names as long as there may be: what prompts must fit even then."""

from datetime import timedelta
from decimal import Decimal

from bot.adapters.people import LONGEST_NAME, LONGEST_SUPPORT
from bot.db.ids import new_id
from conversations.ports import Ports
from conversations.ports.customers import Registration
from conversations.ports.people import Account, Person, Reseller
from conversations.ports.plans import Category, Plan
from tests.conversations.chatting import GOOD
from tests.conversations.samples import ADDRESSES, COMPANIES
from tests.kit.given import NOON, PADARIA
from tests.kit.somebody import Crowd, Somebody, values_of
from tests.kit.stores import Stores

LONGEST = 60
"""Letters of a name of a person, a company, a street, a plan or a category."""
WORDS = "Emissor *Completo* de Notas_Fiscais de Produtos, Serviços e Transportes 😀"
ANA, GIL = "1001", "3002"
"""The accounts: of the reseller's person, and of a guest who may choose among all plans."""
EMAIL = f"{'e' * 50}@{'d' * 60}.com.br"


def named(number: int, most: int = LONGEST) -> str:
    """A name like no other, as long as it may be."""
    return f"{number:02} {WORDS * 10}"[: most - 1] + "x"


SOL = Reseller("sol", named(0, LONGEST_NAME), named(1, LONGEST_SUPPORT))
DOCUMENTS = ("NF-e", "NFC-e", "NFS-e", "CT-e", "MDF-e")
SHELVES = tuple(
    Category(
        new_id(),
        named(number),
        tuple(
            Plan(new_id(), named(plan), DOCUMENTS, Decimal("999999.99"), 365)
            for plan in range(30 if number == 1 else 1)
        ),
    )
    for number in range(1, 13)
)
ALL_OF_FIRST = tuple(plan.id for plan in SHELVES[0].plans)
LONG = {
    "contact.name": named(2),
    "contact.email": EMAIL,
    "company.legal_name": named(3),
    "company.trade_name": named(4),
    "address.cep": "99999-999",
    "address.street": named(5),
    "address.number": "1" * LONGEST,
    "address.complement": named(6),
    "address.district": named(7),
    "support.text": named(1, LONGEST_SUPPORT),
}
"""What is typed as long as it may be."""


async def extreme_crowd() -> Crowd:
    """Everybody at the start."""
    persons = {Account("telegram", ANA): Person("ana", named(8, LONGEST_NAME), SOL)}
    stores = Stores(persons, plans={SOL.id: SHELVES}, support=SOL.support)
    async with stores.turn() as ports:
        payload = await _stock(ports)
    crowd = Crowd(stores, COMPANIES, ADDRESSES)
    crowd.joined_by(ANA, named(8))
    guest = crowd.joined_by(GIL, named(9))
    await guest.commands("start", payload)
    return crowd


async def fill_in(person: Somebody) -> None:
    """Registers with the longest answers, to the review."""
    for _ in range(100):
        if person.at == "review":
            return
        if person.tasks:
            await person.arrives()
        elif person.at == "consent.version":
            await person.chooses(values_of(person.prompt)[0])
        elif person.at == "plan.category":
            await person.chooses(SHELVES[0].id)
        elif person.at == "plan.plans":
            for plan in ALL_OF_FIRST:
                await person.chooses(plan)
            await person.chooses(".next")
        else:
            await person.types(str(LONG.get(person.at, GOOD.get(person.at))))
    raise AssertionError(f"no way past {person.at}: {person.said()}")


async def _stock(ports: Ports) -> str:
    """Customers and invites, more than a page of each; gives what opens the newest invite."""
    for number in range(9):
        await ports.customers.register(_customer(number))
    payload = ""
    for number in range(9):
        invite = await ports.invites.make(
            SOL.id,
            "ana",
            category_id=SHELVES[0].id,
            plan_ids=ALL_OF_FIRST if number < 8 else (),
            uses=1000,
            expires_at=NOON + timedelta(days=365),
            key=f"before:{number}",
        )
        links = await ports.invites.links(SOL.id, invite.id)
        payload = links.telegram.partition("start=")[2] if links else ""
    return payload


def _customer(number: int) -> Registration:
    return Registration(
        key=f"before:{number}",
        reseller_id=SOL.id,
        person_id="ana",
        plan_ids=ALL_OF_FIRST,
        name=named(number),
        phone=f"+551198765{number:04}",
        email=f"{number}{EMAIL}",
        password_by="link",
        tax_id=f"12345678{number:04}95",
        legal_name=named(number + 1),
        trade_name=named(number + 2),
        status=PADARIA.status,
        tax_regime="2",
        state="SP",
        state_registration="111222330112",
        cep="01310100",
        street=named(number),
        number="1" * LONGEST,
        complement=named(number),
        district=named(number),
        city="Vila Bela da Santíssima Trindade",
        city_code="5105507",
        trial_ends_at=NOON + timedelta(days=365),
    )
