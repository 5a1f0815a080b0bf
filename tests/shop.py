"""The demo reseller after some weeks: a colleague, and a page and a half of customers."""

from datetime import timedelta
from pathlib import Path

from bot.adapters.customers import SqlCustomers
from bot.adapters.first_access import SqlFirstAccess
from bot.adapters.plans import SqlPlans
from bot.db.clock import utc_now
from bot.db.database import Database, Transaction
from bot.db.migrate import migrate
from bot.db.models import PersonRow
from bot.operator import add_demo
from conversations.ports.customers import Registration
from conversations.ports.first_access import ENVIRONMENTS, Configuration, Numbering
from conversations.ports.plans import Plan
from conversations.registration.finish import trial_end
from conversations.wording import plain

CUSTOMERS = (
    # trade name, CNPJ, days ago, and what is special about it
    ("Empório São Bento", "99000301000182", 21, "live"),
    ("Ótica Visão Clara", "99000302000127", 19, "suspended"),
    ("Oficina do Zé", "99000303000171", 16, ""),
    ("Papelaria Aurora", "99000304000116", 12, "live"),
    ("Floricultura Primavera", "99000305000160", 7, "invited"),
    ("Mercado Boa Praça", "99000306000105", 6, ""),
    ("Farmácia Santa Rita", "99000307000150", 5, "pending"),
    ("Restaurante Sabor de Minas", "99000308000102", 3, ""),
    ("Padaria Nova Aliança", "99000309000149", 2, "invited"),
    ("Pet Shop Amigo Fiel", "99000310000173", 1, "pending"),
    ("Padaria Sol Nascente", "99000311000118", 0, "pending"),
)
"""Invented; their CNPJs lie beyond those in use."""


async def open_shop(data_dir: Path) -> None:
    """Fills the database that `bot run` will find in a new data directory."""
    data_dir.mkdir()  # noqa: ASYNC240 - nothing else runs yet
    url = f"sqlite:///{data_dir / 'bot.db'}"
    await migrate(url)
    database = Database(url)
    async with database.transaction() as tx:
        reseller = await add_demo(tx)
        colleague = PersonRow(id="carla", reseller_id=reseller.id, name="Carla Dias", created_at=utc_now())
        tx.session.add(colleague)
        await tx.session.flush()
        plan = (await SqlPlans(tx).of(reseller.id))[0].plans[0]
        for customer in CUSTOMERS:
            await _register(tx, reseller.id, plan, *customer)
    await database.close()


async def _register(  # noqa: PLR0917 - the row of the table above
    tx: Transaction, reseller_id: str, plan: Plan, trade_name: str, tax_id: str, days: int, special: str
) -> None:
    at = utc_now() - timedelta(days=days, hours=2)
    customer = await SqlCustomers(tx, clock=lambda: at).register(
        Registration(
            key=f"before:{tax_id}",
            reseller_id=reseller_id,
            person_id="" if special == "invited" else "carla",
            plan_ids=(plan.id,),
            name="Maria Souza",
            phone="+5511987001234",
            email=f"contato@{plain(trade_name).replace(' ', '')}.example",
            password_by="link",
            password_hash="" if special == "pending" else "$argon2id$",
            tax_id=tax_id,
            legal_name=f"{trade_name} Ltda",
            trade_name=trade_name,
            status="ATIVA",
            tax_regime="1",
            state="SP",
            state_registration="111222330112",
            cep="01310100",
            street="Avenida Paulista",
            number="1000",
            complement="",
            district="Bela Vista",
            city="São Paulo",
            city_code="3550308",
            trial_ends_at=trial_end(at, plan.trial_days),
        )
    )
    if special == "suspended":
        await SqlCustomers(tx).suspend(reseller_id, customer.id, suspended=True)
    if special == "live":
        await _go_live(tx, reseller_id, customer.id)


async def _go_live(tx: Transaction, reseller_id: str, customer_id: str) -> None:
    """All that was missing to issue, and then Produção."""
    first_access = SqlFirstAccess(tx)
    await first_access.configure(
        Configuration(
            reseller_id=reseller_id,
            customer_id=customer_id,
            person_id="carla",
            version=1,
            state="SP",
            city="São Paulo",
            city_code="3550308",
            state_registration="111222330112",
            tax_regime="1",
            municipal_registration="",
            certificate_type="A3",
            numberings=tuple(
                Numbering(document="NF-e", environment=environment, series=1, next_number=1)
                for environment in ENVIRONMENTS
            ),
        )
    )
    await first_access.go_live(reseller_id, customer_id)
