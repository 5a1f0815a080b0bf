"""What one process of several needs to be set."""

from collections.abc import Mapping
from typing import Literal

from bot.settings.problems import Problem, problem

Role = Literal["web", "worker", "poll"]


def missing(role: Role, given: Mapping[str, str]) -> list[Problem]:
    """All that a role needs and was not given.

    Args:
        role: of the process.
        given: what was set, by the names of the fields; it may be wrong otherwise.
    """
    telegram, whatsapp = "telegram_bot_token" in given, "whatsapp_token" in given
    wrong = [
        (
            "redis_url" not in given,
            "redis_url",
            f"is needed by bot {role}: it shares its Redis with the others",
        ),
        (
            given.get("database_url", "sqlite:").startswith("sqlite:"),
            "database_url",
            f"must be a PostgreSQL for bot {role}: it shares its database with the others",
        ),
        (
            "secret_key" not in given,
            "secret_key",
            f"is needed by bot {role}: it is the same wherever the Redis and the database are",
        ),
        (
            not (telegram or whatsapp),
            "telegram_bot_token",
            f"is needed by bot {role}, or WHATSAPP_TOKEN; to try things out without, there is bot run",
        ),
        (
            role == "poll" and whatsapp and not telegram,
            "telegram_bot_token",
            "is needed by bot poll: from WhatsApp nothing is fetched, Meta delivers to bot web",
        ),
    ]
    return [problem(field, what) for is_wrong, field, what in wrong if is_wrong]
