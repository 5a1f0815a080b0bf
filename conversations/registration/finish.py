"""The end of a registration: the customer is registered, the trial begins, the access kit goes out."""

from datetime import UTC, datetime, time, timedelta

from conversations.draft import Draft
from conversations.ports.customers import AlreadyCustomer, Customer, EmailTaken, PasswordBy, Registration
from conversations.ports.invites import InviteInvalid
from conversations.ports.links import LinkKind
from conversations.prompt import Choice, Event, InvalidAnswer, Prompt, Tell
from conversations.registration import done_texts, texts
from conversations.registration.step_1_plan import categories
from conversations.registration.step_2_contact import refuse_email
from conversations.turn import Turn
from conversations.written import BRASILIA

REGISTERED = "registered"
_PAGES: dict[PasswordBy, LinkKind] = {"link": "create_password", "generated": "show_password"}


async def finish(turn: Turn, draft: Draft) -> None:
    """Registers the customer and says so.

    Raises:
        InvalidAnswer: something that was good when it was answered is so no more; the answer is dropped.
    """
    person = turn.person.id if turn.person else ""
    ends_at = trial_end(turn.now, await _trial_days(turn, draft))
    registration = registration_of(turn, draft, person_id=person, trial_ends_at=ends_at)
    try:
        customer = await turn.ports.customers.register(registration)
    except EmailTaken:
        draft.drop("contact.email")
        await refuse_email(turn, draft)
    except AlreadyCustomer as error:
        draft.drop("company.repeat")
        raise InvalidAnswer("customer.repeat") from error
    else:
        if turn.guest and not await _has_place(turn, registration, customer):
            return
        turn.reach(draft.conversation, REGISTERED)
        await turn.did("registered", customer.id)
        await (_greet(turn, registration, customer) if turn.guest else _say(turn, registration, customer))


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
    last = now.astimezone(BRASILIA).date() + timedelta(days=days)
    return datetime.combine(last, time(23, 59, 59), BRASILIA).astimezone(UTC)


def registration_of(turn: Turn, draft: Draft, *, person_id: str, trial_ends_at: datetime) -> Registration:
    """The answers of a draft, whole and checked, as what is kept.

    Args:
        turn: whose reseller it is.
        draft: with nothing missing.
        person_id: who registers or corrects, empty for the customer.
        trial_ends_at: UTC.
    """
    get = draft.get
    typed = get("contact.password") == "typed"
    return Registration(
        key=f"{turn.account.channel}:{turn.account.id}:{draft.id}",
        reseller_id=turn.seller.id,
        person_id=person_id,
        invite_id=get("invite.id", ""),
        consent=get("consent.version", ""),
        plan_ids=tuple(get("plan.plans")),
        name=get("contact.name"),
        phone=get("contact.phone"),
        email=get("contact.email"),
        password_by=get("contact.password"),
        password_hash=get("contact.password_typed", "") if typed else "",
        must_change=typed and get("contact.must_change", False),
        tax_id=get("company.tax_id"),
        legal_name=get("company.legal_name"),
        trade_name=get("company.trade_name", ""),
        status=get("company.status", ""),
        opened=get("company.opened", ""),
        activity=get("company.activity", ""),
        legal_nature=get("company.legal_nature", ""),
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
        trial_ends_at=trial_ends_at,
    )


async def _password_page(turn: Turn, registration: Registration, customer: Customer) -> str:
    """The address where the customer gets a password; empty if it was typed."""
    kind = _PAGES.get(registration.password_by)
    return await turn.ports.links.password(customer.id, kind, turn.key) if kind else ""


async def _say(turn: Turn, registration: Registration, customer: Customer) -> None:
    """Gives the reseller what to forward."""
    by, must_change = registration.password_by, registration.must_change
    link = await _password_page(turn, registration, customer)
    kit = done_texts.access_kit(customer, turn.seller, by, link, must_change=must_change)
    turn.say(Prompt(heading=done_texts.DONE, text=f"{done_texts.done(customer)}\n{done_texts.FORWARD_KIT}"))
    turn.say(Prompt(text=kit, forward=True))
    new, open_ = Choice(texts.NEW_REGISTRATION, "new"), Choice(done_texts.SEE_CUSTOMER, f"open:{customer.id}")
    ready = Choice(done_texts.READY, f"ready:{customer.id}")
    turn.say(Prompt(id="menu", text=done_texts.NEXT, choices=((new,), (ready,), (open_,))))


async def _has_place(turn: Turn, registration: Registration, customer: Customer) -> bool:
    """Takes a place of the invite; where there is none any more, nothing of the registration is left."""
    try:
        await turn.ports.invites.take_place(turn.account)
    except InviteInvalid:
        await turn.ports.customers.remove(registration.reseller_id, customer.id)
        support = texts.reachable(turn.seller)
        turn.say(Prompt(text=texts.INVITE_ENDED_MEANWHILE.format(support=support)))
        return False
    return True


async def _greet(turn: Turn, registration: Registration, customer: Customer) -> None:
    """Welcomes a customer who registered alone, and tells the reseller."""
    await turn.ports.people.own_registration(turn.account, customer.id)
    link = await _password_page(turn, registration, customer)
    turn.say(Prompt(heading=done_texts.DONE, text=done_texts.welcome(customer, turn.seller, link)))
    begin = Choice(done_texts.FIRST_ACCESS, "first_access")
    turn.say(Prompt(id=f"ready:{customer.id}", text=done_texts.ASK_FIRST_ACCESS, choices=((begin,),)))
    for account in await turn.ports.invites.inviter(turn.account):
        event = Event("customer_registered", {"customer": customer.id}, "found")
        turn.say(Tell(account.channel, account.id, event))
