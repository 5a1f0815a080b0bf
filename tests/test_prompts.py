"""Whatever any conversation says fits both channels: every prompt is found by having it said.

All transcripts are played; a reseller with much of everything goes everywhere, and gives the longest answers.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from telegram.constants import InlineKeyboardMarkupLimit, MessageLimit

from bot.pieces import units
from bot.telegram.rendering import contact_keyboard, keyboard_of, pieces, text_of
from bot.whatsapp import MORE, OWN_NUMBER
from bot.whatsapp.formatting import harmless
from bot.whatsapp.messages import Buttons, Image, List, Payload
from bot.whatsapp.rendering import payloads
from conversations.contents import FLOWS, SCREENS
from conversations.drawing import prompt_id
from conversations.form import EDIT, REVIEW
from conversations.ports.reminders import Reminder
from conversations.prompt import Choice, Effect, Event, Picture, Prompt, Reply
from conversations.reminding import EVENT as REMIND
from conversations.reminding import items
from conversations.screen import WAYS_BACK, about
from conversations.turn import Turn
from tests.conversations.people import Office
from tests.kit.core import Core
from tests.kit.crawler import everywhere
from tests.kit.extremes import ANA, GIL, extreme_crowd, fill_in
from tests.kit.given import understand
from tests.kit.two_resellers import registers_alone
from tests.test_transcripts import FILES, played
from tests.transcript import read

NEVER_ASKED = {
    f"correction:{id_}"
    for id_ in (
        "consent.version",
        "contact.password",
        "contact.password_typed",
        "contact.password_again",
        "company.branch",
    )
}
"""What is answered before a customer can be corrected, and is corrected elsewhere."""


@dataclass
class Said:
    """All that was said.

    Args:
        prompts, pictures: each once.
        at: the states of forms, as "form:state", and the screens in which it was said.
    """

    prompts: dict[Prompt, None] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    at: set[str] = field(default_factory=set)

    def add(self, turn: Turn, effect: Effect) -> None:
        if isinstance(effect, Picture):
            self.pictures.append(effect)
        if isinstance(effect, Prompt):
            self.prompts[effect] = None
            self.at |= {name for name in SCREENS if name == about(effect.id)[0]}
            self.at |= {
                f"{name}:{draft.at}"
                for name, draft in turn.chat.drafts.items()
                if effect.id == prompt_id(draft)
            }


@pytest.fixture(scope="module")
def said() -> Iterator[Said]:
    found, say = Said(), Turn.say

    def say_and_note(turn: Turn, effect: Effect) -> None:
        say(turn, effect)
        found.add(turn, turn.effects[-1])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Turn, "say", say_and_note)
        asyncio.run(say_everything())
        yield found


async def say_everything() -> None:
    for path in FILES:
        transcript = read(path)
        async with Core(understand(transcript.given)) as core:
            await played(transcript, core)
    crowd = await extreme_crowd()
    await everywhere(crowd, ANA)
    await crowd.people[ANA].commands("start")
    await crowd.people[ANA].taps("Novo cadastro")
    people = crowd.people[ANA], crowd.people[GIL]
    for person in people:
        await fill_in(person)
        for step in range(1, 5):
            await person.chooses(f".edit:{step}")
            await person.chooses(".back")
    await say_what_the_clock_does()
    for person in people:  # the second is told that there is such a customer
        await person.chooses(".finish")


async def say_what_the_clock_does() -> None:
    """A reminder of everything, and how the registration was."""
    office = Office()
    gil = office.comes("Gil")
    await registers_alone(gil, await office.invite())
    (customer,) = office.stores.customers.kept
    for kind in ("rating", "first_access", "password"):
        office.pass_time(days=1)
        reminder = Reminder(kind, customer)  # type: ignore[arg-type] - each is one
        await gil.reply(Reply(event=Event(REMIND, items([reminder]), "found")))
        if kind == "rating":
            await gil.taps("4")


def choices_of(prompt: Prompt) -> list[Choice]:
    return [choice for row in prompt.choices for choice in row]


def test_everything_was_said(said: Said) -> None:
    """No state of a form and no screen is without a prompt that the tests below look at."""
    states = {
        f"{name}:{state}"
        for name, flow in FLOWS.items()
        for state in flow.form.states()
        if flow.form.review or state not in {REVIEW, EDIT}
    }
    assert NEVER_ASKED == (states | set(SCREENS)) - said.at


def test_telegram_takes_it(said: Said) -> None:
    """Texts, rows and buttons within the Bot API's limits."""
    assert [] == [prompt for prompt in said.prompts if not fits_telegram(prompt)]


def fits_telegram(prompt: Prompt) -> bool:
    texts = pieces(text_of(prompt))
    keyboard = keyboard_of(prompt)  # raises where a button's data is too long
    shared = contact_keyboard(prompt)["keyboard"] if prompt.asks_contact else []
    rows = [*(keyboard["inline_keyboard"] if keyboard else []), *shared]
    return (
        bool(texts)
        and all(0 < units(text) <= MessageLimit.MAX_TEXT_LENGTH for text in texts)
        and all(0 < len(row) <= 8 for row in rows)
        and sum(map(len, rows)) <= InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
        and all(button["text"].strip() for row in rows for button in row)
    )


