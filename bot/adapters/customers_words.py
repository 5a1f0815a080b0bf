"""The words a customer is found by, and those that somebody types to find one."""

import re

from bot.db.models.customer_words import HEAD_LENGTH, WORD_LENGTH
from conversations.wording import plain

FIND_BY = ("name", "legal_name", "trade_name", "tax_id", "email")  # and the phone, which has forms of its own

_TAX_ID = re.compile(
    r"(?<!\S)(?=\S*[0-9])[0-9a-z]{2}\.[0-9a-z]{1,3}(\.[0-9a-z]{1,3}(/[0-9a-z]{1,4}(-[0-9]{0,2})?)?)?(?!\S)"
)
"""The beginning of a CNPJ as it is printed, which may have letters.

Source: Instrução Normativa RFB 2.229/2024.
"""
_INSIDE_A_NUMBER = re.compile(r"(?<=[0-9])\s*[./()-]+\s*(?=[0-9])")
_IN_GROUPS = re.compile(
    "[0-9]{2} [0-9]{3}(?: [0-9]{3}(?: [0-9]{4}(?: [0-9]{2})?)?)?"  # a CNPJ, or its beginning
    "|[0-9]{8} [0-9]{4}(?: [0-9]{2})?"
    "|[0-9]{3} [0-9]{3}(?: [0-9]{3}(?: [0-9]{2})?)?"  # a CPF
)
"""The groups in which people write one number when they put spaces where its signs stand."""


def words_of(texts: list[str], phone: str) -> set[str]:
    """The words that a customer is found by the beginnings of.

    Punctuation parts words, and does not: "Sant'Ana" is found by "ana" and by "santana".

    Args:
        texts: the answers named in `FIND_BY`.
        phone: in E.164; it is found with and without country, DDD and the ninth digit, and by the last four.
    """
    chunks = [chunk for text in texts for chunk in text.split()]
    words = {word for chunk in chunks for word in plain(chunk).split()}
    joined = {plain(chunk).replace(" ", "") for chunk in chunks}
    return {word[:WORD_LENGTH] for word in words | joined | _forms(phone)} - {""}


def head_of(word: str) -> str:
    """How a word begins, as the index keeps it: three letters, or six digits, as numbers are more alike.

    Where a beginning is as long as its head, so are the heads of all words that begin with it.
    """
    return word[:HEAD_LENGTH] if word[0] in "0123456789" else word[:3]


def is_whole_head(beginning: str) -> bool:
    """Whether all words of this beginning have one head."""
    return len(head_of(beginning)) == (HEAD_LENGTH if beginning[0] in "0123456789" else 3)


def words_typed(query: str) -> list[str]:
    """The beginnings that all have to match; none if nothing but punctuation was typed.

    A number keeps together however it is punctuated: "11.222.333/0001-81", "(11) 91234-5678", and alone also
    with spaces: "11 222 333 0001 81". A beginning of another one asks for nothing more and is left out.
    """
    if _IN_GROUPS.fullmatch(plain(query)):
        query = plain(query).replace(" ", "")
    joined = _TAX_ID.sub(lambda found: plain(found[0]).replace(" ", ""), query.lower())
    typed = {word[:WORD_LENGTH] for word in plain(_INSIDE_A_NUMBER.sub("", joined)).split()}
    return sorted(word for word in typed if not any(w != word and w.startswith(word) for w in typed))


def _forms(phone: str) -> set[str]:
    """The phone as people write it: whole, from the DDD on, from the number on, its end.

    Source: Anatel, Resolução 749/2022: DDD of two digits, then 8, or 9 of which the first is a 9.
    """
    digits = plain(phone).replace(" ", "")
    if not phone.startswith("+55"):
        return {digits}
    return {digits, digits[2:], digits[4:], digits[-8:], digits[-4:]}
