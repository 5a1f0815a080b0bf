"""Taps everything there is: each button of each screen and each question, until nothing new appears."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conversations.prompt import Prompt, Reply
from tests.contracts.registers import CITIES
from tests.conversations.chatting import GOOD
from tests.kit.copying import copied
from tests.kit.drawings import drawing
from tests.kit.somebody import Crowd, Somebody, values_of
from tests.kit.stores import Stores

TYPED = {
    **{id_: [answer] for id_, answer in GOOD.items() if isinstance(answer, str)},
    "company.tax_id": ["123.456.789-09", "12345678000195", "99000103000119", "99000105000108"],
    "address.cep": ["01310-100", "20040-002", "87360-000", "99999-999"],
    "address.city": ["São Jos", "Campinas"],
    "address.state": ["AL", "SP"],
    "company.state_registration": ["990000000", "111222330112"],
    "support.text": ["WhatsApp (11) 98765-4321"],
    "sale.category": ["Outros"],
    "sale.name": ["Emissor Novo"],
    "sale.price": ["49,90"],
    "sale.trial": ["7"],
    "shelf.name": ["Outro nome"],
    "company.municipal_registration": ["12345"],
    "customers": ["loja", "nada disso"],
    "menu": ["lembretes"],
}
"""What is typed at a question, or on a screen: enough to reach everything that can be tapped."""
MOST = 6000  # replies; a crawl that needs more has lost its way


@dataclass(frozen=True)
class Place:
    """Somewhere a crawl has been: everything as it was, and what was last said to who crawls."""

    crowd: Crowd
    who: str

    @property
    def me(self) -> Somebody:
        return self.crowd.people[self.who]

    @property
    def name(self) -> str:
        """The question that waits, or the screen that is shown."""
        return self.me.at or self.me.chat.screen.get("name", "")

    async def after(self, reply: Reply) -> "Place":
        """Where a reply leads; this place stays as it is."""
        there = Place(copy_of(self.crowd), self.who)
        await there.me.reply(reply)
        return there


def copy_of(crowd: Crowd) -> Crowd:
    """A crowd of its own in a world of its own."""
    return copied(crowd, CITIES)


async def everywhere(crowd: Crowd, who: str, tax_ids: tuple[str, ...] = ()) -> list[Place]:
    """All places somebody can get to, one for each thing that can be done.

    Args:
        crowd: everybody, at the start.
        who: taps and types.
        tax_ids: what else to type where one is asked.
    """
    typed = {**TYPED, "company.tax_id": [*TYPED["company.tax_id"], *tax_ids]}
    start = await Place(crowd, who).after(Reply(command="start", text=""))
    places, seen, ahead = [start], set[tuple[str, ...]](), deque([start])
    while ahead:
        here = ahead.popleft()
        for what, reply in list(_replies(here, typed)):
            if what in seen:
                continue
            seen.add(what)
            assert len(seen) < MOST, f"no end in sight: {what}"
            found = await _with_what_arrives(await here.after(reply))
            places += found
            ahead += found
    return places


async def _with_what_arrives(there: Place) -> list[Place]:
    """The place, and where what was looked up there leads."""
    if not there.me.tasks:
        return [there]
    arrived = Place(copy_of(there.crowd), there.who)
    there.me.tasks.clear()
    await arrived.me.arrives()
    return [there, *await _with_what_arrives(arrived)]


def _replies(here: Place, typed: Mapping[str, list[str]]) -> Iterator[tuple[tuple[str, ...], Reply]]:
    """What can be done, each with what makes it the same as elsewhere."""
    for prompt in here.me.answers:
        for value in values_of(prompt):
            yield (shape_of(here, prompt), value), Reply(choice=value, prompt=prompt.id, ref="1")
    if here.name == "logo.file" and isinstance(here.crowd.world, Stores):
        sent = here.crowd.world.sends("logo", drawing())
        yield ("sends", here.me.chat.active, here.name), Reply(media="photo", file=sent, ref="1")
    for text in typed.get(here.name, []):
        yield ("types", here.me.chat.active, here.name, text), Reply(text=text, ref="1")


def shape_of(here: Place, prompt: Prompt) -> str:
    """A prompt's id with the draft's name in the place of its id, and whether anything is ticked there."""
    named = {draft.id: name for name, draft in here.me.chat.drafts.items()}
    first, _, rest = prompt.id.partition(":")
    ticked = any(choice.label.startswith("✅") for row in prompt.choices for choice in row)
    return f"{named.get(first, first)}:{rest}{' ticked' if ticked else ''}"


def buttons(places: list[Place]) -> set[tuple[str, str]]:
    """Every button there is at some places: the prompt's id and the value that comes back."""
    return {
        (prompt.id, value) for place in places for prompt in place.me.answers for value in values_of(prompt)
    }


def parts(button: tuple[str, str]) -> list[str]:
    """The words of a button's data, ids among them."""
    return re.split(r"[|:]", "|".join(button))
