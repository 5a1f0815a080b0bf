"""What is made of several fields, the same for every service."""

import re
import unicodedata

WHOLE = r"[0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}[-./ ]?[0-9]{2}"
MASKED = r"(?:\*{3}|X{3})\.?[0-9]{3}\.?[0-9]{3}-?(?:\*{2}|X{2})"
CPF = f"(?:{WHOLE}|{MASKED})"
CPF_OF_ITS_OWN = re.compile(rf"[\s-]*(?<![0-9])(?<![0-9]\.){CPF}(?![0-9])[\s-]*")

NATURE_CODE = re.compile(r"^[0-9]{3}-[0-9] - ")


def name(words: str) -> str:
    """A company's name without the CPF of its owner, whole or masked.

    Older MEIs' names end in it ("FULANO DE TAL 12345678909"); anywhere else it is no less secret. Newer
    ones begin with the root of the CNPJ ("11.222.333 FULANO DE TAL"), which stays: it is part of the name.
    """
    return CPF_OF_ITS_OWN.sub(" ", words).strip()


def nature(words: str) -> str:
    """A legal nature without the number that ReceitaWS puts before it ("206-2 - Sociedade …")."""
    return NATURE_CODE.sub("", words)


def street(kind: str, words: str) -> str:
    """Type and name of a street, the type only once ("RUA" and "RUA DAS FLORES")."""
    if not kind or f"{_plain(words)} ".startswith(f"{_plain(kind)} "):
        return words
    return f"{kind} {words}".strip() if words else ""


def tax_regime(simples: bool | None, mei: bool | None) -> str:
    """The CRT that follows from the two options, or "".

    2 (Simples above its limit) never follows from them, and a missing option is no "no".

    Source: CRT of the NF-e, layout 4.00; 4 since NT 2024.001.
    """
    if mei:
        return "4"
    if simples:
        return "1"
    return "3" if simples is False and mei is False else ""


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
