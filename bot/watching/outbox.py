"""How much waits to be told to the emitter, for all processes together."""

from datetime import datetime

from prometheus_client.core import GaugeMetricFamily

from bot.db.database import Database
from bot.provisioning.looking import look


async def outbox(database: Database, now: datetime) -> list[GaugeMetricFamily]:
    """Depth and age of the outbox, and what was given up.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database is away.
    """
    looked = await database.ask(look)
    age = max(0.0, (now - looked.oldest).total_seconds()) if looked.oldest else 0.0
    return [
        GaugeMetricFamily("bot_outbox_waiting", "Events to be told to the emitter.", looked.waiting),
        GaugeMetricFamily("bot_outbox_age_seconds", "Since the oldest of them was queued.", age),
        GaugeMetricFamily("bot_outbox_parked", "Events that were given up, for bot doctor.", looked.parked),
    ]
