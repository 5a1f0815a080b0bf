"""A chat whose registration is complete and waits for "Iniciar teste grátis"."""

from pathlib import Path

from tests.kit.core import Core
from tests.transcript import BOT, read

HOME = Path(__file__).parents[1] / "transcripts"


async def chat_at_review() -> tuple[str, dict[str, str]]:
    """The chat, as JSON, and the tap that ends the registration; plans and person are those of `given`."""
    async with Core() as core:
        for line in read(HOME / "registration" / "company_found.txt").lines:
            if line.text == "[Iniciar teste grátis]":
                break
            if line.who != BOT:
                await core.say(line)
        finish = core.last.choices[0][0]
        return core.chat.to_json(), {"choice": finish.value, "prompt": core.last.id}
