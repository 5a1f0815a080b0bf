"""Two resellers with everything a reseller has, and those who are neither's: what isolation is tried on."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.db.database import Database
from conversations.ports import Ports
from conversations.ports.customers import Registration
from conversations.ports.first_access import ENVIRONMENTS, Configuration, Numbering
from conversations.ports.people import Account, Person, Reseller
from conversations.ports.plans import Category
from conversations.written import cnpj_or_cpf, phone
from tests.conversations.samples import ADDRESSES, COMPANIES, RURAL
from tests.kit.given import CATEGORIES, NOON, PADARIA, SOL
from tests.kit.mail import OnDatabase
from tests.kit.program import put_person, put_reseller
from tests.kit.somebody import Crowd, Somebody, World
from tests.kit.stores import Stores

BRANCH = "12345678000276"
"""Another place of the company that `PADARIA` of the lookups is."""
LUA = Reseller("lua", "Escritório Lua", "lua@suporte.example")
ANA, BRUNO, JOAO, GIL, NINA = "1001", "2001", "3001", "3002", "4001"
"""The accounts: of a person of Sol and one of Lua, a customer and a guest of Sol, and a stranger."""
NAMES = {ANA: "Ana Lima", BRUNO: "Bruno Reis", JOAO: "João", GIL: "Gil", NINA: "Nina"}
PERSONS = {ANA: Person("ana", "Ana Lima", SOL), BRUNO: Person("bruno", "Bruno Reis", LUA)}


TRANSPORT = ("CT-e", "MDF-e")
"""Sold with services, so that there is a customer who issues everything."""


def shelves(reseller: Reseller) -> tuple[Category, ...]:
    """What a reseller sells: the same as everybody, under names and ids of its own."""
    return tuple(
        replace(
            category,
            id=f"{category.id}{reseller.id}",
            name=f"{category.name} {reseller.name}",
            plans=tuple(
                replace(
                    plan,
                    id=f"{plan.id}{reseller.id}",
                    name=f"{plan.name} {reseller.name}",
                    documents=(*plan.documents, *(TRANSPORT if "NFS-e" in plan.documents else ())),
                )
                for plan in category.plans
            ),
        )
        for category in CATEGORIES
    )


def registration(reseller: Reseller, number: int) -> Registration:
    """A customer like no other."""
    who = f"{reseller.id}{number:02}"
    return replace(
        PADARIA,
        key=f"before:{who}",
        reseller_id=reseller.id,
        person_id="ana" if reseller is SOL else "bruno",
        plan_ids=tuple(plan.id for plan in shelves(reseller)[0].plans[: 1 + number % 3]),
        name=f"Contato {who}",
        phone=f"+551198{0 if reseller is SOL else 1}00{number:04}",
        email=f"{who}@cliente.example",
        password_by="generated" if number % 2 else "link",
        tax_id=f"1234{0 if reseller is SOL else 1}{number:03}000195",
        legal_name=f"EMPRESA {who} LTDA",
        trade_name=f"LOJA {who}",
        street=f"RUA {who}",
        trial_ends_at=NOON + timedelta(days=number - 2),
    )


def everybodys() -> list[Registration]:
    """All customers, oldest first; the company of one of them is known to the lookups, and that of another
    in another place.
    """
    of_sol = [registration(SOL, number) for number in range(9)]
    of_sol[3] = replace(of_sol[3], password_by="typed", password_hash="$argon2id$")
    of_sol[4] = replace(of_sol[4], tax_id=RURAL.tax_id, state="PR", state_registration="1011122252")
    of_sol[5] = replace(of_sol[5], tax_id=BRANCH)
    return [*of_sol, *(registration(LUA, number) for number in range(2))]


@dataclass(frozen=True)
class Stock:
    """What Sol has, in the order it came: the same in every world."""

    customers: list[str]
    invites: list[str]


async def two_resellers() -> tuple[Crowd, Stock]:
    """Everybody at the start, on fakes."""
    persons = {Account("telegram", account): person for account, person in PERSONS.items()}
    plans = {SOL.id: shelves(SOL), LUA.id: shelves(LUA)}
    return await peopled(Stores(persons, plans=plans, support="quem cuida do sistema"))


async def two_resellers_on(database: Database) -> tuple[Crowd, Stock]:
    """The same on the real adapters."""
    async with database.transaction() as tx:
        for account, person in PERSONS.items():
            await put_reseller(tx, person.reseller, shelves(person.reseller))
            await put_person(tx, person, int(account))
    return await peopled(OnDatabase(database))


async def peopled(world: World) -> tuple[Crowd, Stock]:
    """Sol has ten customers and three invites, Lua two and one; a customer of Sol registered alone."""
    async with world.turn() as ports:
        stock, payload = await _stock(ports)
    crowd = Crowd(world, COMPANIES, ADDRESSES)
    for account, name in NAMES.items():
        crowd.joined_by(account, name)
    await registers_alone(crowd.people[JOAO], payload)
    guest = crowd.people[GIL]
    await guest.commands("start", payload)
    await guest.taps("Concordo")
    await guest.types("Gil Gomes")
    return crowd, stock


async def _stock(ports: Ports) -> tuple[Stock, str]:
    """Customers and invites of both, and what opens Sol's first invite."""
    made = [(await ports.customers.register(one)).id for one in everybodys()]
    await ports.customers.suspend(SOL.id, made[1], suspended=True)
    await ports.first_access.configure(_configuration(made[3]))
    plans = shelves(SOL)
    offers = [(plans[0].id, (plans[0].plans[0].id,)), (plans[1].id, ()), ("", ())]
    invites = [await _invite(ports, PERSONS[ANA], *offer) for offer in offers]
    await _invite(ports, PERSONS[BRUNO], "", ())
    links = await ports.invites.links(SOL.id, invites[0])
    assert links
    return Stock(made[:9], invites), links.telegram.partition("start=")[2]


