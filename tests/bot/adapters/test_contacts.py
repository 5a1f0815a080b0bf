"""Somebody on WhatsApp is one person, by whatever names they are known."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Connection, event, func, select
from sqlalchemy.exc import OperationalError

from bot.adapters.contacts import Contacts
from bot.adapters.contacts_known import Known
from bot.db.database import Database
from bot.db.models import AccountRow, AliasRow, ContactRow, GuestRow, VisitRow
from bot.whatsapp.client import Address
from conversations.ports.people import Account
from tests.contracts.test_guests import invitation
from tests.contracts.world import SqlWorld, linked

OLD, PHONE = "551187654321", "5511987654321"  # the same number, without its 9 and with it
OTHER_PHONE = "5521912345678"
ID, NEW_ID, RUI_ID = "BR.1111", "BR.2222", "BR.3333"
ANA = Known(PHONE, ID)


@pytest.fixture
def contacts(database: Database) -> Contacts:
    """The people, by a clock that goes on with each look at it."""
    ticks = count()
    return Contacts(database, lambda: datetime(2026, 11, 25, tzinfo=UTC) + timedelta(seconds=next(ticks)))


async def who(contacts: Contacts, *known: Known) -> list[str]:
    """Whom these names lead to, one after another."""
    return [(await contacts.resolve([one]))[0] for one in known]


async def test_by_any_name(contacts: Contacts) -> None:
    """Who wrote with both names is the same person by each of them."""
    assert 1 == len(set(await who(contacts, ANA, Known(PHONE), Known(user_id=ID), ANA)))


async def test_strangers_are_two(contacts: Contacts) -> None:
    """Two who share no name are two people, each with a new id."""
    ana, rui = await who(contacts, ANA, Known(OTHER_PHONE, RUI_ID))
    assert ana != rui


@pytest.mark.parametrize("first", [Known(PHONE), Known(user_id=ID)], ids=["number", "id"])
async def test_second_name_is_added(contacts: Contacts, first: Known) -> None:
    """Who was known by one name keeps their id when the other is told, and is then known by both."""
    assert 1 == len(set(await who(contacts, first, ANA, Known(PHONE), Known(user_id=ID))))


@pytest.mark.parametrize(("first", "second"), [(OLD, PHONE), (PHONE, OLD), ("556187654321", "5561987654321")])
async def test_brazilian_nine(contacts: Contacts, first: str, second: str) -> None:
    """A Brazilian mobile number is the same with and without its 9."""
    assert 1 == len(set(await who(contacts, Known(first), Known(second))))


@pytest.mark.parametrize(
    ("first", "second"),
    [("551134567890", "5511934567890"), ("351912345678", "3519912345678"), ("55118765432", "551198765432")],
    ids=["landline", "Portugal", "too short"],
)
async def test_nine_of_no_mobile(contacts: Contacts, first: str, second: str) -> None:
    """Numbers that are no Brazilian mobile are compared as they are."""
    assert 2 == len(set(await who(contacts, Known(first), Known(second))))


async def test_address_is_spelled_as_meta_does(contacts: Contacts) -> None:
    """A number is written to as Meta wrote it last, with or without the 9."""
    (ana,) = await who(contacts, Known(OLD, ID))
    before = await contacts.address_of(ana)
    await contacts.resolve([ANA])
    assert (Address(OLD, ID), Address(PHONE, ID)) == (before, await contacts.address_of(ana))


async def test_nobody_has_no_address(contacts: Contacts) -> None:
    """There is no address for an id that is nobody's."""
    assert None is await contacts.address_of("nobody")


async def test_new_number_replaces_the_old(contacts: Contacts) -> None:
    """Who writes by a known id from another number has that number and no other."""
    ana, again = await who(contacts, ANA, Known(OTHER_PHONE, ID))
    assert (ana, Address(OTHER_PHONE, ID), "") == (
        again,
        await contacts.address_of(ana),
        await contacts.find(Known(PHONE)),
    )


