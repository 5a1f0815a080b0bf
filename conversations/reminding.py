"""Reminders: what the clock found to remind of is held against what is true now, and said once.

At most one message a day and chat, whatever there is; who does not want any says so with a tap.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast, get_args

from conversations import reminder_texts as texts
from conversations import whose
from conversations.ports.customers import Gone, Record
from conversations.ports.reminders import Kind, Reminder
from conversations.prompt import Choice, Event, Prompt
from conversations.rating import asked
from conversations.registration.finish import REGISTERED
from conversations.registration.flow import REGISTRATION
from conversations.screen import Args, Screen
from conversations.turn import Turn
from conversations.written import BRASILIA

EVENT, NAME = "remind", "reminders"
AFTER: dict[Kind, timedelta] = {"unfinished_1": timedelta(hours=1), "unfinished_24": timedelta(hours=24)}
UNTIL: dict[Kind, timedelta] = {
    "certificate_1": timedelta(days=1),
    "certificate_7": timedelta(days=7),
    "certificate_30": timedelta(days=30),
    "trial_1": timedelta(days=1),
    "trial_3": timedelta(days=3),
}
WORDS = {"lembretes", "lembrete"}


def items(reminders: Iterable[Reminder]) -> dict[str, str]:
    """Reminders as an event carries them."""
    return {"items": ",".join(f"{one.kind}:{one.subject}" for one in reminders)}


def _read(event: Event) -> list[Reminder]:
    pairs = (item.partition(":") for item in event.about["items"].split(","))
    return [Reminder(cast("Kind", kind), subject) for kind, _, subject in pairs if kind in get_args(Kind)]


async def note_progress(turn: Turn) -> None:
    """Keeps in mind that a registration goes on, or that it ended: for the clock, which sees no draft."""
    steps = [step for conversation, step in turn.milestones if conversation == REGISTRATION.form.name]
    draft = turn.chat.drafts.get(REGISTRATION.form.name)
    if not steps:
        return
    if draft is None or REGISTERED in steps:
        await turn.ports.reminders.ended(turn.account)
    else:
        await turn.ports.reminders.left(turn.account, draft.id, turn.now)


async def remind(turn: Turn, event: Event) -> None:
    """Says what of the reminders is true and was not said yet, if this chat may be reminded today."""
    today = turn.now.astimezone(BRASILIA).date()
    if not await turn.ports.reminders.may(turn.account, today):
        return
    new = [one for one in _read(event) if await turn.ports.reminders.is_new(turn.account, one)]
    if unfinished := next((one for one in new if one.kind in AFTER), None):
        if await _is_left(turn, unfinished):
            await turn.ports.reminders.note(turn.account, (unfinished,), today)
            await _go_on(turn)
            return
        new = [one for one in new if one.kind not in AFTER]
    due = [one for one in new if one.kind != "rating"]
    found = [
        (one, line, record) for one in _urgent(due) for line, record in [await _line(turn, one)] if record
    ]
    if found:
        await turn.ports.reminders.note(turn.account, tuple(one for one, _, _ in found), today)
        turn.say(
            _said(turn, [line for _, line, _ in found], [record for *_, record in found], found[0][0].kind)
        )
    elif rating := next((one for one in new if one.kind == "rating"), None):
        await _ask_how_it_was(turn, rating, today)


async def _ask_how_it_was(turn: Turn, reminder: Reminder, today: date) -> None:
    """Asks a customer who registered alone, where nothing more urgent is to be said."""
    if turn.own and turn.own.customer_id == reminder.subject:
        await turn.ports.reminders.note(turn.account, (reminder,), today)
        turn.say(asked(reminder.subject))


def _urgent(reminders: list[Reminder]) -> list[Reminder]:
    """Of those of one kind about one customer the first, which is the most urgent."""
    first: dict[tuple[str, str], Reminder] = {}
    for one in reminders:
        first.setdefault((one.kind.partition("_")[0], one.subject), one)
    return list(first.values())


async def _is_left(turn: Turn, reminder: Reminder) -> bool:
    """Whether the registration still waits as long; who went on meanwhile is asked again so long after."""
    draft = turn.chat.drafts.get(REGISTRATION.form.name)
    if draft is None or draft.id != reminder.subject:
        await turn.ports.reminders.ended(turn.account)
        return False
    touched = datetime.fromisoformat(draft.touched) if draft.touched else turn.now
    if turn.now - touched >= AFTER[reminder.kind]:
        return True
    await turn.ports.reminders.left(turn.account, draft.id, touched)
    return False


async def _go_on(turn: Turn) -> None:
    if turn.chat.active in ("", REGISTRATION.form.name):
        await REGISTRATION.resume(turn, texts.UNFINISHED)
    else:
        turn.say(Prompt(text=texts.UNFINISHED, aside=True, fleeting=True))


async def _line(turn: Turn, reminder: Reminder) -> tuple[str, Record | None]:
    """The sentence, and the customer; none where it is not true any more, or not theirs."""
    try:
        record = await whose.record_reached(turn, reminder.subject)
        until = await _until(turn, reminder, record)
    except Gone:
        return "", None
    if record.suspended or not await _holds(turn, reminder.kind, record, until):
        return "", None
    return texts.of_customer(reminder.kind, record, until, own=turn.person is None), record


async def _until(turn: Turn, reminder: Reminder, record: Record) -> datetime | None:
    if reminder.kind.startswith("trial"):
        return record.answers.trial_ends_at
    if reminder.kind.startswith("certificate"):
        reseller = whose.reseller_reached(turn, record.id)
        certificate = await turn.ports.certificates.find(reseller.id, record.id)
        return certificate.not_after if certificate else None
    return None


async def _holds(turn: Turn, kind: Kind, record: Record, until: datetime | None) -> bool:
    if kind in UNTIL:
        return until is not None and turn.now < until <= turn.now + UNTIL[kind]
    if kind == "password":
        return record.password_pending
    reseller = whose.reseller_reached(turn, record.id)
    return (await turn.ports.first_access.facts(reseller.id, record.id)).configured_at is None


def _said(turn: Turn, lines: list[str], records: list[Record], kind: Kind) -> Prompt:
    """The message, with the next thing to do: with the one customer, or with the list."""
    own, one = turn.person is None, len({record.id for record in records}) == 1
    see = Choice(texts.START if own else texts.SEE_CUSTOMER, f"see:{records[0].id}")
    if kind.startswith("certificate") and one:
        see = Choice(texts.CERTIFICATE, f"certificate:{records[0].id}")
    elif not one:
        see = Choice(texts.SEE_LIST, "list")
    return Prompt(
        id=NAME,
        text=texts.together(lines),
        choices=((see,), (Choice(texts.REFUSE, "off"),)),
        aside=True,
        fleeting=True,
    )


async def _draw(turn: Turn, _args: Args) -> Prompt:
    off = await turn.ports.reminders.refused(turn.account)
    change = Choice(texts.ACCEPT, "on") if off else Choice(texts.REFUSE, "off")
    text = texts.STATE_OFF if off else texts.STATE_ON
    return Prompt(
        id=NAME, heading=texts.HEADING, text=text, choices=((change,), (Choice(texts.BACK, "back"),))
    )


async def _tap(turn: Turn, _args: Args, value: str) -> None:
    what, _, subject = value.partition(":")
    if what in ("on", "off"):
        await turn.ports.reminders.refuse(turn.account, refused=what == "off")
        turn.say(Prompt(text=texts.REFUSED if what == "off" else texts.ACCEPTED))
    elif what == "certificate":
        turn.go("certificate", id=subject)
    elif what == "see":
        turn.go("customer" if turn.person else "home", id=subject)
    elif what == "back":
        await _back(turn)
    elif what == "list" and turn.person:
        turn.go("customers")
    else:
        turn.go(NAME)


async def _back(turn: Turn) -> None:
    """To where a reseller's person, or a customer, begins."""
    if turn.person:
        turn.go("menu")
    elif turn.own:
        turn.go("home", id=turn.own.customer_id)


async def toggle(turn: Turn) -> None:
    """Has who writes reminded no more, or again, and says so."""
    off = await turn.ports.reminders.refused(turn.account)
    await turn.ports.reminders.refuse(turn.account, refused=not off)
    turn.say(Prompt(text=texts.ACCEPTED if off else texts.REFUSED))


REMINDERS = Screen(NAME, _draw, _tap, owners=True)
