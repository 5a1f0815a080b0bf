"""How much waits in Redis, for all processes together."""

from prometheus_client.core import GaugeMetricFamily
from redis.asyncio import Redis

from bot.dead_letters import DEAD
from bot.inbox import TASKS, UPDATES
from bot.scripts import script


async def queues(redis: Redis) -> list[GaugeMetricFamily]:
    """Depth and age of the queues, and the dead letters.

    An entry of a queue is a mailbox that was announced and is not done with: it waits, or is in work. A dead
    letter that a crash put there twice counts twice.

    Raises:
        RedisError: Redis is away.
    """
    waiting = GaugeMetricFamily(
        "bot_mailboxes_waiting", "Mailboxes announced and not done.", labels=["queue"]
    )
    age = GaugeMetricFamily("bot_mailbox_age_seconds", "Since the oldest was announced.", labels=["queue"])
    look = redis.register_script(script("queue"))
    for queue in (UPDATES, TASKS):
        depth, milliseconds = await look(keys=[queue])
        waiting.add_metric([queue], depth)
        age.add_metric([queue], milliseconds / 1000)
    dead = GaugeMetricFamily(
        "bot_dead_letters_waiting", "Updates set aside, for bot doctor.", await redis.xlen(DEAD)
    )
    return [waiting, age, dead]
