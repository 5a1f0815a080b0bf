"""Etapa 3: series and next number of every document that the customer's plans issue.

There is a question of each kind for every document there is; those apply that the customer can issue.
"""

from collections.abc import Iterator

from conversations.draft import Draft
from conversations.first_access import numbers, rules, texts
from conversations.form import Step
from conversations.ports.catalog import DOCUMENTS
from conversations.ports.first_access import ENVIRONMENTS, Environment
from conversations.prompt import Choice
from conversations.question import Question, Rows, Taken, always, fixed
from conversations.readers import line
from conversations.turn import Turn

BEFORE, NEVER_BEFORE = "yes", "no"


def before_id(document: str) -> str:
    """Of the question whether it was issued elsewhere: "numbers.nfe.before"."""
    return f"numbers.{_short(document)}.before"


def series_id(document: str, environment: Environment) -> str:
    """Of the question for a series."""
    return f"numbers.{_short(document)}.{environment}.series"


def next_id(document: str, environment: Environment) -> str:
    """Of the question for a number."""
    return f"numbers.{_short(document)}.{environment}.next"


def _short(document: str) -> str:
    return document.replace("-", "").lower()


def issued(draft: Draft) -> list[str]:
    """The documents that the customer of a draft can issue."""
    tax_id = draft.get("company.tax_id")
    return [one for one in draft.get("customer.documents", []) if rules.can_issue(one, tax_id)]


def _questions(document: str) -> Iterator[Question]:
    yield Question(
        id=before_id(document),
        label=f"{document} por outro sistema",
        ask=lambda draft: texts.ask_before(document, draft),
        choices=fixed((Choice(texts.NO_STARTS_NOW, NEVER_BEFORE),), (Choice(texts.YES, BEFORE),)),
        applies=lambda draft: document in issued(draft),
        show=lambda _: "",
        editable=False,
    )
    for environment in ENVIRONMENTS:
        yield _series(document, environment)
        yield _next(document, environment)


def _series(document: str, environment: Environment) -> Question:
    id_ = series_id(document, environment)

    async def usual(_turn: Turn, draft: Draft) -> Rows:
        series = rules.usual_series(document, draft.get("company.tax_id"))
        return ((Choice(f"Usar {series}", str(series)),),)

    async def checked(_turn: Turn, draft: Draft, value: str) -> int:
        return numbers.series(value, document, draft.get("company.tax_id"))

    async def of_a_beginner(_turn: Turn, draft: Draft) -> Taken | None:
        if draft.get(before_id(document)) != NEVER_BEFORE:
            return None
        return Taken({id_: rules.usual_series(document, draft.get("company.tax_id"))})

    return Question(
        id=id_,
        label=texts.label_series(document, environment),
        ask=lambda draft: texts.ask_series(document, environment, draft),
        read=line,
        numeric=always,
        check=checked,
        choices=usual,
        auto=of_a_beginner,
        applies=lambda draft: document in issued(draft),
        given=("company.tax_id",),
        of=(before_id(document),),
    )


def _next(document: str, environment: Environment) -> Question:
    id_, series = next_id(document, environment), series_id(document, environment)

    async def checked(_turn: Turn, _draft: Draft, value: str) -> int:
        return numbers.next_number(value)

    async def of_a_beginner(_turn: Turn, draft: Draft) -> Taken | None:
        return Taken({id_: rules.FIRST_NUMBER}) if draft.get(before_id(document)) == NEVER_BEFORE else None

    return Question(
        id=id_,
        label=texts.label_next(document, environment),
        ask=lambda draft: texts.ask_last(document, environment, draft.get(series)),
        read=line,
        numeric=always,
        check=checked,
        choices=fixed((Choice(texts.NONE_YET, "0"),)),
        auto=of_a_beginner,
        applies=lambda draft: document in issued(draft),
        given=(series,),
        of=(before_id(document),),
        show=lambda draft: texts.next_shown(draft.get(id_)),
    )


STEP = Step(
    texts.STEP_NUMBERS,
    tuple(question for document in DOCUMENTS for question in _questions(document)),
)
