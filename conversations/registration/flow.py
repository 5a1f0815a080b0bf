"""The registration's table of contents."""

from conversations.flow import Flow
from conversations.form import Form
from conversations.prompt import Choice, Prompt
from conversations.registration import step_1_plan, step_2_contact, step_3_company, step_4_address, texts
from conversations.registration.finish import finish

FORM = Form(
    name="registration",
    steps=(step_1_plan.STEP, step_2_contact.STEP, step_3_company.STEP, step_4_address.STEP),
    finish_label=texts.FINISH,
    review=texts.REVIEW,
    cancel=texts.CANCEL,
    errors=texts.ERRORS,
)

REGISTRATION = Flow(
    form=FORM,
    finish=finish,
    cancelled=Prompt(
        id="menu",
        text=texts.CANCELLED,
        choices=((Choice(texts.NEW_REGISTRATION, "new"),),),
        replaces=True,
    ),
)
