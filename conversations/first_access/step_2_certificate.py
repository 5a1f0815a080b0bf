"""Etapa 2: the kind of certificate, which is never sent in the chat itself; and the logo, which is."""

from conversations.draft import Draft
from conversations.first_access import logo, texts
from conversations.form import Step
from conversations.prompt import Choice
from conversations.question import Question, Taken, fixed
from conversations.turn import Turn

_LATER = ".later"


async def _take(_turn: Turn, _draft: Draft, value: str) -> Taken:
    kind = "A1" if value == _LATER else value
    notices = {"A1": texts.NOTICE_A1, "A3": texts.NOTICE_A3, _LATER: texts.NOTICE_NONE_YET}
    return Taken({"certificate.type": kind}, notices[value])


TYPE = Question(
    id="certificate.type",
    label="Certificado digital",
    ask=texts.ASK_CERTIFICATE,
    choices=fixed(
        *((Choice(label, kind),) for kind, label in texts.CERTIFICATES.items()),
        (Choice(texts.NO_CERTIFICATE_YET, _LATER),),
    ),
    check=_take,
    show=lambda draft: texts.CERTIFICATES[draft.get("certificate.type")],
)

STEP = Step(texts.STEP_CERTIFICATE, (TYPE, logo.FILE, logo.CHECK))
