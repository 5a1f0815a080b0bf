"""The database of a reseller in which everybody who talks is a person of the reseller."""

from bot.db.clock import utc_now
from bot.db.database import Database
from bot.db.migrate import migrate
from bot.db.models import AccountRow, PersonRow
from bot.operator import add_reseller, import_plans
from bot.sealing import TokenMaker
from bot.telegram.replies import CHANNEL

PLANS = """
categories:
  - name: Emissores Fiscais
    plans:
      - {name: Emissor NF-e, documents: [NF-e], price: "49.90", trial_days: 7}
"""


async def fill(database_url: str, secret_key: str, chats: list[int]) -> None:
    """Brings an empty database to the newest schema and puts them in.

    Args:
        database_url: where it is.
        secret_key: of the program.
        chats: the numbers of everybody's chats.
    """
    await migrate(database_url)
    database = Database(database_url)
    async with database.transaction() as tx:
        reseller, _ = await add_reseller(tx, "Contábil Sol", "(11) 4000-1234", TokenMaker(secret_key))
        await import_plans(tx, reseller.id, PLANS)
        for chat in chats:
            person = PersonRow(id=str(chat), reseller_id=reseller.id, name="Ana", created_at=utc_now())
            account = AccountRow(channel=CHANNEL, account_id=str(chat), person_id=str(chat))
            tx.session.add_all([person, account])
    await database.close()
