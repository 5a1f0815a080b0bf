"""Correcting a registered customer, by the very questions of the registration."""

import hashlib
from dataclasses import replace

from conversations.desk import texts
from conversations.draft import Draft
from conversations.flow import Flow
from conversations.ports.customers import AlreadyCustomer, Changed, EmailTaken, Gone, Record
from conversations.prompt import Choice, InvalidAnswer, Prompt
from conversations.registration.finish import registration_of
from conversations.registration.flow import FORM
from conversations.registration.step_1_plan import PLANS
from conversations.registration.step_2_contact import PASSWORD_AGAIN, PASSWORD_TYPED
from conversations.turn import Turn
from conversations.written import money

NAME = "correction"
_FACTS = ("status", "opened", "activity", "legal_nature")
_STEPS = {
    "contact": ("name", "phone", "email"),
    "company": ("tax_id", "legal_name", "trade_name", *_FACTS, "tax_regime", "state_registration"),
    "address": ("state", "cep", "street", "number", "complement", "district", "city", "city_code"),
}


def draft_of(record: Record, turn: Turn | None = None) -> Draft:
    """A customer's answers as a draft, to be shown or corrected.

    Args:
        record: the customer.
        turn: of the person who corrects, none where it is only shown.
    """
    id_ = hashlib.sha256(turn.key.encode()).hexdigest()[:8] if turn else ""
    draft, answers = Draft(id=id_, conversation=NAME), record.answers
    draft.put("customer.id", record.id)
    draft.put("customer.version", record.version)
    draft.put("customer.email", answers.email)
    draft.put("plan.category", record.category_id)
    draft.put("plan.category_name", record.category)
    draft.put("plan.plans", list(answers.plan_ids), given=PLANS.given)
    draft.put("plan.names", [f"{name} ({money(price)})" for name, price in record.plans])
    draft.put("contact.password", answers.password_by)
    draft.put(
        "contact.password_typed", "", given=PASSWORD_TYPED.given
    )  # kept elsewhere, and asked for no more
    draft.put("contact.password_again", True, given=PASSWORD_AGAIN.given)
    for step, names in _STEPS.items():
        for name in names:
            draft.put(f"{step}.{name}", getattr(answers, name))
    for id_, given in _GIVEN.items():  # another CNPJ is another company, another CEP another place
        draft.put(id_, draft.get(id_), given=given)
    draft.put("company.lookup", "known", given=("company.tax_id",))
    draft.put("company.status_check", "yes", given=("company.tax_id", "company.status"))
    draft.put("company.repeat", False, given=("company.tax_id", "company.state_registration"))
    draft.put("company.branch", "keep", given=("company.tax_id",))
    draft.put("address.lookup", "known", given=("address.cep",))
    return draft


_GIVEN = {
    question.id: (*question.given, *question.of)
    for question in FORM.questions().values()
    if question.id.partition(".")[2] in {name for names in _STEPS.values() for name in names}
} | {
    **{f"company.{fact}": ("company.tax_id",) for fact in _FACTS},
    "address.city_code": ("address.cep",),
}


async def _finish(turn: Turn, draft: Draft) -> None:
    """Saves the corrected answers and shows the customer."""
    customer_id = draft.get("customer.id")
    person = turn.person.id if turn.person else ""
    answers = registration_of(turn, draft, person_id=person, trial_ends_at=turn.now)
    try:
        await turn.ports.customers.correct(customer_id, draft.get("customer.version"), answers)
    except EmailTaken as error:
        draft.drop("contact.email")
        raise InvalidAnswer("email.taken") from error
    except AlreadyCustomer as error:
        draft.drop("company.repeat")
        raise InvalidAnswer("customer.repeat") from error
    except Changed as error:
        turn.go("customer", texts.CHANGED.format(by=error.by or texts.SOMEBODY), id=customer_id)
    except Gone:
        turn.go("customer", id=customer_id)
    else:
        await turn.did("corrected", customer_id)
        turn.go("customer", texts.CORRECTED, id=customer_id)


CORRECTION = Flow(
    form=replace(
        FORM,
        name=NAME,
        review="",
        fixed=frozenset({"contact.password"}),
        cancel=texts.CANCEL_CORRECTION,
    ),
    finish=_finish,
    cancelled=Prompt(
        id="menu",
        text=texts.CORRECTION_CANCELLED,
        choices=((Choice(texts.CUSTOMERS, "customers"), Choice(texts.MENU_BUTTON, "menu")),),
        replaces=True,
    ),
)
