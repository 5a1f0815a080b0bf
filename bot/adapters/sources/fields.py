"""How the services word single fields, read into the one form the ports speak.

Every field is "" where the service tells nothing or nothing usable; a value of a type that no service
sends there is refused, and the whole answer with it.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field
from validador_ie import UFS

CITY_CODE = re.compile(r"[1-5][0-9]{6}")  # IBGE; 9999999 is "abroad"
HIDDEN = re.compile(r"\*+")
"""What Receita Federal prints where it shows nothing."""
LONGEST_TEXT = 500
"""Characters; the longest field of the open data, a complement, has some 150."""
LONGEST_LIST = 200
"""Records; a company has an IE in each state, and at times a second one. Reading a megabyte of empty records
keeps everybody else waiting for seconds.
"""
BRAZILIAN_DAY = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
NO_NUMBER = re.compile(r"(S ?/? ?N[º°o.]?|SEM N[UÚ]MERO)", re.IGNORECASE)


def text(value: object) -> str:
    """One line of readable text: spaces collapsed, control characters gone."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError("not a text")
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return "" if HIDDEN.fullmatch(line) else line


def code(value: object) -> str:
    """A text or a number, bare: ASCII letters and digits only."""
    if isinstance(value, int) and not isinstance(value, bool):
        return text(str(abs(value)))
    return re.sub(r"[^0-9A-Z]", "", text(value).upper())


def _digits(length: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        # A number has lost the zeros it began with.
        digits = code(value).zfill(length) if isinstance(value, int) else code(value)
        # Zeros alone stand for "not told" (ReceitaWS: 00.00-0-00).
        return digits if re.fullmatch(rf"(?!0+$)[0-9]{{{length}}}", digits) else ""

    return read


def _city_code(value: object) -> str:
    return code(value) if CITY_CODE.fullmatch(code(value)) else ""


def _state(value: object) -> str:
    return text(value).upper() if text(value).upper() in UFS else ""


def _day(value: object) -> str:
    iso = BRAZILIAN_DAY.sub(r"\3-\2-\1", text(value))
    try:
        return date.fromisoformat(iso[:10]).isoformat()
    except ValueError:
        return ""


def _number(value: object) -> str:
    number = text(str(value) if type(value) is int else value)
    return "S/N" if NO_NUMBER.fullmatch(number) else number


def _option(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    return {"S": True, "SIM": True, "N": False, "NÃO": False, "NAO": False}.get(text(value).upper())


def _or_empty(value: Any) -> Any:
    return {} if value is None else value


Text = Annotated[str, BeforeValidator(text)]
Told = Annotated[Text, Field(min_length=1)]
"""One that every answer tells: without it, there is no answer in it, however well formed."""
Code = Annotated[str, BeforeValidator(code)]
Cep = Annotated[str, BeforeValidator(_digits(8))]
Activity = Annotated[str, BeforeValidator(_digits(7))]
CityCode = Annotated[str, BeforeValidator(_city_code)]
State = Annotated[str, BeforeValidator(_state)]
ToldState = Annotated[State, Field(min_length=1)]
Day = Annotated[str, BeforeValidator(_day)]
Number = Annotated[str, BeforeValidator(_number)]
Option = Annotated[bool | None, BeforeValidator(_option)]
OrEmpty = BeforeValidator(_or_empty)
"""For a record within a record: null is as good as one that tells nothing."""
R = TypeVar("R")
Records = Annotated[list[R], Field(max_length=LONGEST_LIST)]
