"""The operator makes invites."""

from datetime import UTC, datetime

import pytest

from bot.adapters.invites import SqlInvites
from bot.db.database import Database, Transaction
from bot.operator import UnknownPlan, UnknownReseller, add_invite, import_plans
from bot.sealing import TokenMaker
from conversations.ports.invites import Invite
from tests.contracts.world import SqlWorld, linked

MORE_PLANS = """
categories:
  - name: Emissores
    plans:
      - {name: Básico, documents: [NF-e], price: "9.90", trial_days: 7}
      - {name: Básico +, documents: [NF-e], price: "19.90", trial_days: 7}
      - {name: PÓS, documents: [NF-e], price: "29.90", trial_days: 7}
      - {name: pos, documents: [NF-e], price: "29.90", trial_days: 7}
      - {name: Pôs, documents: [NF-e], price: "29.90", trial_days: 7}
  - name: Transporte
    plans:
      - {name: Frete, documents: [CT-e], price: "89.90", trial_days: 7}
"""


def sql_invites(tx: Transaction, world: SqlWorld) -> SqlInvites:
    return SqlInvites(tx, TokenMaker("secret"), bot_username="sol_bot", whatsapp_number="", clock=world.clock)


async def added(database: Database, *names: str, days: int = 30) -> Invite:
    """The invite that was added for the plans of these names."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with database.transaction() as tx:
        await import_plans(tx, shop.reseller.id, MORE_PLANS)
        invites = sql_invites(tx, world)
        await add_invite(tx, invites, shop.reseller.id, names, days=days, clock=world.clock)
        (invite,), _ = await invites.page(shop.reseller.id)
    return invite


async def test_invite_for_one_and_a_month(database: Database) -> None:
    """Unasked it is for one, to the end of the thirtieth day in Brasília, and the customer chooses."""
    invite = await added(database)
    end = datetime(2026, 12, 25, 2, 59, 59, tzinfo=UTC)
    assert (1, end, "", (), "") == (
        invite.uses,
        invite.expires_at,
        invite.category,
        invite.plans,
        invite.made_by,
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Básico", "Básico"), ("basico", "Básico"), ("BÁSICO  +", "Básico +"), ("pos", "pos"), ("PÔS", "Pôs")],
)
async def test_plans_are_known_however_written(database: Database, said: str, meant: str) -> None:
    """Case, accents and spaces make no difference, but where accents tell plans apart they do."""
    assert (meant,) == (await added(database, said)).plans


async def test_several_plans_of_one_category(database: Database) -> None:
    """The invite fixes all of them, each once, and their category."""
    invite = await added(database, "basico +", "Básico", "basico +")
    assert ("Emissores", ("Básico +", "Básico")) == (invite.category, invite.plans)


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["Outro"], "no plan named 'Outro'; there are 'Básico', .*'Frete'"),
        (["Pös"], "several plans named 'Pös'; there are 'PÓS', 'pos', 'Pôs'"),
        (["Básico", "Frete"], "of one category, these are of 'Emissores', 'Transporte'"),
    ],
)
async def test_unfit_plans_are_explained(database: Database, names: list[str], reason: str) -> None:
    """What was meant is told apart from what there is."""
    with pytest.raises(UnknownPlan, match=reason):
        await added(database, *names)


async def test_nothing_to_sell_yet(database: Database) -> None:
    """An invite to a reseller without plans leads nowhere: it says what to do first."""
    world = SqlWorld(database)
    reseller, _ = await world.reseller("Contábil Sol")
    async with database.transaction() as tx:
        with pytest.raises(UnknownPlan, match="bot plans import"):
            await add_invite(tx, sql_invites(tx, world), reseller.id)


async def test_invite_of_nobody(database: Database) -> None:
    """An id that is none makes no invite."""
    async with database.transaction() as tx:
        with pytest.raises(UnknownReseller):
            await add_invite(tx, sql_invites(tx, SqlWorld(database)), "nobody")