def pages(prompt: Prompt, *, own_number: bool) -> Iterator[list[Payload]]:
    """All pages of a prompt, one after the other, as their last row leads; each within Meta's limits, or it
    could not be made.
    """
    page = 1
    while page:
        messages = payloads(prompt, page=page, own_number=own_number)
        yield messages
        turns = [int(value.removeprefix(MORE)) for value in offered(messages) if value.startswith(MORE)]
        page = turns[0] if turns and turns[0] > page else 0


def offered(messages: list[Payload]) -> dict[str, str]:
    """The values of what can be picked, each with the words beside it."""
    last = messages[-1]
    if isinstance(last, Buttons):
        return {one.id.rpartition("|")[2]: one.title for one in last.buttons}
    if not isinstance(last, List):
        return {}
    return {row.id.rpartition("|")[2]: f"{row.title}\n{row.description}" for row in last.rows}


@pytest.mark.parametrize("own_number", [True, False])
def test_whatsapp_offers_all(said: Said, *, own_number: bool) -> None:
    """Whatever can be picked is on some page, with all its words, beside the row or in the message."""
    assert [] == [
        (prompt.id, choice.label)
        for prompt in said.prompts
        for choice in lost(prompt, list(pages(prompt, own_number=own_number)))
    ]


def lost(prompt: Prompt, shown: list[list[Payload]]) -> list[Choice]:
    """The choices that no page has, or not with all words."""
    words: dict[str, str] = {}
    for messages in shown:
        above = "\n".join(getattr(message, "body", "") for message in messages)
        words |= {value: f"{beside}\n{above}" for value, beside in offered(messages).items()}
    return [
        choice
        for choice in choices_of(prompt)
        if choice.label not in words.get(choice.value, "")
        and harmless(choice.label) not in words.get(choice.value, "")
    ]


def test_whatsapp_says_all(said: Said) -> None:
    """No word of a prompt is missing from its first page."""
    assert [] == [
        (prompt.id, text)
        for prompt in said.prompts
        for words in [bare("".join(getattr(message, "body", "") for message in payloads(prompt)))]
        for text in texts_of(prompt)
        if bare(text) not in words
    ]


def texts_of(prompt: Prompt) -> list[str]:
    sections = [part for section in prompt.sections for part in (section.title, section.text)]
    return [prompt.heading, prompt.notice, *sections, prompt.text]


def bare(text: str) -> str:
    """A text without spaces and marks."""
    return "".join(harmless(text).translate(dict.fromkeys(map(ord, "*_~`＊＿～｀"))).split())


def test_own_number_is_offered(said: Said) -> None:
    """Where a number is asked for, the person's own can be picked, and nowhere else."""
    asked = {prompt for prompt in said.prompts if prompt.asks_contact}
    assert asked
    assert asked == {
        prompt for prompt in said.prompts if OWN_NUMBER in offered(payloads(prompt, own_number=True))
    }


def test_a_way_back_is_on_every_screen(said: Said) -> None:
    """What "voltar" does there; where everything begins there is nothing before it."""
    screens = [prompt for prompt in said.prompts if about(prompt.id)[0] in set(SCREENS) - {"menu", "home"}]
    assert screens
    assert [] == [
        prompt
        for prompt in screens
        if prompt.heading and not {choice.value for choice in choices_of(prompt)} & set(WAYS_BACK)
    ]


def test_own_number_is_one_tap(said: Said) -> None:
    """Beside Voltar and Cancelar it has room on a button of WhatsApp's."""
    asked = [prompt for prompt in said.prompts if prompt.asks_contact and len(choices_of(prompt)) == 2]
    assert asked
    assert all(isinstance(payloads(prompt, own_number=True)[-1], Buttons) for prompt in asked)


def test_captions_fit(said: Said) -> None:
    """What stands under a picture fits both channels; WhatsApp's would not be made otherwise."""
    assert said.pictures
    assert all(Image("1", picture.caption).caption for picture in said.pictures)
    assert all(units(picture.caption) <= MessageLimit.CAPTION_LENGTH for picture in said.pictures)


def test_long_lists_were_among_it(said: Said) -> None:
    """Pages and numbers were looked at, and not only what is short."""
    assert any(len(choices_of(prompt)) > 30 for prompt in said.prompts)
    assert any(len(list(pages(prompt, own_number=True))) > 4 for prompt in said.prompts)


def test_what_is_lost_is_found() -> None:
    """A choice that is not there, or cut, is told."""
    one, two = Choice("Emissor NF-e", "a"), Choice("Emissor NFC-e", "b")
    prompt = Prompt("Qual?", id="q", choices=((one, two),))
    short = Prompt("Qual?", id="q", choices=((Choice("Emissor", "a"),),))
    assert [one, two] == lost(prompt, [payloads(short)])
