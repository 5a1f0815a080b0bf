"""What is one reseller's is nobody else's: every button there is, tapped by everybody it is not for.

The buttons are found by themselves: a crawler taps and types its way through all that one reseller and its
guest are ever offered. What others hear to each is compared with what they hear to the same button about
something that does not exist.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from conversations.contents import FLOWS, SCREENS
from conversations.draft import Chat
from conversations.prompt import Effect, Reply
from conversations.written import cnpj_or_cpf, phone
from tests.conversations.samples import RURAL
from tests.kit.crawler import Place, buttons, copy_of, everywhere, parts
from tests.kit.given import SOL
from tests.kit.somebody import Crowd
from tests.kit.stores import Stores
from tests.kit.two_resellers import (
    ANA,
    BRUNO,
    GIL,
    JOAO,
    LUA,
    NINA,
    ids_of,
    named,
    secrets_of,
    two_resellers,
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("isolation"),  # the crawl is worth doing once
]

OTHERS = {"another reseller": BRUNO, "a customer": JOAO, "a guest": GIL, "a stranger": NINA}
OWN = {("team", "invite")}  # makes a link for whoever taps
AWAY = {"list", "menu"}  # to what is one's own, wherever the button hangs
BY_THE_CLOCK = {"rating"}
"""Nobody leads there: see tests/conversations/test_rating.py for who taps it that is not asked."""
MISSING = "callback for what is not there"
Button = tuple[str, str]


class Trial:
    """Somebody says one thing after another, each with everything as it was before.

    Args:
        crowd: everybody, as they were.
        who: says it.
    """

    def __init__(self, crowd: Crowd, who: str) -> None:
        self._crowd, self._who = crowd, who
        self._kept = kept(crowd.world)
        self._there = copy_of(crowd)

    async def tap(self, button: Button) -> list[Effect]:
        return await self.say(Reply(choice=button[1], prompt=button[0], ref="1"))

    async def say(self, reply: Reply) -> list[Effect]:
        me, before = self._there.people[self._who], self._crowd.people[self._who]
        me.chat, me.turns = Chat.from_json(before.chat.to_json()), before.turns
        return await me.reply(reply)

    def changed(self) -> bool:
        """Whether what was said changed what is stored; it is put back."""
        if kept(self._there.world) == self._kept:
            return False
        self._there = copy_of(self._crowd)
        return True


@dataclass
class Found:
    """What came of offering buttons to somebody."""

    told: list[str] = field(default_factory=list)
    unlike: list[Button] = field(default_factory=list)
    changed: list[Button] = field(default_factory=list)
    unlogged: list[Button] = field(default_factory=list)
    silent: list[Button] = field(default_factory=list)


async def offered(crowd: Crowd, who: str, buttons: Iterable[Button], ids: set[str]) -> Found:
    """Offers all buttons to somebody.

    Args:
        crowd: everybody, as they are.
        who: taps.
        buttons: what.
        ids: whatever in them is not theirs.
    """
    found, trial, hidden = Found(), Trial(crowd, who), secrets(crowd, who)
    nothings: dict[Button, list[Effect]] = {}
    for button in buttons:
        with capture_logs() as logs:
            said = await trial.tap(button)
        found.silent += [] if said else [button]
        found.changed += [button] if trial.changed() and button not in OWN else []
        found.told += [f"{button}: {name}" for name in named(hidden, f"{said} {logs}")]
        if ids & set(parts(button)) and button[1] not in AWAY:
            nothing = about_nothing(button, ids)
            nothings[nothing] = nothings.get(nothing) or await trial.tap(nothing)
            found.unlike += [button] if said != nothings[nothing] else []
            found.unlogged += [button] if [MISSING] != [line["event"] for line in logs] else []
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crowd() -> Crowd:
    return (await two_resellers())[0]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sols_places(crowd: Crowd) -> list[Place]:
    """Everywhere that Sol's person gets to."""
    return await everywhere(crowd, ANA, (RURAL.tax_id,))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def guests_places(crowd: Crowd) -> list[Place]:
    """Everywhere that a guest of Sol's gets to."""
    return await everywhere(crowd, GIL, (RURAL.tax_id,))


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=OTHERS)
async def found(
    request: pytest.FixtureRequest, crowd: Crowd, sols_places: list[Place], guests_places: list[Place]
) -> Found:
    """Every button of Sol's person, and of its guest where it is not their own, offered to somebody else; but
    for those about a customer's own registration.
    """
    who = OTHERS[request.param]
    all_ = buttons(sols_places) | (set() if who == GIL else buttons(guests_places))
    own = crowd.world.people.owned.get(crowd.people[who].account, "")
    all_ = {button for button in all_ if own not in parts(button)}
    ids = sols_ids(crowd) | {part for button in all_ for part in parts(button) if is_draft(part)}
    return await offered(crowd, who, sorted(all_), ids)


def about_nothing(button: Button, ids: Iterable[str]) -> Button:
    """The same button about something there is not."""
    nothing = {id_: "0" * len(id_) for id_ in ids}
    prompt, value = (re.sub(r"[^|:]+", lambda m: nothing.get(m[0], m[0]), text) for text in button)
    return prompt, value


def is_draft(part: str) -> bool:
    return re.fullmatch("[0-9a-f]{8}", part) is not None


