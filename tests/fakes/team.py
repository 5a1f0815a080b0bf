from conversations.ports.people import Account
from conversations.ports.team import LastOne, Member, TeamLinks
from tests.fakes.people import FakePeople


class FakeTeam:
    """The persons of `FakePeople`, in the order they came."""

    def __init__(self, people: FakePeople) -> None:
        self._people = people
        self._made: dict[tuple[str, str, str], str] = {}

    async def members(self, reseller_id: str) -> tuple[Member, ...]:
        found: dict[str, Member] = {}
        for person in self._people.persons.values():
            if person.reseller.id == reseller_id:
                found[person.id] = Member(person.id, person.name, self._people.since(person.id))
        return tuple(found.values())

    async def invite(self, reseller_id: str, person_id: str, key: str) -> TeamLinks:
        made = (reseller_id, person_id, key)
        if made not in self._made:
            self._made[made] = f"colega{len(self._made) + 1}"
            self._people.offer(self._made[made], self._people.resellers[reseller_id], made_by=person_id)
        token = self._made[made]
        return TeamLinks(
            f"https://t.me/fake_bot?start=r_{token}",
            f"https://wa.me/5511912345678?text=Ol%C3%A1%21%20r_{token}",
        )

    async def remove(self, reseller_id: str, person_id: str) -> tuple[Account, ...]:
        team = {p.id for p in self._people.persons.values() if p.reseller.id == reseller_id}
        if person_id not in team:
            return ()
        if team == {person_id}:
            raise LastOne
        return self._people.leave(person_id)
