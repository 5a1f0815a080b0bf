"""Whatever Meta tells, in whatever order, nobody is parted and nothing fails."""

from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.contacts import Contacts
from bot.adapters.contacts_known import Known
from bot.db.database import Database

FRESH = count(10)
"""Every example has its own area code and people: the database is the same for all."""

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Somebody:
    """A person as they are; what was told of both names at once is known to belong together."""

    number: int
    moves: int = 0
    told: str = ""

    def known(self, example: int, *, phone: bool = True, user_id: bool = True, nine: bool = True) -> Known:
        digits = f"55{10 + example % 90}{'9' if nine else ''}8{example // 90:03}{self.number}{self.moves:03}"
        return Known(digits if phone else "", f"BR.{example}.{self.number}.{self.moves}" if user_id else "")


numbers, ids = st.sampled_from(range(3)), st.sampled_from(["", "BR.A", "BR.B", "BR.C"])
anybody = st.builds(
    lambda number, nine, id_: (number, nine, id_), st.sampled_from(range(4)), st.booleans(), ids
).filter(lambda told: told[0] or told[2])
sightings = st.tuples(numbers, st.sampled_from(["phone", "user_id", "both", "both", "moves"]), st.booleans())


@FEW
@given(st.lists(sightings, max_size=15))
async def test_one_person_never_splits(database: Database, seen: list[tuple[int, str, bool]]) -> None:
    """Who was seen by both names keeps one id, by each of them, through every change that is told; and no
    two people have the same.
    """
    contacts, example = Contacts(database), next(FRESH)
    people = [Somebody(number) for number in range(3)]
    for number, what, nine in seen:
        one = people[number]
        before = one.known(example, nine=nine)
        if what == "moves":
            one.moves += 1
            found = await contacts.moved(before, one.known(example))
            assert one.told in ("", found)
            one.told = found
            continue
        told = one.known(example, phone=what != "user_id", user_id=what != "phone", nine=nine)
        (found,) = await contacts.resolve([told])
        assert one.told in ("", found)
        one.told = one.told or (found if what == "both" else "")
    known = {one.told for one in people if one.told}
    assert len(known) == sum(1 for one in people if one.told)


@FEW
@given(st.lists(st.tuples(anybody, anybody, st.booleans()), max_size=12))
async def test_names_that_come_together_lead_to_one(
    database: Database, told: list[tuple[tuple[int, bool, str], tuple[int, bool, str], bool]]
) -> None:
    """However numbers and ids are mixed, also with changes that contradict each other: right after names were
    told together, each leads to the same person, who can be written to by them.
    """
    contacts, example = Contacts(database), next(FRESH)

    def known(number: int, nine: bool, id_: str) -> Known:
        digits = f"55{10 + example % 90}{'9' if nine else ''}7{example // 90:03}{number:04}"
        return Known(digits if number else "", f"{id_}.{example}" if id_ else "")

    for before, now, moves in told:
        one = known(*now)
        found = await contacts.moved(known(*before), one) if moves else (await contacts.resolve([one]))[0]
        if not found:
            continue  # a change of a stranger
        alone = [Known(one.phone), Known(user_id=one.user_id)]
        assert {found} == {await contacts.find(name) for name in alone if name.names}
        address = await contacts.address_of(found)
        assert address is not None
        assert one.phone in ("", address.phone)