def _configuration(customer_id: str) -> Configuration:
    """All that one customer of Sol's lacks to issue, so that it may be sent to Produção."""
    answers = everybodys()[3]
    return Configuration(
        reseller_id=SOL.id,
        customer_id=customer_id,
        person_id="ana",
        version=1,
        state=answers.state,
        city=answers.city,
        city_code=answers.city_code,
        state_registration=answers.state_registration,
        tax_regime=answers.tax_regime,
        municipal_registration="",
        certificate_type="A3",
        numberings=tuple(
            Numbering(document="NF-e", environment=environment, series=1, next_number=1)
            for environment in ENVIRONMENTS
        ),
    )


async def registers_alone(
    guest: Somebody, payload: str, *, tax_id: str = "123.456.789-09", finish: bool = True
) -> None:
    """Opens an invite with fixed plans and goes through all of it, to the review or beyond."""
    await guest.commands("start", payload)
    await guest.taps("Concordo")
    said = [
        f"{guest.name} de Tal", "(11) 98888-1111", f"{guest.account.id}@pessoa.example", tax_id,
        f"{guest.name} Pessoa", "SP", "ISENTO", "01310-100",
    ]  # fmt: skip
    for text in said:
        await guest.types(text)
    await guest.arrives()
    await guest.types("7, fundos")
    if finish:
        await guest.chooses(".finish")


async def _invite(ports: Ports, person: Person, category_id: str, plan_ids: tuple[str, ...]) -> str:
    invite = await ports.invites.make(
        person.reseller.id,
        person.id,
        category_id=category_id,
        plan_ids=plan_ids,
        uses=5,
        expires_at=NOON + timedelta(days=30),
        key=f"before:{category_id}:{plan_ids}",
    )
    return invite.id


def ids_of(stores: Stores, reseller: Reseller) -> dict[str, list[str]]:
    """Everything of a reseller that a button may name, by its kind."""
    return {
        "customer": [k.id for k in stores.customers.kept.values() if k.answers.reseller_id == reseller.id],
        "invite": [made.invite.id for made in stores.invites.made if made.reseller_id == reseller.id],
        "category": [category.id for category in stores.plans.categories[reseller.id]],
        "plan": [plan.id for c in stores.plans.categories[reseller.id] for plan in c.plans],
    }


def secrets_of(stores: Stores, reseller: Reseller, besides: str = "") -> set[str]:
    """What nobody else may ever read of a reseller: its customers' data, its people, plans and links.

    Args:
        stores: where it is.
        reseller: whose.
        besides: the id of the reader's own registration.
    """
    found = {"Ana Lima" if reseller is SOL else "Bruno Reis", "https://"}
    for category in stores.plans.categories[reseller.id]:
        found |= {category.name, *(plan.name for plan in category.plans)}
    for kept in stores.customers.kept.values():
        answers = kept.answers
        if answers.reseller_id == reseller.id and kept.id != besides:
            found |= {answers.name, answers.email, answers.legal_name, answers.street} - {"Avenida Paulista"}
            found |= {answers.tax_id, cnpj_or_cpf(answers.tax_id), answers.phone, phone(answers.phone)}
            found |= {answers.trade_name} - {""}
    found |= {made.token for made in stores.invites.made if made.reseller_id == reseller.id}
    return found


def named(secrets: set[str], text: str) -> list[str]:
    """The secrets that a text gives away; an id is only itself, not the beginning of another."""
    near = (secret for secret in secrets if secret in text)  # looking for each by its expression takes long
    return sorted(s for s in near if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text))
