"""All that runs by the clock; a new job is added here."""

from functools import partial
from uuid import uuid4

from bot.db.clock import Clock
from bot.inbox import Inbox
from bot.jobs.ended_certificates import settle_ended
from bot.jobs.job import Job
from bot.jobs.old_links import forget_old_links
from bot.jobs.old_logos import forget_old_logos
from bot.jobs.reminders import find_reminders
from bot.parts import Parts
from bot.provisioning.delivery import deliver
from bot.provisioning.outbox import Outbox
from bot.provisioning.secret import Signer
from bot.provisioning.sending import Sender
from bot.spreadsheets.keeping import forget_spreadsheets

SOON, TEN_MINUTES, HOUR = 1.0, 600.0, 3600.0  # seconds
DAY = 24 * HOUR


def jobs_of(parts: Parts, clock: Clock) -> list[Job]:
    """The jobs of a process that answers.

    Args:
        parts: what they work on.
        clock: what time it is.
    """
    inbox = Inbox(parts.redis, parts.seal, "clock")
    jobs = [
        Job("old_links", every=DAY, run=partial(forget_old_links, parts.database, clock)),
        Job("old_spreadsheets", every=HOUR, run=partial(forget_spreadsheets, parts.database, clock)),
        Job("reminders", every=TEN_MINUTES, run=partial(find_reminders, parts.database, inbox, clock)),
        Job("old_logos", every=DAY, run=partial(forget_old_logos, parts.database, clock)),
        Job("ended_certificates", every=HOUR, run=partial(settle_ended, parts.database, clock)),
    ]
    return [*jobs, _outbox(parts, clock)] if parts.settings.provisioned else jobs


def _outbox(parts: Parts, clock: Clock) -> Job:
    settings = parts.settings
    signer = Signer(settings.provisioning_secret.get_secret_value())
    outbox = Outbox(parts.database, uuid4().hex)
    sender = Sender(
        outbox, parts.redis, partial(deliver, parts.http, settings.provisioning_url, signer), clock=clock
    )
    return Job("outbox", every=SOON, run=sender.run, by_one=False)