async def test_new_id_is_added(contacts: Contacts) -> None:
    """Who writes from a known number by a new id is the same, is written to by the new one, and still known
    by the old one: a message may come late.
    """
    ana, again, late = await who(contacts, ANA, Known(PHONE, NEW_ID), Known(user_id=ID))
    assert ([ana, ana], Address(PHONE, NEW_ID)) == ([again, late], await contacts.address_of(ana))


async def test_number_given_to_somebody_else(contacts: Contacts) -> None:
    """A number that comes with another person's id is theirs from now on; who had it stays who they are."""
    ana, rui = await who(contacts, ANA, Known(OTHER_PHONE, RUI_ID))
    assert [rui, rui, ana] == await who(contacts, Known(PHONE, RUI_ID), Known(PHONE), Known(user_id=ID))
    assert [Address("", ID), Address(PHONE, RUI_ID)] == [await contacts.address_of(id_) for id_ in (ana, rui)]


@pytest.mark.parametrize("order", [(Known(PHONE), Known(user_id=ID)), (Known(user_id=ID), Known(PHONE))])
async def test_two_who_are_one(contacts: Contacts, order: tuple[Known, Known]) -> None:
    """Who was met twice, by a name each time, is one person when both come together: the one met first."""
    elder, younger = await who(contacts, *order)
    assert elder != younger
    assert [elder, elder, elder] == await who(contacts, ANA, *order)


async def test_younger_is_still_written_to(contacts: Contacts) -> None:
    """What is on its way to the younger of two who are one, or of three, arrives at the elder's address."""
    young, younger = await who(contacts, Known(PHONE), Known(user_id=ID))
    elder = young
    await contacts.resolve([ANA])
    (youngest,) = await who(contacts, Known(user_id=NEW_ID))
    await contacts.moved(Known(user_id=ID), Known(user_id=NEW_ID))
    addresses = [await contacts.address_of(id_) for id_ in (elder, younger, youngest)]
    assert [Address(PHONE, NEW_ID)] * 3 == addresses


async def test_what_the_younger_has_moves(contacts: Contacts, database: Database) -> None:
    """The elder gets the accounts, the invite and the registration of the younger."""
    world = SqlWorld(database)
    elder, younger = await who(contacts, Known(PHONE), Known(user_id=ID))
    invited = await invitation(world, await linked(world, account=Account("whatsapp", younger)))
    await invited.open(Account("whatsapp", younger))
    await invited.open()
    customer_id = await invited.register()
    async with world.turn() as ports:
        await ports.people.own_registration(Account("whatsapp", younger), customer_id)
    await contacts.resolve([ANA])
    async with world.turn() as ports:
        person, own = [await of(Account("whatsapp", elder)) for of in (ports.people.find, ports.people.own)]
    assert [True, True, 0, 0, 0] == [
        person is not None,
        own is not None,
        *[await _rows_of(database, table, younger) for table in (AccountRow, GuestRow, VisitRow)],
    ]


async def test_what_both_have_the_elder_keeps(contacts: Contacts, database: Database) -> None:
    """Where both opened an invite, the elder goes on by its own."""
    world = SqlWorld(database)
    elder, younger = await who(contacts, Known(PHONE), Known(user_id=ID))
    shop = await linked(world)
    firsts = [await invitation(world, shop, key=key) for key in ("one", "two")]
    for invited, id_ in zip(firsts, (elder, younger), strict=True):
        await invited.open(Account("whatsapp", id_))
    await contacts.resolve([ANA])
    async with database.transaction() as tx:
        row = await tx.session.get_one(GuestRow, ("whatsapp", elder))
    assert (firsts[0].invite.id, 2) == (row.invite_id, await _rows_of(database, VisitRow, elder))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (Known(PHONE, ID), Known(OTHER_PHONE, NEW_ID)),
        (Known(PHONE), Known(OTHER_PHONE, NEW_ID)),
        (Known(PHONE), Known(OTHER_PHONE)),
        (Known(user_id=ID), Known(user_id=NEW_ID)),
        (Known(user_id=ID), Known(OTHER_PHONE, NEW_ID)),
    ],
    ids=["all", "as documented", "without ids", "ids alone", "a number besides"],
)
async def test_change_is_told(contacts: Contacts, before: Known, now: Known) -> None:
    """Who changes number or id stays who they are, and is known by the new names."""
    (ana,) = await who(contacts, ANA)
    assert ana == await contacts.moved(before, now)
    assert {ana} == {await contacts.find(Known(*name)) for name in _one_by_one(now)}


