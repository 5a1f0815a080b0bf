"""Everything the program stands on, looked at at once."""

import asyncio

from bot.doctor.database import look_at_database
from bot.doctor.finding import Finding
from bot.doctor.lookups import look_at_lookups
from bot.doctor.redis_server import look_at_redis
from bot.doctor.telegram import look_at_telegram
from bot.doctor.whatsapp import look_at_whatsapp
from bot.settings import Settings


async def examine(settings: Settings) -> list[Finding]:
    """Looks at everything. Nothing is changed, and nothing in a finding is secret."""
    found = await asyncio.gather(
        look_at_redis(settings),
        look_at_database(settings),
        look_at_telegram(settings),
        look_at_whatsapp(settings),
        look_at_lookups(settings),
    )
    return [
        Finding("Settings", "ok", f"data in {settings.data_dir}"),
        *(one for part in found for one in part),
    ]
