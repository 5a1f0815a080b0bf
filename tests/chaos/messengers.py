"""The messengers that a storm can rage on, each with its phones and with deliveries at their worst."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from starlette.routing import Route

from bot.db.database import Transaction
from bot.simulator import view
from bot.simulator.bot_api import bot_api_routes
from bot.simulator.signal import Signal
from bot.simulator.whatsapp import view as whatsapp_view
from bot.simulator.whatsapp.courier import Courier
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World
from conversations.ports.people import Person
from tests.chaos.courier import BadCourier
from tests.kit.program import link_on_whatsapp, put_person

FIRST = 10_000  # the account of the first on Telegram
OFTEN = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot, as somebody reads it.

    Args:
        id: of the message.
        words: what is read in it, buttons too.
        choices: what its buttons send.
    """

    id: int
    words: str
    choices: tuple[str, ...]

    @property
    def asks(self) -> str:
        """What its buttons are about; empty where there are none."""
        return self.choices[0].partition("|")[0].rpartition(":")[2] if self.choices else ""

    def choice(self, value: str) -> str | None:
        """What the button of a choice sends; none if there is no such button."""
        return next((sent for sent in self.choices if sent.rpartition("|")[2] == value), None)


class Messenger(Protocol):
    """A messenger with people on it."""

    signal: Signal

    def add(self, number: int, name: str) -> Any:
        """Gives somebody a phone."""

    def watch(self, look: Callable[[int, Seen], None]) -> None:
        """Tells of each message of the bot whose words or buttons are new, and to whom it is."""

    async def link(self, tx: Transaction, number: int, person: Person) -> None:
        """Makes somebody a reseller's person, known by their account."""

    @property
    def idle(self) -> bool:
        """Whether everything was delivered, duplicates too."""

    def routes(self) -> list[Route]:
        """Its API."""

    def settings(self, address: str, public_url: str) -> dict[str, str]:
        """The variables by which bots find it.

        Args:
            address: where its API is.
            public_url: of the bots, where it delivers from now on.
        """

    async def close(self) -> None:
        """Ends deliveries."""

    def complaints(self) -> list[str]:
        """What was not done as the messenger wants it."""

    @property
    def told(self) -> str:
        """What it did to the deliveries, in words."""


class OnTelegram:
    """Telegram: one update in ten late, so that those of other chats overtake it, and one in ten again.

    Args:
        chance: decides.
        late: seconds that such a delivery takes at most.
    """

    def __init__(self, chance: Random, late: float) -> None:
        self._world = World()
        self.signal = self._world.signal
        self._courier = BadCourier(self._world, chance, pause=0.02, late=late)
        self._world.courier = self._courier
        self._looks: dict[int, str] = {}  # the words of each message, as they were last

    def add(self, number: int, name: str) -> Any:
        return self._world.add_phone(name, first_name=name, user_id=FIRST + number)

    def watch(self, look: Callable[[int, Seen], None]) -> None:
        def watch(chat: Any, message: Any) -> None:
            if message.deleted or not message.from_bot:
                return
            seen = view.shown(message)
            only_lost_its_buttons = not seen.buttons and self._looks.get(seen.id) == seen.text
            self._looks[seen.id] = seen.text
            buttons = [button for row in seen.buttons for button in row if button.data]
            if not only_lost_its_buttons:
                words = " ".join([seen.text, *(button.label for button in buttons)])
                sent = tuple(button.data or "" for button in buttons)
                look(chat.user.id - FIRST, Seen(seen.id, words, sent))

        self._world.watchers.append(watch)

    async def link(self, tx: Transaction, number: int, person: Person) -> None:
        await put_person(tx, person, FIRST + number)

    @property
    def idle(self) -> bool:
        return self._courier.idle

    def routes(self) -> list[Route]:
        return bot_api_routes(self._world)

    def settings(self, address: str, public_url: str) -> dict[str, str]:
        return {"TELEGRAM_API_URL": f"{address}/telegram", "TELEGRAM_BOT_TOKEN": self._world.token}

    async def close(self) -> None:
        await self._world.close()

    def complaints(self) -> list[str]:
        return [f"a tap of {account} was never confirmed" for account, _ in self._world.queries.values()]

    @property
    def told(self) -> str:
        return f"{self._courier.duplicates} duplicates, {self._courier.reordered} late"