async def test_change_is_told_late(contacts: Contacts) -> None:
    """Who wrote by the new names before the change was told, and was a stranger, is one person after it."""
    ana, stranger = await who(contacts, ANA, Known(OTHER_PHONE, NEW_ID))
    assert ana != stranger
    assert ana == await contacts.moved(ANA, Known(OTHER_PHONE, NEW_ID))
    assert [ana] == await who(contacts, Known(OTHER_PHONE, NEW_ID))


async def test_change_of_ids_told_late_keeps_the_newer_number(contacts: Contacts) -> None:
    """Of two numbers, the one they wrote from by the new id is theirs."""
    (ana, _) = await who(contacts, ANA, Known(OTHER_PHONE, NEW_ID))
    await contacts.moved(Known(user_id=ID), Known(user_id=NEW_ID))
    assert Address(OTHER_PHONE, NEW_ID) == await contacts.address_of(ana)


async def test_change_to_the_number_of_another(contacts: Contacts) -> None:
    """Who gets a number that was somebody else's takes it, and nothing else of theirs."""
    ana, rui = await who(contacts, ANA, Known(OTHER_PHONE, RUI_ID))
    assert ana == await contacts.moved(ANA, Known(OTHER_PHONE, NEW_ID))
    assert [ana, rui] == await who(contacts, Known(OTHER_PHONE), Known(user_id=RUI_ID))


async def test_change_told_twice(contacts: Contacts) -> None:
    """Meta may deliver it again: the second time changes nothing."""
    (ana,) = await who(contacts, ANA)
    now = Known(OTHER_PHONE, NEW_ID)
    assert [ana, ana] == [await contacts.moved(Known(PHONE), now), await contacts.moved(Known(PHONE), now)]


async def test_change_of_a_stranger(contacts: Contacts, database: Database) -> None:
    """Who never wrote is not met by a change of number."""
    assert "" == await contacts.moved(ANA, Known(OTHER_PHONE, NEW_ID))
    assert 0 == await _count(database)


async def test_finding_makes_nobody(contacts: Contacts, database: Database) -> None:
    """A stranger is looked for without being met."""
    assert "" == await contacts.find(ANA)
    assert 0 == await _count(database)


async def test_who_is_found_by_two_names(contacts: Contacts) -> None:
    """The id decides: the number may be somebody else's by now."""
    _, rui = await who(contacts, ANA, Known(OTHER_PHONE, RUI_ID))
    assert rui == await contacts.find(Known(PHONE, RUI_ID))


@pytest.mark.parametrize("_again", range(5))
async def test_stranger_met_twice_at_once(contacts: Contacts, database: Database, _again: int) -> None:
    """Two processes that meet a stranger at the same moment make one person of them."""
    others = [Contacts(database) for _ in range(4)]
    names = (ANA, Known(PHONE), Known(user_id=ID), Known(OLD, ID))
    await asyncio.gather(*(one.resolve([known]) for one, known in zip(others, names, strict=True)))
    (ana,) = await contacts.resolve([ANA])
    assert ([ana, ana], 1) == (await who(contacts, Known(PHONE), Known(user_id=ID)), await _count(database))


