"""The end of a first access: what was answered is kept."""

from conversations import whose
from conversations.draft import Draft
from conversations.first_access import texts
from conversations.first_access.logo import logo_of
from conversations.first_access.opening import fill_in
from conversations.first_access.step_3_numbers import issued, next_id, series_id
from conversations.ports.customers import AlreadyCustomer, Changed, Gone
from conversations.ports.first_access import ENVIRONMENTS, Configuration, Numbering
from conversations.prompt import InvalidAnswer
from conversations.turn import Turn

CONFIGURED = "configured"


async def finish(turn: Turn, draft: Draft) -> None:
    """Keeps the configuration and shows what is missing to issue.

    Raises:
        InvalidAnswer: something that was good when it was answered is so no more.
    """
    customer_id = draft.get("customer.id")
    try:
        made = _configuration(turn, draft)
        await turn.ports.first_access.configure(made)
    except AlreadyCustomer as error:
        draft.drop("company.state_registration")
        raise InvalidAnswer("customer.twin") from error
    except Changed as error:
        await _begin_again(turn, draft, error)
    except Gone:
        turn.go("ready", id=customer_id)
    else:
        turn.reach(draft.conversation, CONFIGURED)
        await turn.ports.deeds.note(made.reseller_id, made.person_id, "configured", customer_id)
        turn.go("ready", texts.SAVED, id=customer_id)


async def _begin_again(turn: Turn, draft: Draft, changed: Changed) -> None:
    """Takes the registration as it is now, and has it looked over; the rest of the answers stays."""
    customer_id = draft.get("customer.id")
    record = await whose.record_reached(turn, customer_id)
    facts = await turn.ports.first_access.facts(record.answers.reseller_id, customer_id)
    fill_in(draft, record, facts)
    raise InvalidAnswer("customer.changed", by=texts.somebody_changed(changed.by)) from changed


def _configuration(turn: Turn, draft: Draft) -> Configuration:
    get, customer_id = draft.get, draft.get("customer.id")
    return Configuration(
        reseller_id=whose.reseller_reached(turn, customer_id).id,
        customer_id=customer_id,
        person_id=turn.person.id if turn.person else "",
        version=get("customer.version"),
        state=get("address.state"),
        city=get("address.city"),
        city_code=get("address.city_code"),
        state_registration=get("company.state_registration"),
        tax_regime=get("company.tax_regime"),
        municipal_registration=get("company.municipal_registration"),
        certificate_type=get("certificate.type"),
        numberings=tuple(
            Numbering(
                document=document,
                environment=environment,
                series=get(series_id(document, environment)),
                next_number=get(next_id(document, environment)),
            )
            for document in issued(draft)
            for environment in ENVIRONMENTS
        ),
        logo=logo_of(draft),
    )
