"""The whole program tells the emitter what is done in the chat, killed or not."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from sqlalchemy import func, select

from bot.adapters.customers import SqlCustomers
from bot.db.database import Database
from bot.db.models import CustomerRow, OutboxRow
from tests.kit.emitter import SECRET, Emitter, emitter
from tests.kit.given import NOON, PADARIA, SOL, Given
from tests.kit.mortal import Mortal, mortal


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Emitter]:
    async with emitter() as one:
        yield one


@pytest_asyncio.fixture
async def bot(tmp_path: Path, migrated_sqlite: Path, receiver: Emitter) -> AsyncIterator[Mortal]:
    """A bot with one customer, of whom nobody was told."""
    shutil.copy(migrated_sqlite, tmp_path / "bot.db")
    told = {"PROVISIONING_URL": receiver.url, "PROVISIONING_SECRET": SECRET}
    async with mortal(Given(customers=((NOON, PADARIA),)), tmp_path, told) as bot:
        yield bot


class Beside:
    """What is done to the customer by somebody else at the same database, such as a page.

    Args:
        bot: whose database.
    """

    def __init__(self, bot: Mortal) -> None:
        self._database = Database(f"sqlite:///{bot.data_dir}/bot.db", outbox=True)

    async def __aenter__(self) -> "Beside":
        async with self._database.transaction() as tx:
            self.customer = (await tx.session.scalars(select(CustomerRow.id))).one()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._database.close()

    async def change(self, times: int) -> None:
        """Suspends and reactivates the customer so often."""
        for _ in range(times):
            for suspended in (True, False):
                async with self._database.transaction() as tx:
                    await SqlCustomers(tx).suspend(SOL.id, self.customer, suspended=suspended)

    async def nothing_waits(self) -> None:
        async with asyncio.timeout(20):
            while await self._waiting():  # noqa: ASYNC110 - another process empties it
                await asyncio.sleep(0.02)

    async def _waiting(self) -> int:
        async with self._database.transaction() as tx:
            return await tx.session.scalar(select(func.count()).select_from(OutboxRow)) or 0


async def test_outbox_survives_sigkill(bot: Mortal, receiver: Emitter) -> None:
    """Killed while the first is on its way, again and again, and in the middle of the others, the bot tells
    all of them in order, each by one id.
    """
    async with Beside(bot) as beside:
        await beside.change(3)
        receiver.held = asyncio.Event()
        for tries in range(1, 4):
            await bot.start()
            await receiver.until(lambda one, tries=tries: len(one.tried) >= tries)  # type: ignore[misc]
            await bot.kill()
        assert (1, 0) == (len(set(receiver.tried)), len(receiver.events))
        receiver.held.set()
        receiver.held = None
        await bot.start()
        await receiver.until(lambda one: len(one.ids) >= 3)
        await bot.kill()
        await beside.change(1)
        await bot.start()
        await beside.nothing_waits()
        assert ["suspended", "resumed"] * 4 == receiver.told_of(beside.customer)


async def test_what_is_done_in_the_chat_is_told(bot: Mortal, receiver: Emitter) -> None:
    """A reseller suspends a customer, and the emitter knows."""
    await bot.start()
    ana = bot.world.phones[0]
    await ana.command("/start")
    await ana.see("O que você quer fazer?", 20)
    for button, sees in (("Clientes", "Toque em um cliente"), ("1. PAO DE EXEMPLO", "1. Plano")):
        await ana.tap(button)
        await ana.see(sees, 20)
    await ana.tap("Suspender")
    await receiver.until(lambda one: bool(one.events))
    assert ["customer.suspended"] == [event["type"] for _, event in receiver.events]