class OnWhatsApp:
    """WhatsApp: several things in one body, of chats that overtake each other, and one body in ten again.

    Args:
        chance: decides.
        late: seconds that such a duplicate takes at most.
    """

    MOST = 8  # things in one body

    def __init__(self, chance: Random, late: float) -> None:
        self._world = WhatsAppWorld(webhook_pause=0.02)
        self.signal = self._world.signal
        self._courier = _AgainCourier(self._world, chance, late)
        self._world.courier = self._courier
        deliveries = self._world.deliveries
        deliveries.most, deliveries.shape, deliveries.random = self.MOST, "changes", chance
        self._told: set[tuple[int, int]] = set()

    def add(self, number: int, name: str) -> Any:
        return self._world.add_phone(name, first_name=name, phone_number=f"+{_number(number)}")

    def watch(self, look: Callable[[int, Seen], None]) -> None:
        def watch(chat: Any, message: Any) -> None:
            key = (chat.person.id, message.number)
            if not message.from_bot or key in self._told:
                return
            self._told.add(key)
            seen = whatsapp_view.shown(message)
            sent = tuple(choice.id for choice in seen.choices)
            look(chat.person.id - 1, Seen(seen.id, " ".join([seen.text, *seen.labels]), sent))

        self._world.watchers.append(watch)

    async def link(self, tx: Transaction, number: int, person: Person) -> None:
        await put_person(tx, person, None)
        await link_on_whatsapp(tx, person.id, _number(number))

    @property
    def idle(self) -> bool:
        return not self._world.deliveries.pending and not self._courier.coming

    def routes(self) -> list[Route]:
        return self._world.routes()

    def settings(self, address: str, public_url: str) -> dict[str, str]:
        self._world.deliveries.url = f"{public_url}/whatsapp/webhook"
        world, unlimited = self._world, "100000"
        return {
            "WHATSAPP_API_URL": f"{address}/whatsapp/v26.0",
            "WHATSAPP_TOKEN": world.token,
            "WHATSAPP_PHONE_NUMBER_ID": world.phone_number_id,
            "WHATSAPP_APP_SECRET": world.app_secret,
            "WHATSAPP_VERIFY_TOKEN": world.verify_token,
            "WHATSAPP_RATE": unlimited,
            "WHATSAPP_CHAT_RATE": unlimited,
        }

    async def close(self) -> None:
        await self._world.close()

    def complaints(self) -> list[str]:
        return []

    @property
    def told(self) -> str:
        return f"{self._courier.duplicates} bodies again"


class _AgainCourier(Courier):
    """Delivers one body in ten again, beside what its chats say meanwhile."""

    def __init__(self, world: WhatsAppWorld, chance: Random, late: float) -> None:
        super().__init__(world, 0.02)
        self._chance, self._late = chance, late
        self.duplicates = 0
        self._again: set[asyncio.Task[None]] = set()

    @property
    def coming(self) -> bool:
        return bool(self._again)

    async def _deliver(self, body: bytes, url: str, times: int) -> bool:
        taken = await super()._deliver(body, url, times)
        if taken and self._chance.random() < OFTEN:
            self.duplicates += 1
            task = asyncio.create_task(self._deliver_again(body, url))
            self._again.add(task)
            task.add_done_callback(self._again.discard)
        return taken

    async def _deliver_again(self, body: bytes, url: str) -> None:
        await asyncio.sleep(self._chance.uniform(0, self._late))
        await super()._deliver(body, url, 1)


def _number(number: int) -> str:
    return f"55119{10_000_000 + number}"
