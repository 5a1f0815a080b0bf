"""Series and numbers, as people write them."""

import re

from conversations.first_access import rules
from conversations.prompt import InvalidAnswer
from conversations.readers import is_cnpj, line

_SERIES = re.compile(r"[0-9]{1,3}")
_NUMBER = re.compile(r"[0-9]{1,12}")
_POINTS = re.compile(r"[.\s]")


def series(text: str, document: str, tax_id: str) -> int:
    """The series of a document.

    Raises:
        InvalidAnswer: `series.form`, `series.range`.

    Source: as `conversations.first_access.rules.series`.
    """
    allowed = rules.series(document, tax_id)
    example = rules.usual_series(document, tax_id)
    if not _SERIES.fullmatch(line(text)):
        raise InvalidAnswer("series.form", example=example)
    found = int(line(text))
    if found not in allowed:
        kind = "CNPJ" if is_cnpj(tax_id) else "CPF"
        details = {"document": document, "kind": kind, "example": example}
        raise InvalidAnswer("series.range", least=allowed[0], most=allowed[-1], **details)
    return found


def next_number(last: str) -> int:
    """The number after the last one that was issued, 0 where there was none.

    Raises:
        InvalidAnswer: `number.form`, `number.range`.

    Source: as `conversations.first_access.rules.LAST_NUMBER`.
    """
    bare = _POINTS.sub("", line(last))
    if not _NUMBER.fullmatch(bare):
        raise InvalidAnswer("number.form")
    found = int(bare) + 1
    if not rules.FIRST_NUMBER <= found <= rules.LAST_NUMBER:
        raise InvalidAnswer("number.range")
    return found
