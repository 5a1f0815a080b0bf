"""The table of contents of the first access."""

from conversations.draft import Draft
from conversations.first_access import step_1_company, step_2_certificate, step_3_numbers, texts
from conversations.first_access.finish import finish
from conversations.first_access.opening import NAME, open_draft
from conversations.flow import Flow
from conversations.form import Form
from conversations.ports.customers import Record
from conversations.prompt import Choice, Prompt
from conversations.turn import Turn

FORM = Form(
    name=NAME,
    steps=(step_1_company.STEP, step_2_certificate.STEP, step_3_numbers.STEP),
    finish_label=texts.FINISH,
    review=texts.REVIEW,
    cancel=texts.CANCEL,
    errors=texts.ERRORS,
)


def _cancelled(draft: Draft) -> Prompt:
    back = (Choice(texts.START, "first_access"),), (Choice(texts.SEE_MISSING, "show"),)
    return Prompt(id=f"ready:{draft.get('customer.id')}", text=texts.CANCELLED, choices=back, replaces=True)


FIRST_ACCESS = Flow(form=FORM, finish=finish, cancelled=_cancelled)


async def open_first_access(turn: Turn, record: Record) -> None:
    """Opens the first access of a customer, or goes on with it.

    Args:
        turn: of somebody who may see this customer.
        record: the customer.
    """
    await open_draft(turn, record)
    await FIRST_ACCESS.resume(turn)
