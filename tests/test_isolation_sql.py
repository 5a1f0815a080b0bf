"""The same on the real adapters: every button about a customer, an invite or a plan."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.db.database import Database
from bot.db.models import Base
from conversations.draft import Chat
from conversations.prompt import Effect
from tests.conversations.samples import RURAL
from tests.kit.crawler import buttons, everywhere
from tests.kit.given import SOL
from tests.kit.somebody import Crowd
from tests.kit.two_resellers import (
    ANA,
    BRUNO,
    GIL,
    JOAO,
    NINA,
    Stock,
    shelves,
    two_resellers,
    two_resellers_on,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")
fixture = pytest_asyncio.fixture(scope="module", loop_scope="module")

Button = tuple[str, str]
AWAY = {"list", "menu"}
STOCKED = {one.id: one.id for shelf in shelves(SOL) for one in (shelf, *shelf.plans)}
"""Categories and plans of Sol: they have the same ids in every world."""


@fixture
async def database(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Database]:
    """One for all tests: the first ones hold that it stays as it is, and the last one may change it."""
    copy = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("isolation") / "bot.sqlite3")
    database = Database(f"sqlite:///{copy}")
    yield database
    await database.close()


@fixture
async def peopled(database: Database) -> tuple[Crowd, Stock]:
    """Everybody, on that database."""
    return await two_resellers_on(database)


@fixture
async def templates() -> tuple[list[Button], Stock]:
    """Every button with the id of a customer or an invite, as the crawler finds them on fakes."""
    crowd, stock = await two_resellers()
    ids = {*stock.customers, *stock.invites, *STOCKED}
    found = buttons(await everywhere(crowd, ANA, (RURAL.tax_id,)))
    return sorted(b for b in found if ids & set(re.split(r"[|:]", "|".join(b))) and b[1] not in AWAY), stock


def translated(button: Button, ids: dict[str, str]) -> Button:
    """The button with other ids in their place."""
    prompt, value = (re.sub(r"[^|:]+", lambda found: ids.get(found[0], found[0]), text) for text in button)
    return prompt, value


async def rows(database: Database) -> str:
    """The whole database, to be compared."""
    async with database.transaction() as tx:
        tables = Base.metadata.sorted_tables
        return str([sorted(map(str, (await tx.session.execute(select(table))).all())) for table in tables])


@pytest.mark.parametrize(
    "who", [BRUNO, JOAO, GIL, NINA], ids=["another reseller", "a customer", "a guest", "a stranger"]
)
async def test_in_a_database(
    who: str, database: Database, peopled: tuple[Crowd, Stock], templates: tuple[list[Button], Stock]
) -> None:
    """Nothing is told, nothing changed, and each leaves one line in the log."""
    found, stock = templates
    crowd, real = peopled
    pairs = zip([*stock.customers, *stock.invites], [*real.customers, *real.invites], strict=True)
    ids = {**dict(pairs), **STOCKED}
    me, before, nothing = crowd.people[who], await rows(database), dict.fromkeys(ids, "0" * 16)
    chat, turns, unlike, unlogged = me.chat.to_json(), me.turns, [], []
    about_nothing: dict[Button, list[Effect]] = {}

    async def tapped(button: Button) -> list[Effect]:
        me.chat, me.turns = Chat.from_json(chat), turns
        return await me.chooses(button[1], button[0])

    for button in found:
        with capture_logs() as logs:
            said = await tapped(translated(button, ids))
        missing = translated(button, nothing)
        about_nothing[missing] = about_nothing.get(missing) or await tapped(missing)
        unlike += [button] if said != about_nothing[missing] else []
        unlogged += [button] if len(logs) != 1 else []
    assert ([], [], before) == (unlike, unlogged, await rows(database))


async def test_the_buttons_work_for_whose_they_are(
    peopled: tuple[Crowd, Stock], templates: tuple[list[Button], Stock]
) -> None:
    """Sol's own person is answered by what exists, so that the others were really offered something."""
    found, stock = templates
    crowd, real = peopled
    pairs = zip([*stock.customers, *stock.invites], [*real.customers, *real.invites], strict=True)
    ids, ana, gone = {**dict(pairs), **STOCKED}, crowd.people[ANA], []
    for button in found:
        if button[1] not in ("remove!", "delete!", "delete"):
            prompt, value = translated(button, ids)
            gone += [button] if "não existe mais" in str(await ana.chooses(value, prompt)) else []
    assert [] == gone
