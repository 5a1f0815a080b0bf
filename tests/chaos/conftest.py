import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.chaos.messengers import OnTelegram, OnWhatsApp
from tests.chaos.servers import MortalRedis
from tests.chaos.storm import Aftermath, Plan, Storm

Rage = Callable[[Plan], Awaitable[Aftermath]]


@pytest.fixture
def rage(postgresql_url: str) -> Iterator[Rage]:
    """Lets a storm rage. CHAOS_SEED, which is printed, brings the same one again, as far as time allows."""
    seed = int(os.environ.get("CHAOS_SEED") or SystemRandom().randrange(1_000_000))
    with tempfile.TemporaryDirectory(prefix="bot-chaos-") as directory:  # its path must be short for a socket
        log = Path(directory) / "log"

        async def run(plan: Plan) -> Aftermath:
            print(f"\nCHAOS_SEED={seed}")  # noqa: T201 - seen when the test fails
            chance = Random(seed)
            messenger = (OnWhatsApp if plan.on_whatsapp else OnTelegram)(chance, plan.late)
            async with MortalRedis(log.parent) as redis:
                storm = Storm(plan, chance, messenger, redis=redis, database_url=postgresql_url, log=log)
                aftermath = await storm.run()
            print(*aftermath.wrong, aftermath.told, sep="\n")  # noqa: T201
            if aftermath.wrong:
                unusual = [line for line in log.read_text().splitlines() if '"level": "info"' not in line]
                print(*unusual[-50:], sep="\n")  # noqa: T201
            return aftermath

        yield run
