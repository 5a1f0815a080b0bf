import pytest

from bot.adapters.cities import OfflineCities
from conversations.ports.cities import Cities, City
from tests.fakes.cities import FakeCities

REAL = OfflineCities()


@pytest.fixture(params=["fake", "real"])
def cities(request: pytest.FixtureRequest) -> Cities:
    return FakeCities() if request.param == "fake" else REAL


@pytest.mark.parametrize("name", ["São Paulo", "SAO PAULO", " sao  paulo ", "São-Paulo"])
def test_a_name_is_known_however_written(cities: Cities, name: str) -> None:
    """Case, accents, spaces and punctuation make no difference."""
    assert City("3550308", "São Paulo", "SP") == cities.named(name, "SP")


@pytest.mark.parametrize("name", ["Santa Bárbara d'Oeste", "SANTA BARBARA D OESTE", "Santa Barbara D’Oeste"])
def test_an_apostrophe_is_no_letter(cities: Cities, name: str) -> None:
    """The apostrophe of a name may be another one, a space or missing."""
    assert City("3545803", "Santa Bárbara d'Oeste", "SP") == cities.named(name, "SP")


def test_knows_the_newest_city(cities: Cities) -> None:
    """Boa Esperança do Norte, a city since 2025, is there."""
    assert City("5101837", "Boa Esperança do Norte", "MT") == cities.named("Boa Esperança do Norte", "MT")


@pytest.mark.parametrize(
    ("name", "state"), [("São Paulo", "PR"), ("São Paulo", "ZZ"), ("Xyz", "SP"), ("", "SP")]
)
def test_there_is_none_elsewhere(cities: Cities, name: str, state: str) -> None:
    """A name is looked for in its UF alone, and what is no name finds nothing."""
    assert None is cities.named(name, state)


def test_the_closest_name_comes_first(cities: Cities) -> None:
    """A slip of the finger finds what was meant."""
    assert City("3550308", "São Paulo", "SP") == cities.like("Sao Paolo", "SP")[0]


def test_gives_no_more_than_asked(cities: Cities) -> None:
    """At most as many as wanted are named."""
    assert 1 == len(cities.like("São", "SP", most=1))


def test_nothing_is_like_nonsense(cities: Cities) -> None:
    """What resembles no city finds none."""
    assert () == cities.like("qwxzqwxz", "SP")
