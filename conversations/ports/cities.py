"""The cities of Brazil with their IBGE codes, offline."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class City:
    """A city: IBGE code of 7 digits, official name, UF."""

    code: str
    name: str
    state: str


class Cities(Protocol):
    """The table of cities."""

    def named(self, name: str, state: str) -> City | None:
        """The city of exactly this name in a UF, ignoring case, accents and punctuation."""

    def like(self, name: str, state: str, most: int = 5) -> tuple[City, ...]:
        """Cities of the UF whose names are closest to what was typed, best first."""
