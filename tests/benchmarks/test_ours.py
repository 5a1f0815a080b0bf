"""The measured dialogues are what the peers lead, too."""

import pytest

from conversations.draft import Chat
from conversations.flow import Flow
from conversations.ports.people import Account
from conversations.prompt import Prompt, Reply
from conversations.turn import Turn
from tests.benchmarks.dialogue import QUESTIONS
from tests.benchmarks.ours import WITH, WITHOUT
from tests.bot.telegram.routed import ANA
from tests.kit.given import NOON
from tests.kit.stores import Stores


async def buttons(flow: Flow) -> list[bool]:
    """Whether each question has buttons."""
    chat, found = Chat(), []
    for number in range(len(QUESTIONS)):
        turn = Turn(
            key=f"telegram:1:{number}",
            now=NOON,
            account=Account("telegram", "1"),
            reply=Reply(text="Resposta"),
            chat=chat,
            person=ANA,
            ports=Stores().ports,
        )
        await (flow.answer(turn) if chat.active else flow.start(turn))
        (asked,) = turn.effects
        assert isinstance(asked, Prompt)
        found.append(bool(asked.choices))
    return found


@pytest.mark.parametrize(("flow", "expected"), [(WITH, True), (WITHOUT, False)], ids=["buttons", "text"])
async def test_questions_have_buttons_where_the_peers_have_them(flow: Flow, expected: bool) -> None:
    """A button costs its question a second call of the Bot API, which would be measured as ours alone."""
    assert [expected] * len(QUESTIONS) == await buttons(flow)
