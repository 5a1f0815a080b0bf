"""The city's IBGE code where a source has none."""

from dataclasses import replace
from typing import TypeVar

from conversations.ports.addresses import Address
from conversations.ports.cities import Cities
from conversations.ports.companies import Company

T = TypeVar("T", bound=Company | Address)


def with_city_code(found: T, cities: Cities) -> T:
    """What was found, with the code of its city if the table knows the city.

    Args:
        found: a company or an address.
        cities: the table.
    """
    if found.city_code:
        return found
    city = cities.named(found.city, found.state)
    return replace(found, city_code=city.code) if city else found
