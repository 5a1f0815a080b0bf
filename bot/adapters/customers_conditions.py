"""What customers are narrowed to, each as a way to them through an index and as a test of one of them."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, TextClause, and_, func, select
from sqlalchemy.orm import aliased

from bot.adapters.customers_words import head_of, is_whole_head
from bot.db.models import CustomerRow, CustomerWordRow, PersonRow
from bot.db.models.customers import PASSWORD_PENDING, READY, UNREADY
from conversations.ports.customers import Only
from conversations.registration.finish import trial_end

ENDING = 3  # days, counted as the list counts them: to the end of the last one

Place = tuple[Any, Any]
"""The columns that say where in the list a row stands: `registered_at` and the customer's id."""

IN_CUSTOMERS: Place = (CustomerRow.registered_at, CustomerRow.id)


class Condition(Protocol):
    """Something a customer must be."""

    found: Select[Any]
    """All it holds for, in no order, to be counted."""
    in_order: bool
    """Whether the newest of them are read first without sorting the rest."""
    place: Place
    """Where the rows stand that it leads to."""

    def lead(self, lines: Select[Any]) -> Select[Any]:
        """The lines of all it holds for, the newest first."""

    def holds(self, place: Place) -> ColumnElement[bool]:
        """Whether it holds for the customer of a row that something else led to."""


class Everybody:
    """All customers of a reseller; leads where nothing else does."""

    place = IN_CUSTOMERS

    def __init__(self, reseller_id: str) -> None:
        self._where = CustomerRow.reseller_id == reseller_id

    def lead(self, lines: Select[Any]) -> Select[Any]:
        """As `Condition.lead`."""
        return _newest_first(lines.select_from(CustomerRow), self.place).where(self._where)


class Begins:
    """One of the customer's words begins so."""

    place: Place = (CustomerWordRow.registered_at, CustomerWordRow.customer_id)

    def __init__(self, reseller_id: str, beginning: str) -> None:
        self._reseller_id, self._beginning = reseller_id, beginning
        self.in_order = is_whole_head(beginning)
        self.found = select(CustomerWordRow.customer_id).where(self._among(CustomerWordRow))

    def lead(self, lines: Select[Any]) -> Select[Any]:
        """As `Condition.lead`; of a customer's several words that begin so, the first stands for all."""
        word = aliased(CustomerWordRow)
        first = select(func.min(word.word)).where(self._of(word, self.place)).scalar_subquery()
        whose = CustomerRow.id == CustomerWordRow.customer_id
        lines = lines.select_from(CustomerWordRow).join(CustomerRow, whose)
        return _newest_first(lines, self.place).where(
            self._among(CustomerWordRow), CustomerWordRow.word == first
        )

    def holds(self, place: Place) -> ColumnElement[bool]:
        """As `Condition.holds`."""
        word = aliased(CustomerWordRow)
        # A value and not EXISTS: that one PostgreSQL may turn into a join of all words there are.
        one = select(word.customer_id).where(self._of(word, place)).limit(1)
        return one.scalar_subquery().is_not(None)

    def _among(self, word: Any) -> ColumnElement[bool]:
        """The words that begin so."""
        head = head_of(self._beginning)
        heads = word.head == head if self.in_order else _begins(word.head, head)
        return and_(word.reseller_id == self._reseller_id, heads, _begins(word.word, self._beginning))

    def _of(self, word: Any, place: Place) -> ColumnElement[bool]:
        """The words of one customer that begin so.

        Found in the list of their head where it can be: two lists that are walked in the same order are
        read page by page, and a customer's words here and there.
        """
        registered_at, customer_id = place
        if self.in_order:
            return and_(
                self._among(word), word.registered_at == registered_at, word.customer_id == customer_id
            )
        return and_(word.customer_id == customer_id, _begins(word.word, self._beginning))


class Marked:
    """A column of the customer says so, and an index of it has the newest at its end."""

    in_order = True
    place = IN_CUSTOMERS

    def __init__(self, reseller_id: str, mark: ColumnElement[bool] | TextClause) -> None:
        self._everybody, self._mark = Everybody(reseller_id), mark
        self.found = select(CustomerRow.id).where(CustomerRow.reseller_id == reseller_id, mark)

    def lead(self, lines: Select[Any]) -> Select[Any]:
        """As `Condition.lead`."""
        return self._everybody.lead(lines).where(self._mark)

    def holds(self, place: Place) -> ColumnElement[bool]:
        """As `Condition.holds`."""
        return and_(self._mark)


class TrialEnds:
    """The trial ends, or ended, in a span of time."""

    in_order = False
    place = IN_CUSTOMERS

    def __init__(self, reseller_id: str, after: datetime | None, until: datetime | None) -> None:
        self._after, self._until = after, until
        self.found = select(CustomerRow.id).where(
            CustomerRow.reseller_id == reseller_id, self._within(CustomerRow.trial_ends_at)
        )

    def lead(self, lines: Select[Any]) -> Select[Any]:
        """As `Condition.lead`."""
        lines = _newest_first(lines.select_from(CustomerRow), self.place)
        return lines.where(CustomerRow.id.in_(self.found))

    def holds(self, place: Place) -> ColumnElement[bool]:
        """As `Condition.holds`; through a function, so that no index of it seems to be a better way."""
        return self._within(func.coalesce(CustomerRow.trial_ends_at, CustomerRow.trial_ends_at))

    def _within(self, end: Any) -> ColumnElement[bool]:
        after = [end > self._after] if self._after else []
        until = [end <= self._until] if self._until else []
        return and_(*after, *until)


def narrowed(reseller_id: str, only: Only, now: datetime) -> list[Marked | TrialEnds]:
    """The condition of a filter; none for "all"."""
    match only:
        case "all":
            return []
        case "in_trial":
            return [TrialEnds(reseller_id, now, None)]
        case "ending":
            return [TrialEnds(reseller_id, now, trial_end(now, ENDING))]
        case "ended":
            return [TrialEnds(reseller_id, None, now)]
        case "password_pending":
            return [Marked(reseller_id, PASSWORD_PENDING)]
        case "ready":
            return [Marked(reseller_id, READY)]
        case "unready":
            return [Marked(reseller_id, UNREADY)]
        case "homologacao" | "producao":
            return [Marked(reseller_id, CustomerRow.environment == only)]


def _newest_first(lines: Select[Any], place: Place) -> Select[Any]:
    registered_at, customer_id = place
    by = PersonRow.id == CustomerRow.registered_by
    return lines.outerjoin(PersonRow, by).order_by(registered_at.desc(), customer_id.desc())


def _begins(column: Any, beginning: str) -> ColumnElement[bool]:
    """Whether a column begins so: compared byte by byte, "~" comes behind all letters and digits."""
    begins: ColumnElement[bool] = column.between(beginning, beginning + "~")
    return begins
