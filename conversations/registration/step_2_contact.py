"""Etapa 2: who the customer is, and how they sign in."""

from typing import Any

from conversations import readers
from conversations.draft import Draft
from conversations.form import Step
from conversations.prompt import Choice, Contact, Event, InvalidAnswer, Tell
from conversations.question import Fact, Question, Rows, Taken, always
from conversations.registration import texts
from conversations.turn import Turn
from conversations.written import phone

LEAST, MOST = 6, 128  # characters of a typed password; 6 is the panel's
OWN_LEAST = 8  # of one that its owner chooses
OWN_NAME = "0"
"""Stands for the name itself, which no button has room for; nobody can type a name without letters."""


def _named(contact: Contact) -> Taken:
    """Name and phone of a card; a phone that is none is asked, so that the name is not lost."""
    answers = {"contact.name": readers.name(readers.without_pictures(contact.name))}
    try:
        return Taken(answers | {"contact.phone": readers.phone(contact.phone)})
    except InvalidAnswer:
        return Taken(answers, texts.CARD_WITHOUT_PHONE)


async def _unpacked(turn: Turn, _draft: Draft, value: Any) -> Any:
    """A contact card gives several answers, a typed name one, and a tap the guest's own."""
    return readers.name(turn.account_name) if value == OWN_NAME else value


async def _free_email(turn: Turn, draft: Draft, value: str) -> str:
    if value == draft.get("customer.email") or not await turn.ports.customers.email_taken(value):
        return value
    await refuse_email(turn, draft)
    return value


async def refuse_email(turn: Turn, draft: Draft) -> None:
    """Refuses an e-mail that somebody has; a guest's reseller is told that it happened, and no more.

    Raises:
        InvalidAnswer: always.
    """
    if turn.guest is None:
        raise InvalidAnswer("email.taken")
    for account in await turn.ports.invites.inviter(turn.account):
        event = Event("email_taken", {}, "found")
        turn.say(Tell(account.channel, account.id, event, once=f"email:{draft.id}"))
    raise InvalidAnswer("email.taken_guest", support=texts.reachable(turn.seller))


async def _own_name(turn: Turn, _draft: Draft) -> Rows:
    """A guest's own name, as the channel knows it."""
    try:
        name = readers.name(turn.account_name) if turn.guest else ""
    except InvalidAnswer:
        name = ""
    return ((Choice(name, OWN_NAME),),) if name else ()


async def _password_choices(turn: Turn, _draft: Draft) -> Rows:
    typed = ((Choice(texts.BY_TYPING, "typed"),),)
    if not turn.ports.links.available():
        return typed
    if turn.guest:
        return ((Choice(texts.ON_PAGE, "link"),), *typed)
    return ((Choice(texts.BY_LINK, "link"),), (Choice(texts.BY_GENERATION, "generated"),), *typed)


async def _only_way(turn: Turn, _draft: Draft) -> Taken | None:
    """A guest creates the password on the page; where there are no pages, it can only be typed."""
    if not turn.ports.links.available():
        return Taken({"contact.password": "typed"})
    return Taken({"contact.password": "link"}) if turn.guest else None


async def _take_password(_turn: Turn, draft: Draft, value: str) -> str:
    draft.drop("contact.password_typed", "contact.password_again")  # chosen again means typed again
    return value


def _password(text: str) -> str:
    if len(text) > MOST:
        raise InvalidAnswer("password.long", most=MOST, length=len(text))
    return text


async def _hashed(turn: Turn, draft: Draft, value: str) -> Taken:
    """A customer's own password is held to the rules of the page; what a reseller types for somebody may be
    weaker, and is then good for the first access alone.

    Source: NIST SP 800-63B-4, 3.1.1.2: 8 or more, none of the common ones, no other rule.
    """
    own = texts.is_guest(draft)
    least = OWN_LEAST if own else LEAST
    if len(value) < least:
        raise InvalidAnswer("password.short", least=least, length=len(value))
    short, common = len(value) < OWN_LEAST, await turn.ports.passwords.is_common(value)
    if own and common:
        raise InvalidAnswer("password.common")
    hashed = await turn.ports.passwords.hash(value)
    answers = {"contact.password_typed": hashed, "contact.must_change": short or common}
    weak = texts.TEMPORARY if common else texts.TEMPORARY_SHORT if short else ""
    return Taken(answers, "\n".join(filter(None, [texts.HASHED, weak])))


async def _same(turn: Turn, draft: Draft, value: str) -> bool:
    if not await turn.ports.passwords.matches(value, draft.get("contact.password_typed")):
        draft.drop("contact.password_typed")
        raise InvalidAnswer("password.mismatch")
    return True


NAME = Question(
    id="contact.name",
    label="Nome",
    ask=texts.ask_name,
    choices=_own_name,
    read=readers.name,
    attach=_named,
    check=_unpacked,
)

PHONE = Question(
    id="contact.phone",
    label="Telefone",
    ask=texts.ask_phone,
    asks_contact=lambda draft: texts.SHARE_PHONE if texts.is_guest(draft) else "",
    read=readers.phone,
    numeric=always,
    attach=lambda contact: readers.phone(contact.phone),
    show=lambda draft: phone(draft.get("contact.phone")),
)

EMAIL = Question(
    id="contact.email",
    label="E-mail",
    ask=texts.ask_email,
    read=readers.email,
    check=_free_email,
)

PASSWORD = Question(
    id="contact.password",
    label="Senha",
    ask=texts.ask_password,
    choices=_password_choices,
    check=_take_password,
    auto=_only_way,
    show=texts.password_shown,
    guarded=True,
)

PASSWORD_TYPED = Question(
    id="contact.password_typed",
    label="Senha digitada",
    ask=texts.ask_password_typed,
    read=_password,
    check=_hashed,
    applies=lambda draft: draft.get("contact.password") == "typed",
    given=("contact.password",),
    show=lambda _: "",
    secret=True,
    editable=False,
)

PASSWORD_AGAIN = Question(
    id="contact.password_again",
    label="Confirmação da senha",
    ask=texts.ASK_PASSWORD_AGAIN,
    read=str,
    check=_same,
    applies=lambda draft: draft.get("contact.password") == "typed" and draft.holds("contact.password_typed"),
    given=("contact.password_typed",),
    show=lambda _: "",
    secret=True,
    editable=False,
)

MUST_CHANGE = Fact(id="contact.must_change", label="", show=lambda _: "")

STEP = Step(texts.STEP_CONTACT, (NAME, PHONE, EMAIL, PASSWORD, PASSWORD_TYPED, PASSWORD_AGAIN, MUST_CHANGE))
