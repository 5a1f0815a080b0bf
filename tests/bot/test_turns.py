"""A turn loads, answers, and gives what is to be committed; played again, it comes to the same."""

from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import func, select

from bot.db.models import CustomerRow, OneTimeLinkRow
from bot.inbox import Inbox
from bot.sealing import Seal
from bot.turns import Result
from conversations.draft import Chat
from conversations.prompt import Choice, Prompt, Task
from conversations.turn import Turn
from tests.kit.at_review import chat_at_review
from tests.kit.given import Given
from tests.kit.mail import CHAT, Post, turns_of
from tests.kit.messenger import Messenger
from tests.kit.program import SECRET, Place, arrange

LATE = {
    "name": "look_up_company",
    "about": {"draft": "gone", "company.tax_id": "1"},
    "outcome": "found",
    "found": {"company.legal_name": ["OUTRA LTDA", {}]},
}


def prompts(result: Result) -> list[dict[str, Any]]:
    return [outgoing["prompt"] for outgoing in result.outgoing if outgoing["kind"] == "Message"]


async def count(place: Place, row: type[Any]) -> int:
    async with place.database.transaction() as tx:
        return await tx.session.scalar(select(func.count()).select_from(row)) or 0


async def test_person_is_known_by_their_account(place: Place) -> None:
    """A turn of a linked account carries its person, any other none."""
    await arrange(Given(), place.database)
    names: list[str] = []

    async def note(turn: Turn) -> None:
        names.append(turn.person.name if turn.person else "")

    await turns_of(Messenger(note), place.database).play(CHAT, "1", {"text": "oi"}, None)
    assert ["Ana Lima"] == names


async def test_what_is_said_goes_out_in_order(place: Place) -> None:
    """Prompts go out as they were said; a task is done aside, and the person sees that it is."""

    async def look_up(turn: Turn) -> None:
        turn.say(Prompt("a", choices=((Choice("Sim", "yes"),),)))
        turn.say(Task("look_up_cep", {"address.cep": "01310100"}))
        turn.say(Prompt("b"))

    result = await turns_of(Messenger(look_up), place.database).play(CHAT, "7", {"text": "oi"}, None)
    assert ["a", "b"] == [prompt["text"] for prompt in prompts(result)]
    assert "Typing" == result.outgoing[-1]["kind"]
    task = {"id": f"{CHAT}:7:0", "name": "look_up_cep", "about": {"address.cep": "01310100"}}
    assert [task] == result.tasks


async def test_answer_to_an_event_may_take_the_last_messages_place(place: Place) -> None:
    """What follows a lookup is marked as unasked; nobody has written below the last message."""
    chat = Chat.from_json((await chat_at_review())[0])
    draft = chat.drafts["registration"]
    draft.at = "company.lookup"
    draft.drop("company.lookup")
    about = {"draft": draft.id, "company.tax_id": "12345678000195"}
    event = {"name": "look_up_company", "about": about, "outcome": "unavailable", "found": {}}
    await arrange(Given(), place.database)
    turns = turns_of(Messenger(), place.database)
    result = await turns.play(CHAT, "task:1", {"event": event}, chat.to_json())
    assert [True] == [outgoing["unasked"] for outgoing in result.outgoing]


async def test_late_event_changes_nothing(place: Place) -> None:
    """The result of a lookup whose draft is gone, or has another answer by now, is dropped in silence."""
    chat, _ = await chat_at_review()
    await arrange(Given(), place.database)
    result = await turns_of(Messenger(), place.database).play(CHAT, "task:1", {"event": LATE}, chat)
    assert ([], [], chat) == (result.outgoing, result.tasks, result.chat)


class DiesOnce(Inbox):
    """A mailbox that does not get its first commit through: the process is killed at this moment."""

    def __init__(self, redis: Any) -> None:
        super().__init__(redis, Seal(SECRET), "one")
        self.outgoing: list[Any] = []

    async def commit(self, chat: str, update: Any, remember: Any, outgoing: Any, tasks: Any) -> None:
        self.outgoing.append([*outgoing])
        if len(self.outgoing) == 1:
            raise RedisConnectionError
        await super().commit(chat, update, remember, outgoing, tasks)


async def test_killed_between_the_two_commits(place: Place) -> None:
    """A registration that was committed to the database and not to Redis is answered again with the same
    customer and the same link.
    """
    chat, tap = await chat_at_review()
    await arrange(Given(), place.database)
    desk = Post(place.redis, place.database, Messenger(), DiesOnce(place.redis))
    await place.redis.set(f"chat:{{{CHAT}}}", Seal(SECRET).close_text(chat))
    await desk.inbox.append(CHAT, "1", tap)
    with pytest.raises(RedisConnectionError):
        await desk.work()
    assert (1, 1) == (await count(place, CustomerRow), await count(place, OneTimeLinkRow))
    await desk.work()
    first, second = desk.inbox.outgoing
    assert first == second
    assert "http://127.0.0.1:8080/s/" in desk.messenger.said[1]
    assert (1, 1) == (await count(place, CustomerRow), await count(place, OneTimeLinkRow))


async def test_opening_a_link_again_after_a_crash_welcomes_again(place: Place) -> None:
    """A one-time link whose turn is played twice is still good for the account that opened it."""
    await arrange(Given(linked=False), place.database)
    turns = turns_of(Messenger(), place.database)
    first, second = [
        await turns.play(CHAT, "1", {"command": "start", "text": "r_bom"}, None) for _ in range(2)
    ]
    assert "pode cadastrar clientes" in prompts(first)[0]["text"]
    assert first == second
