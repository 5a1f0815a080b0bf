"""The end of a registration: the customer is registered, the trial begins, the access kit goes out."""

from datetime import UTC, datetime, time, timedelta

from conversations.draft import Draft
from conversations.ports.customers import AlreadyCustomer, Customer, EmailTaken, PasswordBy, Registration
from conversations.ports.links import LinkKind
from conversations.ports.people import Person
from conversations.prompt import Choice, InvalidAnswer, Prompt
from conversations.registration import texts
from conversations.registration.step_1_plan import categories
from conversations.turn import Turn

_PAGES: dict[PasswordBy, LinkKind] = {"link": "create_password", "generated": "show_password"}


async def finish(turn: Turn, draft: Draft) -> None:
    """Registers the customer and says so.

    Raises:
        InvalidAnswer: something that was good when it was answered is so no more; the answer is dropped.
    """
    if turn.person is None:
        raise ValueError("only a reseller's person registers here")
    registration = _registration(turn, turn.person, draft, await _trial_days(turn, draft))
    try:
        customer = await turn.ports.customers.register(registration)
    except EmailTaken as error:
        draft.drop("contact.email")
        raise InvalidAnswer("email.taken") from error
    except AlreadyCustomer as error:
        draft.drop("company.repeat")
        raise InvalidAnswer("customer.repeat") from error
    await _say(turn, turn.person, registration, customer)


async def _trial_days(turn: Turn, draft: Draft) -> int:
    picked = [plan for c in await categories(turn) for plan in c.plans if plan.id in draft.get("plan.plans")]
    if len(picked) != len(draft.get("plan.plans")):
        draft.drop("plan.plans", "plan.category")
        raise InvalidAnswer("plans.gone")
    return max(plan.trial_days for plan in picked)


def trial_end(now: datetime, days: int) -> datetime:
    """The end of the last day of a trial in Brasília, in UTC.

    Args:
        now: when it begins.
        days: how many days it lasts, by the longest trial of the picked plans.
    """
    last = now.astimezone(texts.BRASILIA).date() + timedelta(days=days)
    return datetime.combine(last, time(23, 59, 59), texts.BRASILIA).astimezone(UTC)


def _registration(turn: Turn, person: Person, draft: Draft, trial_days: int) -> Registration:
    get = draft.get
    typed = get("contact.password") == "typed"
    return Registration(
        key=f"{turn.account.channel}:{turn.account.id}:{draft.id}",
        reseller_id=person.reseller.id,
        person_id=person.id,
        plan_ids=tuple(get("plan.plans")),
        name=get("contact.name"),
        phone=get("contact.phone"),
        email=get("contact.email"),
        password_by=get("contact.password"),
        password_hash=get("contact.password_typed") if typed else "",
        must_change=typed and get("contact.must_change"),
        tax_id=get("company.tax_id"),
        legal_name=get("company.legal_name"),
        trade_name=get("company.trade_name", ""),
        status=get("company.status", ""),
        tax_regime=get("company.tax_regime", ""),
        state=get("address.state"),
        state_registration=get("company.state_registration"),
        cep=get("address.cep"),
        street=get("address.street"),
        number=get("address.number"),
        complement=get("address.complement"),
        district=get("address.district"),
        city=get("address.city"),
        city_code=get("address.city_code"),
        trial_ends_at=trial_end(turn.now, trial_days),
    )


async def _say(turn: Turn, person: Person, registration: Registration, customer: Customer) -> None:
    by = registration.password_by
    kind = _PAGES.get(by)
    link = await turn.ports.links.password(customer.id, kind, turn.key) if kind else ""
    kit = texts.access_kit(customer, person.reseller, by, link, must_change=registration.must_change)
    turn.say(Prompt(heading=texts.DONE, text=f"{texts.done(customer)}\n{texts.FORWARD_KIT}"))
    turn.say(Prompt(text=kit))
    turn.say(Prompt(id="desk:menu", text=texts.NEXT, choices=((Choice(texts.NEW_REGISTRATION, "new"),),)))
