"""Through the whole program: what Meta tells of messages costs nothing, unless something went wrong."""

import structlog

from bot.simulator.whatsapp.errors import undeliverable
from bot.simulator.whatsapp.phone import WhatsAppPhone
from tests.kit.given import Given
from tests.kit.program import Place, Program, program
from tests.kit.whatsapp import OnWhatsApp

MENU = "O que você quer fazer?"


def phone_of(running: Program) -> WhatsAppPhone:
    """A reseller's person, of whose messages Meta tells how they fare."""
    phone = OnWhatsApp(running).phone
    phone.world.deliveries.statuses = True
    return phone


async def told_everything(phone: WhatsAppPhone) -> None:
    await phone.wait(lambda: not phone.world.deliveries.pending)


async def test_message_that_does_not_arrive_goes_again(place: Place) -> None:
    """A failure is stored, settled by a worker, and the message goes to the person's other name."""
    async with program(Given(), place) as running:
        phone = phone_of(running)
        phone.world.failures = [undeliverable()]
        await phone.type("menu")
        await phone.see(MENU)
        await told_everything(phone)
    sent = [(m.status, m.to_number) for m in phone.chat.messages.values() if m.from_bot]
    assert [("failed", True), ("delivered", False)] == sent


async def test_statuses_are_no_turns(place: Place) -> None:
    """However many statuses come, there is one log line a message of the person's."""
    with structlog.testing.capture_logs() as lines:
        async with program(Given(), place) as running:
            phone = phone_of(running)
            for _ in range(3):
                before = len(phone.messages)
                await phone.type("menu")
                await phone.wait(lambda before=before: len(phone.messages) == before + 2)
            await told_everything(phone)
    assert 3 == sum(line["event"] == "answered" for line in lines)
