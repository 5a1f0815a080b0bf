"""A post office: all that sends on WhatsApp, on a real Redis and database, to the simulated Cloud API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from redis.asyncio import Redis
from starlette.applications import Starlette

from bot.adapters.contacts import Contacts
from bot.adapters.contacts_known import Known
from bot.channel import SendLater
from bot.db.database import Database
from bot.outgoing import Message, Outgoing, outgoing_from_json, outgoing_to_json
from bot.sealing import Seal
from bot.simulator.whatsapp.errors import CloudError
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.templates import Template as Approved
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.whatsapp.client import CloudApi
from bot.whatsapp.delivering import Delivery
from bot.whatsapp.failures import Failures
from bot.whatsapp.messages import Template
from bot.whatsapp.receipts import Receipts
from bot.whatsapp.sending import Sender
from bot.whatsapp.waiting import Waiting
from bot.whatsapp.window import Window
from conversations.prompt import Prompt
from tests.kit.program import SECRET

NUMBER = "+5511987654321"
NEWS = "Há uma novidade."
TEMPLATE = Template("cadastro_novidade", "pt_BR")
LONG = "\n\n".join(letter * 3000 for letter in "abc")
"""A text of three letters."""


class Pace:
    """Lets everything go at once, and writes down what it was asked."""

    def __init__(self) -> None:
        self.waited: list[str] = []
        self.held: list[float] = []

    async def wait(self, chat: str) -> None:
        self.waited.append(chat)

    async def hold(self, seconds: float) -> None:
        self.held.append(seconds)


@dataclass(slots=True)
class Clock:
    """Unix time, which goes on a little with each look, and by as much as somebody waits."""

    now: float = 1_764_050_000.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


@dataclass(slots=True)
class Office:
    """What sends, whom it sends to, and what came of it."""

    world: WhatsAppWorld
    ana: WhatsAppPhone
    redis: Redis
    contacts: Contacts
    chat: str
    clock: Clock
    pace: Pace
    api: CloudApi
    window: Window
    waiting: Waiting
    receipts: Receipts
    failures: Failures
    delivery: Delivery
    sender: Sender
    screen: dict[str, Any] = field(default_factory=dict)
    pauses: list[float] = field(default_factory=list)

    @property
    def mailbox(self) -> str:
        return f"whatsapp:{self.chat}"

    @property
    def said(self) -> list[str]:
        """What the person reads."""
        return [message.text for message in self.ana.messages if message.from_bot]

    @property
    def asked(self) -> list[str]:
        """What the API took, whether it arrived or not."""
        found = (message for message in self.ana.chat.messages.values() if message.from_bot)
        return [str(message.content.get("body", message.content.get("shown"))) for message in found]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        """What Meta is about to tell of messages."""
        pending = self.world.deliveries.pending.values()
        return [status for notice in pending for status in notice.value.get("statuses", [])]

    async def turn_to(self, phone: WhatsAppPhone, known: Known) -> None:
        """From now on it is about somebody else, who writes; of whom this is known."""
        self.ana, (self.chat,) = phone, await self.contacts.resolve([known])
        await self.hear()

    async def hear(self, text: str = "oi") -> None:
        """The person writes."""
        await self.ana.type(text)
        await self.window.heard([self.mailbox])

    async def post(self, *outgoing: Outgoing | str) -> None:
        """Sends as the postman does, however often it is put off."""
        for one in outgoing:
            told = outgoing_to_json(Message(Prompt(one)) if isinstance(one, str) else one)
            screen = self.screen
            while True:
                try:
                    self.screen = await self.sender.send(self.chat, outgoing_from_json(told), screen)
                    break
                except SendLater as later:
                    screen = screen if later.progress is None else later.progress
                    self.pauses.append(later.seconds)
                    self.clock.now += later.seconds

    def day_is_over(self) -> None:
        """Meta's clock says that the person wrote long ago; ours does not yet."""
        self.ana.chat.heard_at = 0

    async def settle(self) -> None:
        """Takes all that Meta tells of messages, and sends what is to be sent again."""
        while told := self.statuses:
            self.world.deliveries.pending.clear()
            for status in told:
                await self.receipts.fares(status["id"], status["status"])
                if status["status"] == "failed":
                    await self.post(*await self.failures.settle(self.chat, status))

    async def fail(self, error: CloudError, *texts: str) -> None:
        """Sends what Meta takes, and then fails to deliver."""
        for text in texts:
            self.world.failures = [error]
            await self.post(text)


@asynccontextmanager
async def opened_office(
    redis: Redis, database: Database, template: Template | None = TEMPLATE
) -> AsyncIterator[Office]:
    """An office, and a person with both names who has written."""
    clock, pace, seal = Clock(), Pace(), Seal(SECRET)
    async with WhatsAppWorld(clock=clock) as world:
        world.templates.append(Approved(TEMPLATE.name, NEWS))
        ana = world.add_phone("Revendedora", first_name="Ana", phone_number=NUMBER)
        contacts = Contacts(database)
        (chat,) = await contacts.resolve([Known(ana.person.wa_id, ana.person.user_id)])
        transport = httpx.ASGITransport(Starlette(routes=world.routes()))
        async with httpx.AsyncClient(transport=transport) as http:
            api = CloudApi(http, "http://meta/whatsapp/v26.0", world.token, world.phone_number_id)
            window, waiting, receipts = Window(redis, clock), Waiting(redis, seal), Receipts(redis, seal)
            delivery = Delivery(
                api=api,
                window=window,
                waiting=waiting,
                receipts=receipts,
                pace=pace,
                template=template,
                clock=clock,
            )
            found = Office(
                world,
                ana,
                redis,
                contacts,
                chat,
                clock,
                pace,
                api,
                window,
                waiting,
                receipts,
                Failures(receipts, window, waiting, clock),
                delivery,
                Sender(delivery, contacts, seal, clock),
            )
            await found.hear()
            yield found