def sols_ids(crowd: Crowd) -> set[str]:
    return {id_ for ids in ids_of(crowd.world, SOL).values() for id_ in ids}


def secrets(crowd: Crowd, who: str) -> set[str]:
    """What this one must not read: a customer knows their own data, a guest what the invite offers."""
    own = crowd.world.people.owned.get(crowd.people[who].account, "")
    all_ = secrets_of(crowd.world, SOL, besides=own)
    offered = {*crowd.world.plans.categories[SOL.id], *crowd.world.plans.categories[SOL.id][0].plans}
    if who == GIL:
        return all_ - {thing.name for thing in offered}
    return all_ if own else all_ | {SOL.name, SOL.support}


def kept(stores: Stores) -> str:
    """All that is stored, to be compared."""
    people, invites = stores.people, stores.invites
    things: list[object] = [
        stores.customers.kept,
        people.persons,
        people.resellers,
        people.owned,
        people.offers,
    ]
    things += [stores.plans.categories, stores.plans.hidden, stores.deeds.noted]
    return repr(
        [
            *things,
            invites.made,
            invites.visits,
            invites.opened_last,
            stores.links.made,
            stores.access.made,
            stores.certificates.made,
        ]
    )


async def test_every_screen_and_question_was_found(
    sols_places: list[Place], guests_places: list[Place]
) -> None:
    """The crawler got everywhere, so that every callback there is is tried; it also got everything removed,
    revoked, corrected and registered.
    """
    been = {place.name for place in (*sols_places, *guests_places)}
    assert set() == {state for flow in FLOWS.values() for state in flow.form.states()} - been
    assert BY_THE_CLOCK == set(SCREENS) - been
    values = {value.partition(":")[0] for _, value in buttons(sols_places)}
    assert {
        "remove!",
        "suspend",
        "reactivate",
        "link",
        "access",
        "correct",
        "revoke!",
        "qr",
        "live!!",
        "send",
    } <= values


async def test_nothing_is_told(found: Found) -> None:
    """No name, tax id, e-mail, phone, link, plan or person of the reseller, on no button, nor in the log."""
    assert [] == found.told


async def test_it_is_answered_like_what_does_not_exist(found: Found) -> None:
    """Word for word."""
    assert ([], []) == (found.unlike, found.silent)


async def test_nothing_is_changed(found: Found) -> None:
    """In no store."""
    assert [] == found.changed


async def test_every_foreign_id_leaves_a_line(found: Found) -> None:
    """One each, whatever the id is of."""
    assert [] == found.unlogged


def as_written(text: str) -> set[str]:
    """What somebody typed, and how it is echoed."""
    return {text, cnpj_or_cpf(text), phone(text)}


def differing(places: list[Place]) -> list[Place]:
    """One place for each question and screen."""
    return list({(place.me.chat.active, place.name): place for place in places}.values())


@pytest.mark.parametrize("who", [BRUNO, GIL], ids=["another reseller", "a guest"])
async def test_an_id_forged_into_ones_own_button_is_of_nothing(crowd: Crowd, who: str) -> None:
    """On every screen and question of theirs, whatever kind of id: an option that does not exist."""
    strange = [ids[-1] for ids in ids_of(crowd.world, SOL).values()]
    strange += [ids[0] for ids in ids_of(crowd.world, LUA).values()] if who == GIL else []
    differs = []
    for place in differing(await everywhere(crowd, who)):
        trial, prompt = Trial(place.crowd, who), place.me.prompt.id
        for value in [form.format(id_) for id_ in strange for form in ("{}", "open:{}", ".edit:{}")]:
            said, nothing = await trial.tap((prompt, value)), re.sub(r"\w+$", "0000000", value)
            same = not trial.changed() and said == await trial.tap((prompt, nothing))
            differs += [] if same else [f"{place.name}|{value}"]
    assert [] == differs


@pytest.mark.parametrize("who", [BRUNO, NINA], ids=["another reseller", "a stranger"])
async def test_typing_what_is_anothers_finds_nothing(crowd: Crowd, who: str) -> None:
    """Its customers' ids, names, tax ids, phones and e-mails, typed wherever something can be typed."""
    stores = crowd.world
    one = stores.customers.kept[ids_of(stores, SOL)["customer"][0]].answers
    typed = [one.key, "customer1", one.legal_name, one.tax_id, one.phone, one.email, "c_token-of_invite1"]
    told = []
    for place in differing(await everywhere(crowd, who)):
        trial = Trial(place.crowd, who)
        for text in typed:
            said = await trial.say(Reply(text=text, ref="1"))
            heard = named(secrets(crowd, who) - as_written(text), str(said))
            told += [f"{place.name}: {text}: {name}" for name in heard]
    assert [] == told


@pytest.mark.parametrize("payload", ["c_token-of_invite1", "r_bom"])
async def test_anothers_link_is_like_none(crowd: Crowd, payload: str) -> None:
    """A reseller's person who opens an invite of another, or its linking link, learns nothing by it."""
    there = copy_of(crowd)
    there.world.people.offer("bom", SOL)
    before = kept(there.world)
    opened = await there.people[BRUNO].commands("start", payload)
    unknown = await there.people[BRUNO].commands("start", f"{payload[:2]}unknown")
    assert (unknown, before) == (opened, kept(there.world))
