import unicodedata
from collections.abc import Iterable

from conversations.ports.cities import City

SOME = (
    City("3550308", "São Paulo", "SP"),
    City("3548906", "São Carlos", "SP"),
    City("3545803", "Santa Bárbara d'Oeste", "SP"),
    City("4108601", "Goioerê", "PR"),
    City("5101837", "Boa Esperança do Norte", "MT"),
)


class FakeCities:
    """A handful of cities."""

    def __init__(self, cities: Iterable[City] = SOME) -> None:
        self.cities = tuple(cities)

    def named(self, name: str, state: str) -> City | None:
        return next((c for c in self._of(state) if _bare(c.name) == _bare(name)), None)

    def like(self, name: str, state: str, most: int = 5) -> tuple[City, ...]:
        typed = _bare(name)
        shared = {city: _shared(typed, _bare(city.name)) for city in self._of(state)}
        return tuple(sorted((c for c in shared if shared[c] > 2), key=lambda c: -shared[c])[:most])

    def _of(self, state: str) -> list[City]:
        return [city for city in self.cities if city.state == state]


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())


def _shared(one: str, other: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
