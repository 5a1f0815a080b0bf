"""The city's IBGE code: of the table where it knows the city, else of the source."""

from dataclasses import replace
from typing import TypeVar

from bot.adapters.cities import STATES
from conversations.ports.addresses import Address
from conversations.ports.cities import Cities
from conversations.ports.companies import Company

T = TypeVar("T", bound=Company | Address)


def with_city_code(found: T, cities: Cities) -> T:
    """What was found, with the code of the city that it names, or with none.

    A person confirms the name: a code of another city, or of another state, would be registered unseen, and a
    fiscal document is refused for it.

    Args:
        found: a company or an address.
        cities: the table.
    """
    city = cities.named(found.city, found.state)
    code = city.code if city else _in_its_state(found.city_code, found.state)
    return found if code == found.city_code else replace(found, city_code=code)


def _in_its_state(code: str, state: str) -> str:
    return code if not state or STATES.get(code[:2]) == state else ""
