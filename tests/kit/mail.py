"""Mailboxes and a worker on a real Redis and database, with a channel that only keeps what it sends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis

from bot.adapters.access import SqlAccess
from bot.adapters.callers import Callers
from bot.adapters.catalog import SqlCatalog
from bot.adapters.certificates import SqlCertificates
from bot.adapters.cities import OfflineCities
from bot.adapters.concerned import SqlConcerned
from bot.adapters.customers import SqlCustomers
from bot.adapters.deeds import SqlDeeds
from bot.adapters.first_access import SqlFirstAccess
from bot.adapters.invites import SqlInvites
from bot.adapters.links import SqlLinks
from bot.adapters.passwords import Argon2Passwords
from bot.adapters.people import SqlPeople
from bot.adapters.plans import SqlPlans
from bot.adapters.ratings import SqlRatings
from bot.adapters.reminders import SqlReminders
from bot.adapters.team import SqlTeam
from bot.db.database import Database, Transaction
from bot.dead_letters import DeadLetters
from bot.inbox import Held, Inbox
from bot.replays import Replays
from bot.sealing import Seal, TokenMaker
from bot.turns import Turns
from bot.worker import Worker
from conversations.ports import Ports
from tests.kit.given import NOON
from tests.kit.messenger import Messenger
from tests.kit.program import SECRET

PUBLIC_URL = "http://127.0.0.1:8080"
CHAT, OTHER = "telegram:1001", "telegram:1002"


def inbox_of(redis: Redis, worker: str = "one") -> Inbox:
    """The mailboxes as one worker sees them."""
    return Inbox(redis, Seal(SECRET), worker)


def turns_of(messenger: Messenger, database: Database) -> Turns:
    """Turns at noon."""
    callers, replays = Callers(database), Replays(Seal(SECRET))
    return Turns({"telegram": messenger}, database, callers, ports, replays, lambda: NOON)


def ports(tx: Transaction) -> Ports:
    """The real adapters, in a transaction."""
    tokens, clock = TokenMaker(SECRET), lambda: NOON
    return Ports(
        people=SqlPeople(tx, clock=clock),
        team=SqlTeam(tx, tokens, bot_username="sol_bot", whatsapp_number="", clock=clock),
        deeds=SqlDeeds(tx, clock=clock),
        reminders=SqlReminders(tx),
        ratings=SqlRatings(tx, clock=clock),
        plans=SqlPlans(tx),
        catalog=SqlCatalog(tx, clock=clock),
        customers=SqlCustomers(tx, clock=clock),
        invites=SqlInvites(tx, tokens, bot_username="sol_bot", whatsapp_number="", clock=clock),
        access=SqlAccess(tx, tokens, PUBLIC_URL, clock),
        links=SqlLinks(tx, tokens, PUBLIC_URL, clock),
        certificates=SqlCertificates(tx, tokens, PUBLIC_URL, clock),
        passwords=Argon2Passwords(),
        cities=OfflineCities(),
        first_access=SqlFirstAccess(tx, clock=clock),
        concerned=SqlConcerned(tx),
    )


class OnDatabase:
    """The world of `tests.kit.somebody`, on the real adapters."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Ports]:
        """The ports of a turn, in its transaction."""
        async with self.database.transaction() as tx:
            yield ports(tx)


class Post:
    """Delivers updates and empties mailboxes, as `Hands` would, one look at a time.

    Args:
        redis: where the mailboxes are.
        database: of the turns.
        messenger: the channel.
        inbox: the mailboxes, where they are special.
    """

    def __init__(
        self, redis: Redis, database: Database, messenger: Messenger, inbox: Inbox | None = None
    ) -> None:
        self.inbox = inbox or inbox_of(redis)
        self.messenger = messenger
        self.dead_letters = DeadLetters(redis, Seal(SECRET))
        self.worker = Worker(self.inbox, turns_of(messenger, database), self.dead_letters)

    async def deliver(self, *texts: str, chat: str = CHAT) -> None:
        """Stores messages; their text is their id too."""
        for text in texts:
            await self.inbox.append(chat, text, {"text": text})

    async def work(self, chat: str = CHAT) -> bool:
        """Works on a chat; False if another worker has it."""
        with suppress(Held):
            await self.worker.work(chat)
            return True
        return False
