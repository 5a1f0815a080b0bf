"""The copies that crawlers go on from are really copies."""

from dataclasses import dataclass, field

from tests.kit.copying import copied


@dataclass(frozen=True)
class Value:
    name: str
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Holder:
    values: list[Value] = field(default_factory=list)


class Table:
    pass


def test_what_changes_is_copied() -> None:
    """Also where what holds it is frozen itself."""
    original = Holder([Value("a")])
    copy = copied(original)
    copy.values.append(Value("b"))
    assert [Value("a")] == original.values


def test_what_never_changes_is_shared() -> None:
    """A value is the same object in all copies, which saves most of the work."""
    original = Holder([Value("a", (1,))])
    assert original.values[0] is copied(original).values[0]


def test_what_is_met_twice_stays_one() -> None:
    """Two ways to a thing lead to one thing in the copy."""
    values = [Value("a")]
    one, two = copied((Holder(values), Holder(values)))
    assert one.values is two.values


def test_what_is_named_is_shared() -> None:
    """Whatever it is."""
    table = Table()
    assert table is copied([Holder(), table], table)[1]
