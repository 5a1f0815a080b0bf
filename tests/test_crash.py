"""The bot is killed with SIGKILL, at every question of the registration, and who talks to it cannot tell."""

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.db.models import CustomerRow
from bot.simulator.registers import LENTA
from conversations.registration.flow import FORM
from tests.kit.given import understand
from tests.kit.mortal import SAYING, Mortal, mortal
from tests.kit.telegram import DEADLINE, OnTelegram
from tests.test_transcripts import HOME, played
from tests.transcript import Line, Transcript, read

EVERY_QUESTION = read(HOME / "registration" / "every_question.txt")
COMPANY_FOUND = read(HOME / "registration" / "company_found.txt")
POLLED = read(HOME / "registration" / "no_public_address.txt")
DAY = re.compile(r"\d\d/\d\d/\d{4}")


def undated(text: object) -> str:
    """The bot's clock is the real one."""
    return DAY.sub("<day>", str(text))


class AtEveryQuestion(OnTelegram):
    """A person whose bot is killed whenever it has answered, and in the middle of each lookup."""

    def __init__(self, bot: Mortal) -> None:
        super().__init__(bot.program)
        self.bot = bot
        self.killed_at: set[str] = set()

    async def say(self, line: Line, expected: int) -> list[str]:
        self._heard.clear()
        self.bot.gate.hold("/registers/")
        await self._act(line.text)
        await self.phone.wait(lambda: self._heard, DEADLINE)
        await self.bot.until(self.bot.answered)
        if "lookup" in await self._die():
            await self.phone.wait(lambda: len(self._heard) > 1, DEADLINE)
            await self.bot.until(self.bot.at_rest)
            await self._die()
        return list(self._heard)

    async def _die(self) -> str:
        question = await self.bot.question()
        self.killed_at.add(question)
        await self.bot.kill()
        self.bot.gate.open()
        await self.bot.start()
        return question


class BeforeItAnswers(OnTelegram):
    """A person whose bot is killed before it has said a word to what it was sent.

    Args:
        bot: the one that is killed.
        moment: what is waited for between sending a message and killing the bot.
    """

    def __init__(self, bot: Mortal, moment: Callable[[], Awaitable[None]]) -> None:
        super().__init__(bot.program)
        self.bot = bot
        self._moment = moment

    async def say(self, line: Line, expected: int) -> list[str]:
        self._heard.clear()
        self.bot.gate.hold(*SAYING)
        await self._act(line.text)
        await self._moment()
        await self.bot.kill()
        self.bot.gate.open()
        await self.bot.start()
        await self.phone.wait(lambda: len(self._heard) >= expected, DEADLINE)
        await self.bot.until(self.bot.at_rest)
        return list(self._heard)


@pytest_asyncio.fixture
async def bot(data_dir: Path, request: pytest.FixtureRequest) -> AsyncIterator[Mortal]:
    async with mortal(understand(getattr(request, "param", ())), data_dir) as bot:
        yield bot


@pytest.fixture
def data_dir(tmp_path: Path, migrated_sqlite: Path) -> Path:
    shutil.copy(migrated_sqlite, tmp_path / "bot.db")
    return tmp_path


OF_CUSTOMERS = {"consent.version"}  # asked of who registers alone


async def registered(bot: Mortal) -> list[CustomerRow]:
    async with bot.database.transaction() as tx:
        return list(
            await tx.session.scalars(select(CustomerRow).where(CustomerRow.key != "telegram:1:before"))
        )


@pytest.mark.parametrize("bot", [EVERY_QUESTION.given], indirect=True)
async def test_killed_at_every_question(bot: Mortal) -> None:
    """Killed between any two messages, the bot goes on at the same question, and asks nothing twice."""
    await bot.start()
    ana = AtEveryQuestion(bot)
    actual = await played(EVERY_QUESTION, ana)
    assert undated(EVERY_QUESTION) == undated(actual)
    assert {"", *FORM.states()} - OF_CUSTOMERS == ana.killed_at
    (customer,) = await registered(bot)
    answers = {
        "name": "Maria Souza",
        "phone": "+5511987654321",
        "email": "maria@armarinho.com.br",
        "password_by": "typed",
        "must_change": False,
        "tax_id": "12345678000276",
        "legal_name": "Bazar dos Exemplos Ltda",
        "trade_name": "",
        "status": "",
        "tax_regime": "3",
        "state": "SP",
        "state_registration": "ISENTO",
        "cep": "99999999",
        "street": "Rua das Flores",
        "number": "123",
        "complement": "",
        "district": "Centro",
        "city": "Ribeirão Preto",
        "city_code": "3543402",
    }
    assert answers == {name: getattr(customer, name) for name in answers}
    assert 1 == len(await ana.say(Line("Ana", "/ajuda"), 1))  # nothing of before is said once more


@pytest.mark.parametrize(
    ("bot", "story", "moment"),
    [((), COMPANY_FOUND, "sent"), ((), COMPANY_FOUND, "stored"), (POLLED.given, POLLED, "sent")],
    indirect=["bot"],
    ids=["delivered", "delivered and stored", "fetched"],
)
async def test_killed_before_it_answers(bot: Mortal, story: Transcript, moment: str) -> None:
    """Killed when a message was sent, or stored, and not answered yet, the bot answers it once, by itself."""

    async def wait() -> None:
        if moment == "stored":
            await ana.phone.wait(lambda: not bot.world.updates.pending, DEADLINE)
            await bot.until(bot.stored)

    await bot.start()
    ana = BeforeItAnswers(bot, wait)
    actual = await played(story, ana)
    assert undated(story) == undated(actual)
    assert 1 == len(await registered(bot))


async def test_killed_during_a_slow_lookup(bot: Mortal) -> None:
    """A lookup that was under way is done again after the restart, and its answer comes by itself."""
    await bot.start(fresh=True)
    ana = OnTelegram(bot.program)
    bot.gate.hold("/registers/")
    for said in (line.text for line in COMPANY_FOUND.lines if line.who != "Bot"):
        if said.startswith("12.345"):
            break
        await ana.say(Line("Ana", said), 1)
    await ana.say(Line("Ana", LENTA.cnpj), 1)
    await bot.until(bot.answered)
    await bot.kill()
    bot.gate.open()
    await bot.start(fresh=True)
    await ana.phone.see("Encontrei: RELOJOARIA EXEMPLO SEM PRESSA LTDA", 15)
