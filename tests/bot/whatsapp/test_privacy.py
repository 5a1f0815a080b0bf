"""Nothing about a person on WhatsApp is in clear in Redis or in a log: Meta's ids of messages least of all,
which spell the person's number in base64.
"""

from base64 import b64encode
from io import StringIO

import pytest
import structlog

from bot.sealing import Seal
from bot.simulator.whatsapp.envelope import told_failure
from bot.simulator.whatsapp.errors import undeliverable, window_closed
from tests.kit.given import Given
from tests.kit.program import SECRET, Place, Program, program
from tests.kit.whatsapp import OnWhatsApp
from tests.test_secrecy import OpenSeal, in_files, in_redis, log, place, where  # noqa: F401 - fixtures too

NUMBER, NAME = "5511987654321", "Zuleica"


def in_base64(text: str) -> list[str]:
    """What a text looks like somewhere in base64: one of three, by where it begins."""
    shifted = [b64encode(b"\x00" * before + text.encode()).decode() for before in range(3)]
    return [one[4 if before else 0 : -4] for before, one in enumerate(shifted)]


@pytest.fixture
def personal() -> list[str]:
    """What must not be found."""
    return ["wamid.", NUMBER, NUMBER[2:], "98765-4321", NAME, *in_base64(NUMBER)]


async def spoken(running: Program) -> None:
    """Somebody of a reseller taps and types; of what the bot says some fails, some as the day is over."""
    ana = OnWhatsApp(running).phone
    world = running.world.whatsapp
    assert world
    world.deliveries.statuses = True
    await ana.type("menu")
    await ana.see("O que você quer fazer?")
    await ana.tap("Novo cadastro")
    await ana.see("categoria")
    await ana.send_unsupported()
    await ana.type(NAME)
    await ana.wait(lambda: not world.deliveries.pending)
    ids = [message.wamid for message in ana.messages if message.from_bot]
    for wamid, error in zip(ids, (undeliverable(), window_closed()), strict=False):
        world.tell("failures", told_failure({"recipient_id": NUMBER}, wamid, error, int(world.clock())))
    await ana.wait(lambda: not world.deliveries.pending)


async def found(place: Place, log: StringIO, seal: Seal) -> dict[str, bytes]:  # noqa: F811
    """What is left of a conversation, by where it is."""
    async with program(Given(), place, seal=seal) as running:
        await spoken(running)
        log_ = log.getvalue().encode()
        return {**in_files(place.data_dir / "redis"), "redis": await in_redis(place.redis), "log": log_}


async def test_nobody_is_in_clear(place: Place, log: StringIO, personal: list[str]) -> None:  # noqa: F811
    """Number, name and ids of messages are in no key of Redis, in none of its files, and in no line of the
    log, however verbose.
    """
    left = await found(place, log, Seal(SECRET))
    assert {} == {text: where(text, left) for text in personal if where(text, left)}


async def test_somebody_is_found_where_nothing_is_sealed(
    place: Place,  # noqa: F811
    log: StringIO,  # noqa: F811
    personal: list[str],
) -> None:
    """The search above is good: without the seal it finds them."""
    left = await found(place, log, OpenSeal(SECRET))
    assert {"wamid.", NUMBER, NAME} <= {text for text in personal if where(text, left)}


def test_number_is_found_in_an_id(personal: list[str]) -> None:
    """The search above is good: it finds the number in an id as Meta makes them."""
    told = f"wamid.{b64encode(b'xx' + NUMBER.encode() + b'yy').decode()}"
    assert [one for one in personal if one in told.removeprefix("wamid.")]


def test_ids_are_blotted_out_of_the_log(log: StringIO) -> None:  # noqa: F811
    """Even where one is logged by mistake, it does not show."""
    structlog.get_logger().warning("sent", update="wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjVG+/QTc0Rj==:read")
    assert ("HBg" in log.getvalue(), "read" in log.getvalue()) == (False, True)
