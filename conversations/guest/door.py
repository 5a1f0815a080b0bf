"""What an invite opens, and what a customer finds who comes back."""

from conversations import commands
from conversations.desk.menu import stranger
from conversations.first_access import texts as first_access_texts
from conversations.first_access.flow import FIRST_ACCESS
from conversations.payloads import INVITED
from conversations.ports.customers import Gone
from conversations.ports.invites import InviteInvalid, Offer
from conversations.ports.people import Own
from conversations.prompt import Prompt
from conversations.registration import texts
from conversations.registration.flow import REGISTRATION
from conversations.turn import Turn


async def open_invite(turn: Turn, payload: str) -> bool:
    """Opens an invite: a customer begins to register; its reseller sees how it stands.

    False if it is no good.

    Args:
        turn: of the one who opened it.
        payload: what followed `start=`, with its prefix.
    """
    token = payload.removeprefix(INVITED)
    if turn.person:
        found = await turn.ports.invites.find(token)
        if found is None or found[0] != turn.person.reseller.id:
            return False
        turn.go("invite", id=found[1])
        return True
    try:
        turn.guest = await turn.ports.invites.open(token, turn.account)
    except InviteInvalid:
        return False
    if turn.own and await _came_by(turn, turn.own, turn.guest):
        await _own(turn)
    else:
        await _begin(turn, turn.guest)
    return True


async def refuse_invite(turn: Turn) -> None:
    """Says that an invite is no good, whatever is wrong with it."""
    if turn.person:
        turn.go("invite", id="")
    elif goes_on(turn):
        await REGISTRATION.resume(turn, texts.INVITE_ENDED)
    else:
        await stranger(turn, texts.INVITE_ENDED)


async def _came_by(turn: Turn, own: Own, offer: Offer) -> bool:
    """Whether a customer's registration was made by this very invite."""
    try:
        record = await turn.ports.customers.record(own.reseller.id, own.customer_id)
    except Gone:
        return False
    return record.answers.invite_id == offer.invite_id


async def answer_guest(turn: Turn) -> None:
    """Answers a customer: the question that waits, or how their registration stands."""
    if configures(turn) and turn.chat.active == FIRST_ACCESS.form.name:
        await _answer_owner(turn)
    elif turn.guest and goes_on(turn):
        await _answer(turn, turn.guest)
    elif turn.own:
        await _own(turn)
    elif turn.guest:
        await _begin(turn, turn.guest)
    else:
        await _turned_away(turn)


def configures(turn: Turn) -> bool:
    """Whether a customer is in the middle of the first access of their own registration."""
    draft = turn.chat.drafts.get(FIRST_ACCESS.form.name)
    return bool(draft and turn.own and draft.get("customer.id") == turn.own.customer_id)


async def _answer_owner(turn: Turn) -> None:
    """Takes a reply to a question of the first access; a greeting or a call for help is none."""
    said = turn.reply.command or FIRST_ACCESS.command(turn)
    if turn.reply.command == commands.CANCEL:
        await FIRST_ACCESS.ask_to_cancel(turn)
    elif said == commands.MENU:
        await _own(turn)
    elif said == commands.HELP and turn.own:
        support = texts.reachable(turn.own.reseller)
        turn.say(Prompt(text=first_access_texts.OWNER_HELP.format(support=support)))
        await FIRST_ACCESS.again(turn)
    elif turn.reply.command or said == commands.HELLO:
        await FIRST_ACCESS.resume(turn)
    else:
        await FIRST_ACCESS.answer(turn)


async def _turned_away(turn: Turn) -> None:
    """Tells somebody whose invite ended in the middle; nothing of what they said is kept."""
    draft = turn.chat.drafts.get(REGISTRATION.form.name)
    turn.chat.drafts, turn.chat.active = {}, ""
    if draft and draft.holds("invite.support"):
        turn.say(Prompt(text=texts.INVITE_ENDED_MEANWHILE.format(support=draft.get("invite.support"))))
    else:
        await stranger(turn)


def goes_on(turn: Turn) -> bool:
    """Whether a guest is in the middle of the registration that the invite opened last is for."""
    draft = turn.chat.drafts.get(REGISTRATION.form.name)
    return bool(draft and turn.guest and draft.get("invite.id") == turn.guest.invite_id)


async def _answer(turn: Turn, offer: Offer) -> None:
    """Takes a reply to the question that waits; a greeting or a call for help is none."""
    command, said = turn.reply.command, turn.reply.command or REGISTRATION.command(turn)
    if command == commands.CANCEL:
        await REGISTRATION.ask_to_cancel(turn)
    elif said in (commands.HELP, commands.MENU):
        await _help(turn, offer)
    elif command or said == commands.HELLO:
        await REGISTRATION.resume(turn)
    else:
        await REGISTRATION.answer(turn)


def is_guest(turn: Turn) -> bool:
    """Whether somebody who is no reseller's person has come by an invite."""
    return turn.person is None and bool(turn.guest or turn.own or turn.chat.drafts)


async def _help(turn: Turn, offer: Offer) -> None:
    """Says how it works and whom to ask, and asks again what was being asked."""
    turn.say(Prompt(text=texts.GUEST_HELP.format(support=texts.reachable(offer.reseller))))
    await REGISTRATION.again(turn)


async def _begin(turn: Turn, offer: Offer) -> None:
    """Starts the registration that the invite offers; a draft of another invite goes on with this one, and
    asks again what was said to the other reseller, or was true of it.
    """
    draft = turn.chat.drafts.get(REGISTRATION.form.name)
    if draft is None or not draft.holds("invite.id"):  # what is left of a reseller's work is no customer's
        draft = turn.new_draft(REGISTRATION.form.name)
        draft.touched = turn.now.isoformat()
    elif draft.get("invite.id") != offer.invite_id:
        draft.drop("consent.version", "plan.category", "plan.plans", "company.repeat")
        draft.at, draft.trail = "", []
    draft.put("invite.id", offer.invite_id, "invite")
    draft.put("invite.reseller", offer.reseller.name, "invite")
    draft.put("invite.support", texts.reachable(offer.reseller), "invite")
    await REGISTRATION.resume(turn)


async def _own(turn: Turn) -> None:
    """Shows a customer their own registration."""
    if turn.own is None:
        return
    try:
        record = await turn.ports.customers.record(turn.own.reseller.id, turn.own.customer_id)
    except Gone:
        await stranger(turn)
        return
    turn.go("home", id=record.id)
