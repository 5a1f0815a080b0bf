"""A new invite: what it offers, for how many, until when."""

from conversations import readers, words
from conversations.desk import texts
from conversations.draft import Draft
from conversations.flow import Flow
from conversations.form import Form, Step
from conversations.prompt import Choice, InvalidAnswer, Prompt
from conversations.question import Question, Rows, Several, always, fixed
from conversations.registration.done_texts import NEXT
from conversations.registration.finish import trial_end
from conversations.registration.step_1_plan import categories
from conversations.turn import Turn
from conversations.written import money

ANY = ".any"


async def _offers(turn: Turn, _draft: Draft) -> Rows:
    shelves = await categories(turn)
    every = ((Choice(texts.CUSTOMER_CHOOSES, ANY),),) if len(shelves) > 1 else ()
    return (*((Choice(f"{c.name} ({len(c.plans)})", c.id),) for c in shelves), *every)


async def _plans(turn: Turn, draft: Draft) -> Rows:
    found = next((c for c in await categories(turn) if c.id == draft.get("invite.category")), None)
    plans = found.plans if found else ()
    return tuple((Choice(f"{plan.name} · {money(plan.price)}", plan.id),) for plan in plans)


async def _whole(_turn: Turn, _draft: Draft, value: str) -> int:
    return int(value)


async def _finish(turn: Turn, draft: Draft) -> None:
    get, category = draft.get, draft.get("invite.category")
    sold = {row[0].value for row in (*await _offers(turn, draft), *await _plans(turn, draft))}
    if not {category, *get("invite.plans", [])} <= {ANY, *sold}:
        draft.drop("invite.category")
        raise InvalidAnswer("plans.gone")
    invite = await turn.ports.invites.make(
        turn.seller.id,
        turn.person.id if turn.person else "",
        category_id="" if category == ANY else category,
        plan_ids=tuple(get("invite.plans", [])),
        uses=get("invite.uses"),
        expires_at=trial_end(turn.now, get("invite.days")),
        key=f"{turn.account.channel}:{turn.account.id}:{draft.id}",
    )
    links = await turn.ports.invites.links(turn.seller.id, invite.id)
    if links:
        turn.say(Prompt(text=texts.INVITE_MADE))
        invitation = texts.invitation(turn.seller, links)
        turn.say(Prompt(text=invitation, forward=True))
    turn.say(what_next(invite.id, *([Choice(texts.QR, "qr")] if links and links.either else [])))


def what_next(invite_id: str, *ways: Choice) -> Prompt:
    """After a message to forward: where to go, without all of the invite again.

    Args:
        invite_id: which.
        ways: what else can be done with it.
    """
    back = (Choice(texts.SEE_INVITE, "show"), Choice(texts.BACK_TO_INVITES, "list"))
    rows = ((way,) for way in ways)
    return Prompt(id=f"invite:{invite_id}", text=NEXT, choices=(*rows, back))


OFFER = Question(
    id="invite.category",
    label=texts.STEP_INVITE,
    ask=texts.ASK_OFFER,
    choices=_offers,
)

PLANS = Several(
    id="invite.plans",
    label="Planos",
    ask=texts.ASK_INVITE_PLANS,
    choices=_plans,
    applies=lambda draft: draft.get("invite.category") != ANY,
    given=("invite.category",),
    none_picked="",
    forward=words.FORWARD,
)

USES = Question(
    id="invite.uses",
    label="Usos",
    ask=texts.ASK_USES,
    read=readers.whole_number("uses.range", 1, 1000),
    numeric=always,
    check=_whole,
    choices=fixed(tuple(Choice(str(n), str(n)) for n in (1, 5, 20, 100))),
)

DAYS = Question(
    id="invite.days",
    label="Validade",
    ask=texts.ASK_DAYS,
    read=readers.whole_number("days.range", 1, 365),
    numeric=always,
    check=_whole,
    choices=fixed(tuple(Choice(f"{n} dias", str(n)) for n in (7, 30, 90))),
)

INVITING = Flow(
    form=Form(
        name="inviting",
        steps=(Step(texts.STEP_INVITE, (OFFER, PLANS, USES, DAYS)),),
        finish_label="",
        review="",
        cancel=texts.INVITE_CANCEL,
        errors=texts.INVITE_ERRORS,
    ),
    finish=_finish,
    cancelled=Prompt(
        id="menu",
        text=texts.INVITE_CANCELLED,
        choices=((Choice(texts.INVITES, "invites"), Choice(texts.MENU_BUTTON, "menu")),),
        replaces=True,
    ),
)
