"""How a first access begins: with what is known filled in, or where it was left."""

from conversations import readers
from conversations.draft import Draft
from conversations.first_access import rules
from conversations.first_access.step_3_numbers import BEFORE, before_id, next_id, series_id
from conversations.ports.customers import Record
from conversations.ports.first_access import KEEP_LOGO, Facts
from conversations.turn import Turn

NAME = "first_access"
MOST_LEFT = 5
"""First accesses of other customers that a reseller may leave unfinished beside the current one."""


def fill_in(draft: Draft, record: Record, facts: Facts) -> None:
    """Puts what the registration says into a draft, over what was said of it before.

    It counts as looked up: the person has not said it, and confirms it.

    Args:
        draft: of the customer; what only this form asks stays as it is.
        record: the customer.
        facts: what its first access is judged by.
    """
    answers = record.answers
    draft.put("customer.id", record.id)
    draft.put("customer.reseller", record.answers.reseller_id)
    draft.put("customer.version", record.version)
    draft.put("customer.name", answers.trade_name or answers.legal_name)
    draft.put("customer.documents", list(facts.documents))
    draft.put("customer.state_registration", facts.state_registration)
    draft.put("company.tax_id", facts.tax_id)
    known = {
        "address.state": (answers.state, ("company.tax_id",)),
        "address.city": (answers.city, ("address.state",)),
        "address.city_code": (answers.city_code, ("address.state",)),
        "company.tax_regime": (facts.tax_regime, ()),
        "company.state_registration": (_good_ie(facts), ("address.state", "customer.documents")),
    }
    draft.drop(*known, "company.confirm")
    for id_, (value, given) in known.items():
        if value:
            draft.put(id_, value, "lookup", given)


def _good_ie(facts: Facts) -> str:
    """The IE, unless it is none for what the customer issues."""
    found = facts.state_registration
    good = found != readers.EXEMPT or rules.may_be_exempt(facts.documents, facts.state)
    return found if good else ""


def _fill_configured(draft: Draft, facts: Facts) -> None:
    """Puts what was configured before into a draft."""
    if facts.configured_at is None:
        return
    given = ("address.city", "customer.documents")
    if facts.municipal_registration or not rules.needs_municipal_registration(facts.documents):
        draft.put("company.municipal_registration", facts.municipal_registration, "lookup", given)
    draft.put("certificate.type", facts.certificate_type, "lookup")
    draft.put("logo.file", KEEP_LOGO if facts.has_logo else "", "lookup")
    for one in facts.numberings:
        if one.series in rules.series(one.document, facts.tax_id):
            series = series_id(one.document, one.environment)
            draft.put(before_id(one.document), BEFORE, "lookup")
            draft.put(series, one.series, "lookup", ("company.tax_id",))
            draft.put(next_id(one.document, one.environment), one.next_number, "lookup", (series,))


async def open_draft(turn: Turn, record: Record) -> None:
    """Makes the first access of a customer the chat's, from where it was left or from the beginning; that of
    another customer is put aside.
    """
    drafts = turn.chat.drafts
    current = drafts.get(NAME)
    if current and current.get("customer.id") == record.id:
        return
    if current:
        drafts[_left(current.get("customer.id"))] = drafts.pop(NAME)
        _forget_oldest(turn)
    if left := drafts.pop(_left(record.id), None):
        drafts[NAME] = left
        return
    facts = await turn.ports.first_access.facts(record.answers.reseller_id, record.id)
    draft = turn.new_draft(NAME)
    draft.touched = turn.now.isoformat()
    draft.put("customer.owner", turn.person is None)
    fill_in(draft, record, facts)
    _fill_configured(draft, facts)


def is_begun(turn: Turn, customer_id: str) -> bool:
    """Whether this chat has an unfinished first access of a customer."""
    current = turn.chat.drafts.get(NAME)
    return _left(customer_id) in turn.chat.drafts or bool(
        current and current.get("customer.id") == customer_id
    )


def _left(customer_id: str) -> str:
    """The name under which the first access of a customer is put aside."""
    return f"{NAME}:{customer_id}"


def _forget_oldest(turn: Turn) -> None:
    left = [name for name in turn.chat.drafts if name.startswith(f"{NAME}:")]
    for name in sorted(left, key=lambda name: turn.chat.drafts[name].touched)[:-MOST_LEFT]:
        del turn.chat.drafts[name]
