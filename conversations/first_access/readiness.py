"""What is done and what is missing until a customer can issue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from conversations.first_access import rules
from conversations.ports.first_access import ENVIRONMENTS, Facts
from conversations.readers import EXEMPT

Item = Literal[
    "state_registration",
    "municipal_registration",
    "tax_regime",
    "numbers",
    "city_code",
    "certificate",
    "password",
]


@dataclass(frozen=True, slots=True)
class Check:
    """One item of the list, and whether it is done."""

    item: Item
    done: bool


def checklist(facts: Facts, now: datetime) -> tuple[Check, ...]:
    """Every item that matters to this customer, in the order to do them.

    Args:
        facts: of the customer.
        now: UTC; a certificate that has ended is none.
    """
    found: dict[Item, bool] = {
        "state_registration": _has_state_registration(facts),
        "municipal_registration": bool(facts.municipal_registration),
        "tax_regime": facts.tax_regime != "",
        "numbers": _has_numbers(facts),
        "city_code": facts.city_code != "",
        "certificate": _has_certificate(facts, now),
        "password": facts.password == "created",  # noqa: S105 - whether, not what
    }
    if not rules.needs_municipal_registration(facts.documents):
        del found["municipal_registration"]
    return tuple(Check(item, done) for item, done in found.items())


def missing(facts: Facts, now: datetime) -> int:
    """How much of the list is to be done yet; with nothing left the customer can issue."""
    return sum(not check.done for check in checklist(facts, now))


def _has_state_registration(facts: Facts) -> bool:
    if facts.state_registration == EXEMPT:
        return rules.may_be_exempt(facts.documents, facts.state)
    return facts.state_registration != ""


def _has_numbers(facts: Facts) -> bool:
    """Series and next number of each document that can be issued with this tax id, in both environments.

    With a plan of nothing such, nobody is ever ready.
    """
    known = {
        (one.document, one.environment)
        for one in facts.numberings
        if one.series in rules.series(one.document, facts.tax_id)
    }
    issued = [document for document in facts.documents if rules.can_issue(document, facts.tax_id)]
    return bool(issued) and {(document, env) for document in issued for env in ENVIRONMENTS} <= known


def _has_certificate(facts: Facts, now: datetime) -> bool:
    """An A3 stays with its owner and is never sent; an A1 must have been, be good still, and be of the
    company that is registered now.
    """
    if facts.certificate_type == "A3":
        return True
    good = facts.certificate_until is not None and facts.certificate_until > now
    return good and rules.signs_for(facts.certificate_tax_id, facts.tax_id)
