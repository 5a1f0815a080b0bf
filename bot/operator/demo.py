"""A reseller with plans for whoever tries the program without any settings."""

from bot.adapters.people import DEMO_ID, reseller_of
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import ResellerRow
from bot.operator.plans_import import import_plans
from conversations.ports.people import Reseller

PLANS = """
categories:
  - name: Emissores Fiscais
    plans:
      - {name: Emissor NF-e, documents: [NF-e], price: "49.90", trial_days: 7}
      - {name: Emissor NFC-e, documents: [NFC-e], price: "39.90", trial_days: 7}
      - {name: Emissor NFS-e, documents: [NFS-e], price: "29.90", trial_days: 15}
  - name: Transporte
    plans:
      - {name: Emissor CT-e e MDF-e, documents: [CT-e, MDF-e], price: "89.90", trial_days: 7}
"""


async def add_demo(tx: Transaction, *, clock: Clock = utc_now) -> Reseller:
    """The demo reseller, made with its plans if it is not there yet; its id is always the same."""
    row = await tx.session.get(ResellerRow, DEMO_ID)
    if row is None:
        row = ResellerRow(
            id=DEMO_ID,
            name="Contábil Sol (demonstração)",
            support="(11) 91234-5678, das 9h às 18h",
            created_at=clock(),
        )
        tx.session.add(row)
        await tx.session.flush()
        await import_plans(tx, DEMO_ID, PLANS, clock=clock)
    return reseller_of(row)
