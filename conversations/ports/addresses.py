"""What the post knows of a CEP."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The address of a CEP; street and district are empty where the town has one general CEP.

    Args:
        cep: bare.
        street, district, city: as the source words them.
        state: two letters.
        city_code: IBGE, 7 digits.
    """

    cep: str
    street: str
    district: str
    city: str
    state: str
    city_code: str


class Addresses(Protocol):
    """Addresses by their CEP."""

    async def find(self, cep: str) -> Address:
        """The address of a CEP.

        Raises:
            conversations.ports.companies.NotFound: every source that answered says there is none.
            conversations.ports.companies.Unavailable: no source could be asked.
        """
