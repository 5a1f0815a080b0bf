"""What the services have in common."""

import unicodedata

from bot.simulator.registers.places import Place

OPENED = "2019-03-11"
STATUS_CODES = {"Ativa": 2, "Inapta": 4, "Baixada": 8}
NOWHERE = Place(cep="", city="", state="", city_code="", siafi="", ddd="")


def plain(words: str) -> str:
    """Capitals without accents, as in the open data."""
    decomposed = unicodedata.normalize("NFKD", words.upper())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def masked(cnpj: str) -> str:
    """A CNPJ with its punctuation."""
    return f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"
