"""The contact that a reseller's customers are given at every help and dead end."""

from conversations import readers
from conversations.desk import texts
from conversations.draft import Draft
from conversations.flow import Flow
from conversations.form import Form, Step
from conversations.prompt import Choice, InvalidAnswer, Prompt
from conversations.question import Question, Taken
from conversations.turn import Turn

MOST = 200


def _support(text: str) -> str:
    value = readers.line(text)
    if len(value) < 5:
        raise InvalidAnswer("support.short")
    if len(value) > MOST:
        raise InvalidAnswer("support.long", length=len(value), most=MOST)
    return value


async def _known(turn: Turn, draft: Draft) -> Taken | None:
    """Puts what is known before the question, which is asked all the same."""
    if turn.seller.support and not draft.holds("support.now"):
        draft.put("support.now", turn.seller.support)
    return None


async def _finish(turn: Turn, draft: Draft) -> None:
    await turn.ports.people.set_support(turn.seller.id, draft.get("support.text"))
    turn.go("menu", texts.SUPPORT_SET)


CONTACT = Question(
    id="support.text",
    label=texts.SUPPORT_MENU,
    ask=lambda draft: "\n".join(
        filter(None, [texts.support_now(draft.get("support.now", "")), texts.ASK_SUPPORT])
    ),
    read=_support,
    auto=_known,
)

SUPPORT = Flow(
    form=Form(
        name="support",
        steps=(Step(texts.SUPPORT_MENU, (CONTACT,)),),
        finish_label="",
        review="",
        cancel=texts.SUPPORT_CANCEL,
        errors=texts.INVITE_ERRORS,
    ),
    finish=_finish,
    cancelled=Prompt(
        id="menu",
        text=texts.CORRECTION_CANCELLED,
        choices=((Choice(texts.MENU_BUTTON, "menu"),),),
        replaces=True,
    ),
)
