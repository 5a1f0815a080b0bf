import subprocess
import sys

import pytest

from bot.adapters.cities import STATES, OfflineCities, _spelling, by_name
from conversations.ports.cities import City

CITIES = OfflineCities()


def every_city() -> list[City]:
    return [city for cities in by_name().values() for city in cities.values()]


def test_has_every_city_under_its_own_code() -> None:
    """5,571 cities, each code once and of its state: no two names of a state fall together."""
    cities = every_city()
    assert (5571, 5571) == (len(cities), len({c.code for c in cities if STATES[c.code[:2]] == c.state}))


def test_finds_every_city_by_its_own_name() -> None:
    """Reading older spellings hides no city behind another one."""
    assert [] == [city for city in every_city() if CITIES.named(city.name, city.state) != city]


def test_no_two_cities_of_a_state_are_spelt_alike() -> None:
    """Older spellings are unambiguous."""
    assert 5571 == len({(city.state, _spelling(city.name)) for city in every_city()})


@pytest.mark.parametrize(
    ("told", "state", "code"),
    [
        ("MOJI MIRIM", "SP", "3530805"),
        ("PARATI", "RJ", "3303807"),
        ("SANTA ISABEL DO PARA", "PA", "1506500"),
        ("SANTANA DO LIVRAMENTO", "RS", "4317103"),
        ("ALTA FLORESTA D OESTE", "RO", "1100015"),
    ],
)
def test_reads_the_registers_spellings(told: str, state: str, code: str) -> None:
    """Names as Receita Federal still writes them find the city of today."""
    city = CITIES.named(told, state)
    assert city is not None
    assert code == city.code


def test_a_very_long_name_is_answered_at_once() -> None:
    """Ten thousand letters are like no city."""
    assert () == CITIES.like("são paulo " * 1000, "MG")


def test_reads_nothing_before_it_is_asked() -> None:
    """The table costs nothing to whoever does not use it."""
    probe = (
        "from bot.adapters import cities; cities.OfflineCities(); print(cities.by_name.cache_info().misses)"
    )
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "0" == shown.stdout.strip()
