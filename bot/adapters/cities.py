"""The cities of Brazil with their IBGE codes, from the table that pynfe ships."""

import difflib
import unicodedata
from functools import cache
from importlib.resources import files

from conversations.ports.cities import City

# fmt: off
STATES = {
    "11": "RO", "12": "AC", "13": "AM", "14": "RR", "15": "PA", "16": "AP", "17": "TO",
    "21": "MA", "22": "PI", "23": "CE", "24": "RN", "25": "PB", "26": "PE", "27": "AL", "28": "SE",
    "29": "BA", "31": "MG", "32": "ES", "33": "RJ", "35": "SP", "41": "PR", "42": "SC", "43": "RS",
    "50": "MS", "51": "MT", "52": "GO", "53": "DF",
}
# fmt: on
"""The first two digits of a city's code are its state's. Source: IBGE, Divisão Territorial Brasileira."""

SPELLINGS = str.maketrans({"h": None, "j": "g", "k": "c", "w": "v", "y": "i", "z": "s"})
LITTLE_WORDS = {"de", "do", "da", "dos", "das"}


class OfflineCities:
    """The table of cities, read from disk when it is first asked, once for all that a process has."""

    def named(self, name: str, state: str) -> City | None:
        """The city of this name in a UF, ignoring case, accents and punctuation.

        The registers also keep older spellings ("Moji Mirim", "Parati"): where no name is the same, one
        that differs only so is taken.
        """
        cities = by_name().get(state.upper(), {})
        spellings = _by_spelling().get(state.upper(), {})
        return cities.get(_bare(name)) or spellings.get(_spelling(name))

    def like(self, name: str, state: str, most: int = 5) -> tuple[City, ...]:
        """Cities of the UF whose names are closest to what was typed, best first."""
        cities = by_name().get(state.upper(), {})
        return tuple(cities[found] for found in difflib.get_close_matches(_bare(name), cities, n=most))


@cache
def by_name() -> dict[str, dict[str, City]]:
    """Every city by its UF, and by its name without case, accents and punctuation."""
    table: dict[str, dict[str, City]] = {state: {} for state in STATES.values()}
    for number, state in STATES.items():
        for city in _read(number, state):
            table[state][_bare(city.name)] = city
    return table


@cache
def _by_spelling() -> dict[str, dict[str, City]]:
    # No state has two cities of one spelling; a test watches it.
    return {
        state: {_spelling(city.name): city for city in cities.values()} for state, cities in by_name().items()
    }


def _read(number: str, state: str) -> list[City]:
    source = files("pynfe") / "data" / "MunIBGE" / f"MunIBGE-UF{number}.txt"
    lines = source.read_text(encoding="utf-8-sig").splitlines()
    rows = (line.split("\t") for line in lines if line.strip())
    return [City(code.strip(), name.strip(), state) for code, name in rows]


def _words(name: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain).split()


def _bare(name: str) -> str:
    return "".join(_words(name))


def _spelling(name: str) -> str:
    return "".join(word for word in _words(name) if word not in LITTLE_WORDS).translate(SPELLINGS)
