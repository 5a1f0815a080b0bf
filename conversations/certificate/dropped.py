"""A certificate or its key that came into the chat: it goes out of it, and the right way is shown."""

from conversations import whose
from conversations.certificate import texts
from conversations.certificate.screen import NAME
from conversations.ports.customers import Gone, Record
from conversations.prompt import KEY_FILE, Choice, Erase, Prompt
from conversations.registration.texts import reachable
from conversations.turn import Turn

ABOUT_ONE = {"customer", "ready", NAME}
"""The screens that are about one customer."""
KEY = "PRIVATE KEY-----"
"""In the first line of a key as text. Source: RFC 7468, 10 and 11."""


def drops_key(turn: Turn) -> bool:
    """Whether what came in is a file with a key, or a key as text."""
    return turn.reply.media == KEY_FILE or KEY in (turn.reply.text or "")


async def take_back(turn: Turn) -> None:
    """Takes what was dropped out of the chat, and gives the link of the customer whose it is.

    Whose it is, the file does not say: the customer's own, or of the customer that a reseller looks at. A
    reseller who looks at none is led to the list.
    """
    turn.say(Erase(turn.reply.ref, done=texts.ERASED, failed=texts.NOT_ERASED))
    record = await _meant(turn)
    if record is None:
        where = texts.BY_THE_CUSTOMER if turn.person else texts.AFTER_REGISTERING if turn.guest else ""
        text = "\n\n".join(filter(None, [texts.NEVER_HERE, where]))
        if turn.person and not turn.chat.active:
            turn.go("customers", text)
        else:
            turn.say(Prompt(text=text))
        return
    where = await _where(turn, record)
    ways = () if turn.chat.active else ((Choice(texts.SEE, "show"),),)
    turn.say(Prompt(id=f"{NAME}:{record.id}", text=f"{texts.NEVER_HERE}\n\n{where}", choices=ways))


async def _meant(turn: Turn) -> Record | None:
    draft = turn.chat.current()
    if turn.own:
        customer_id = turn.own.customer_id
    elif draft:
        customer_id = draft.get("customer.id", "")
    elif turn.chat.screen.get("name") in ABOUT_ONE:
        customer_id = turn.chat.screen.get("id", "")
    else:
        return None
    try:
        return await whose.record_reached(turn, customer_id)
    except Gone:
        return None


async def _where(turn: Turn, record: Record) -> str:
    reseller = whose.reseller_reached(turn, record.id)
    if not turn.ports.certificates.available():
        support = texts.NO_PAGES_OWN.format(support=reachable(reseller))
        return support if whose.is_owner(turn) else texts.NO_PAGES
    link = await turn.ports.certificates.link(reseller.id, record.id, turn.account, turn.key)
    return texts.BY_THE_PAGE.format(name=record.answers.trade_name or record.answers.legal_name, link=link)
