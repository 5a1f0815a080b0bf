"""Looks at everything the program stands on, and says what to do about it."""

from bot.doctor.examination import examine
from bot.doctor.finding import Finding, report
from bot.doctor.provisioning import replay_events
from bot.doctor.redis_server import replay_dead_letters

__all__ = ["Finding", "examine", "replay_dead_letters", "replay_events", "report"]