async def test_strangers_of_one_body(contacts: Contacts) -> None:
    """Many are resolved in their order, each stranger once."""
    found = await contacts.resolve([ANA, Known(OTHER_PHONE), Known(PHONE), Known(OTHER_PHONE, RUI_ID)])
    assert [found[0], found[1], found[0], found[1]] == found
    assert found[0] != found[1]


@pytest.fixture
async def questions(sqlite_url: str) -> AsyncIterator[tuple[Contacts, list[str]]]:
    """The people, and what the database is asked about them."""
    database, asked = Database(sqlite_url), list[str]()

    def note(_c: Connection, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database._engine.sync_engine, "before_cursor_execute", note)
    yield Contacts(database), asked
    await database.close()


async def test_usual_case_is_one_question(questions: tuple[Contacts, list[str]]) -> None:
    """Two hundred who are known, asked for in several webhooks at once, cost one question."""
    contacts, asked = questions
    many = [Known(f"55119{number:08}", f"BR.{number}") for number in range(200)]
    ids = await contacts.resolve(many)
    asked.clear()
    found = await asyncio.gather(contacts.resolve(many[:100]), contacts.resolve(many[100:]))
    assert (ids, 1) == ([*found[0], *found[1]], len(asked))


async def test_many_strangers_are_met_together(questions: tuple[Contacts, list[str]]) -> None:
    """Three hundred who write for the first time, in one body, cost a transaction and not three hundred."""
    contacts, asked = questions
    many = [Known(f"55119{number:08}", f"BR.{number}") for number in range(300)]
    ids = await contacts.resolve(many)
    assert (300, True) == (len(set(ids)), len(asked) < 10)


async def test_strangers_who_turn_out_to_be_one_in_their_first_body(contacts: Contacts) -> None:
    """Whom a later message of the same body joins, the last ones of it lead to."""
    found = await contacts.resolve([Known(PHONE), Known(user_id=ID), ANA, Known(user_id=ID), Known(PHONE)])
    (ana,) = await contacts.resolve([ANA])
    assert [ana, ana, ana] == found[2:]


async def test_stranger_among_strangers_is_met_by_somebody_else(contacts: Contacts) -> None:
    """Where others meet one of them at the same moment, all of them are one person each all the same."""
    many = [Known(f"55119{number:08}", f"BR.{number}") for number in range(20)]
    bodies = [
        many,
        many[::-1],
        [Known(one.phone) for one in many],
        [Known(user_id=one.user_id) for one in many],
    ]
    await asyncio.gather(*(Contacts(contacts._database).resolve(body) for body in bodies))
    ids = await contacts.resolve(many)
    assert (20, ids, ids) == (
        len(set(ids)),
        await contacts.resolve([Known(one.phone) for one in many]),
        await contacts.resolve([Known(user_id=one.user_id) for one in many]),
    )


async def test_database_that_is_away_is_told() -> None:
    """Nobody is taken for a stranger because the database cannot be asked."""
    contacts = Contacts(Database("postgresql://nobody@127.0.0.1:1/none"))
    with pytest.raises(OperationalError):
        await contacts.resolve([ANA])


def _one_by_one(known: Known) -> list[tuple[str, str]]:
    return [name for name in ((known.phone, ""), ("", known.user_id)) if any(name)]


async def _rows_of(
    database: Database, table: type[AccountRow] | type[GuestRow] | type[VisitRow], id_: str
) -> int:
    query = (
        select(func.count()).select_from(table).where(table.channel == "whatsapp", table.account_id == id_)
    )
    async with database.transaction() as tx:
        return await tx.session.scalar(query) or 0


async def _count(database: Database) -> int:
    """How many people there are by the names that lead to them."""
    async with database.transaction() as tx:
        people = await tx.session.scalar(select(func.count()).select_from(ContactRow)) or 0
        named = await tx.session.scalar(select(func.count(AliasRow.contact_id.distinct())))
    assert people == named
    return people
