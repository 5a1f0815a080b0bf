"""Prices as people type them."""

import re
from decimal import Decimal

from conversations.prompt import InvalidAnswer
from conversations.readers import line
from conversations.wording import plain

FREE = {"gratis", "gratuito", "de graca", "sem custo", "zero"}
_AROUND = re.compile(r"^r\$\s*|\s*(reais|real)\b|\s*(/|por|ao|a)\s*m[êe]s\b", re.IGNORECASE)
_BRAZILIAN = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]{1,2})?")
_WITH_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}")
_NEGATIVE = re.compile(r"(r\$\s*)?[-−]\s*(r\$\s*)?[0-9]", re.IGNORECASE)
MOST = Decimal("9999999.99")  # as in the operator's plans file


def price(text: str) -> str:
    """Reais a month with two places and a point, from "49,9", "R$ 1.049,90", "49.90 por mês" or "grátis".

    A text and no Decimal: drafts are JSON.

    Raises:
        InvalidAnswer: `price`, `price.negative`, `price.high`.
    """
    typed = line(text)
    if plain(typed) in FREE:
        return "0.00"
    if _NEGATIVE.match(typed):
        raise InvalidAnswer("price.negative")
    bare = _AROUND.sub("", typed).strip()
    if _BRAZILIAN.fullmatch(bare):  # "1.049" is a thousand and forty-nine, as Brazilians write it
        bare = bare.replace(".", "").replace(",", ".")
    elif not _WITH_POINT.fullmatch(bare):
        raise InvalidAnswer("price")
    value = Decimal(bare)
    if value > MOST:
        raise InvalidAnswer("price.high")
    return str(value.quantize(Decimal("0.01")))
