"""Two resellers' people and whoever opens their invites tap and type at random, each other's buttons too.

`HYPOTHESIS=campaign pytest tests/conversations/test_crowd_machine.py` looks for longer, elsewhere each time.
"""

import asyncio
import os
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from conversations.drawing import FINISH, KEEP, YES
from conversations.form import CANCELLING, REVIEW
from conversations.ports.people import Own
from conversations.prompt import BACK, CANCEL, Contact, Reply
from tests.conversations.chance import ANY_TEXT, FORGED, IES, TAPS, WORDS, check_limits, city_of
from tests.conversations.people import Office
from tests.conversations.samples import COMPANIES
from tests.conversations.validity import faults
from tests.kit.given import SOL
from tests.kit.somebody import Somebody, values_of, words_of
from tests.kit.two_resellers import LUA, named, shelves

QUICK = settings(
    max_examples=40,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CAMPAIGN = settings(QUICK, max_examples=4000, stateful_step_count=80, derandomize=False)
PROFILE = {"quick": QUICK, "campaign": CAMPAIGN}[os.environ.get("HYPOTHESIS", "quick")]
SOLD = {SOL.id: shelves(SOL), LUA.id: shelves(LUA)}
LEFT = {id_: (replace(shelf[0], plans=shelf[0].plans[1:]), shelf[1]) for id_, shelf in SOLD.items()}
PRIVATE = ["contact.name", "contact.email", "company.legal_name", "company.trade_name"]
PUBLIC = {name for company in COMPANIES for name in (company.legal_name, company.trade_name)}
WHO = ["Ana", "Bia", "Bruno", "Gil", "Rui"]
SEARCHES = ["nome", "n1", "@x", "%", "_", "", "🎉", "a" * 10_000, "11.222", "(11) 9", "ç"]
DONE: Counter[str] = Counter()  # in all examples of a run: that chance does get somewhere


class Crowded(RuleBasedStateMachine):
    """Everybody's chats in the hands of chance."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.Runner()
        self.office = Office(SOLD)
        self.people = {"Ana": self.office.ana, "Bia": self.office.bia, "Bruno": self.office.bruno}
        self.people |= {name: self.office.comes(name) for name in ("Gil", "Rui")}
        self.versions: dict[str, int] = {}  # of each customer, when it was last looked at
        self.taps: dict[str, set[tuple[str, str]]] = {name: set() for name in WHO}  # of this moment
        self.said = 0
        for name in ("Ana", "Bruno"):
            self._begin(name)

    def _begin(self, name: str) -> None:
        """A person of each reseller has an invite, open to all plans, and a customer."""
        me = self.people[name]
        for value, on in (("new", "invites"), (".any", None), ("5", None), ("30", None), ("new", "menu")):
            self._hears(name, Reply(choice=value, prompt=on or me.prompt.id))
        while me.at != REVIEW:
            self._answers(name, {"company.tax_id": "123.456.789-09", "company.state_registration": "ISENTO"})
        self._hears(name, Reply(choice=FINISH, prompt=me.prompt.id))

    def teardown(self) -> None:
        self._loop.close()

    # What people do

    @rule(who=st.sampled_from(WHO), data=st.data())
    def taps(self, who: str, data: st.DataObject) -> None:
        """Any button of what they see."""
        self._taps_any(who, data)

    @rule(who=st.sampled_from(WHO), of=st.sampled_from(WHO), data=st.data())
    def taps_an_old_button(self, who: str, of: str, data: st.DataObject) -> None:
        """Any button anybody ever saw."""
        seen = [prompt for prompt in self.people[of].prompts if prompt.choices]
        if seen:
            prompt = data.draw(st.sampled_from(seen[-12:]), label="which prompt")
            value = data.draw(st.sampled_from(values_of(prompt)), label="which button")
            self._hears(who, Reply(choice=value, prompt=prompt.id, ref="1"))

    @rule(
        who=st.sampled_from(WHO),
        value=st.sampled_from([*FORGED, "open:customer1", "page:-1", "only:x"]),
        data=st.data(),
    )
    def forges(self, who: str, value: str, data: st.DataObject) -> None:
        """A button nobody offered."""
        ids = ["customers", "customer:customer1", "customer:", "invite:invite2", "invites", "menu", "", "x:y"]
        self._hears(who, Reply(choice=value, prompt=data.draw(st.sampled_from(ids)), ref="1"))

    @rule(who=st.sampled_from(WHO), text=st.one_of(st.sampled_from(SEARCHES), ANY_TEXT))
    def types(self, who: str, text: str) -> None:
        """Whatever."""
        self._hears(who, Reply(text=text, ref="1"))

    @rule(who=st.sampled_from(WHO[:3]), text=st.sampled_from(SEARCHES))
    def searches(self, who: str, text: str) -> None:
        """In the list of customers."""
        self._hears(who, Reply(choice="customers", prompt="menu", ref="1"))
        self._hears(who, Reply(text=text, ref="1"))

    @rule(who=st.sampled_from(WHO), name=st.sampled_from(["start", "menu", "ajuda", "cancelar", "x"]))
    def commands(self, who: str, name: str) -> None:
        self._hears(who, Reply(command=name, text=""))

    @rule(who=st.sampled_from(WHO), data=st.data())
    def opens_an_invite(self, who: str, data: st.DataObject) -> None:
        """Any there is, or none."""
        tokens = [made.token for made in self.office.stores.invites.made]
        token = data.draw(st.sampled_from([*tokens, "unknown"]), label="which invite")
        self._hears(who, Reply(command="start", text=f"c_{token}"))

    @rule(who=st.sampled_from(WHO), own=st.booleans(), kind=st.sampled_from(["photo", "voice", ""]))
    def sends(self, who: str, own: bool, kind: str) -> None:
        """A contact card, or what cannot be read."""
        contact = Contact(f"+55119{int(self.people[who].account.id):08}", f"Cartão {who}")
        self._hears(who, Reply(contact=contact, ref="1") if own else Reply(media=kind, ref="1"))

    @rule(who=st.sampled_from(WHO), data=st.data(), times=st.integers(5, 40))
    def goes_on(self, who: str, data: st.DataObject, times: int) -> None:
        """Answers what is asked, as people do, and finishes."""
        for _ in range(times):
            at = self.people[who].at
            if at == "":
                return
            self._answers(who, data=data)

    @rule(guest=st.sampled_from(WHO[3:]), data=st.data())
    def registers(self, guest: str, data: st.DataObject) -> None:
        """Opens an invite and goes on to the end, unless something is in the way."""
        self.opens_an_invite(guest, data)
        for _ in range(30):
            if self.people[guest].at:
                self._answers(guest, data=data)

    @rule(who=st.sampled_from(WHO[:3]), step=st.integers(1, 4), data=st.data())
    def corrects(self, who: str, step: int, data: st.DataObject) -> None:
        """One answer of one customer, from any screen or question."""
        ids = list(self.office.stores.customers.kept) or ["customer1"]
        customer = data.draw(st.sampled_from(ids), label="which customer")
        self._hears(who, Reply(choice=f"correct:{step}", prompt=f"customer:{customer}", ref="1"))
        if self.people[who].chat.active == "correction":
            self._taps_any(who, data, besides={CANCEL})
            self._answers(who, data=data)

    @precondition(lambda self: any(somebody.tasks for somebody in self.people.values()))
    @rule(data=st.data(), down=st.booleans(), again=st.booleans())
    def a_lookup_arrives(self, data: st.DataObject, down: bool, again: bool) -> None:
        """Of anybody's, once or twice."""
        who = data.draw(st.sampled_from([name for name in WHO if self.people[name].tasks]), label="whose")
        tasks, crowd = self.people[who].tasks, self.office.crowd
        crowd.companies.down = crowd.addresses.down = down
        task = tasks[-1] if again else tasks.pop()
        self._hears(who, Reply(event=self._run(crowd.found(task))))

    @rule(hours=st.sampled_from([0.01, 0.2, 30, 24 * 29]))
    def time_passes(self, hours: float) -> None:
        self.office.pass_time(hours=hours)
        for taps in self.taps.values():
            taps.clear()

    @rule(reseller=st.sampled_from([SOL, LUA]), left=st.sampled_from([SOLD, LEFT, {}]))
    def a_reseller_sells(self, reseller: Any, left: Any) -> None:
        """Everything, all but one plan, or nothing any more."""
        self.office.stores.plans.categories[reseller.id] = left.get(reseller.id, ())

    # How it is done, and what holds after everything

    def _taps_any(
        self, who: str, data: st.DataObject, besides: frozenset[str] | set[str] = frozenset()
    ) -> None:
        me = self.people[who]
        values = [v for v in (values_of(me.prompt) if me.prompts else []) if v not in besides]
        if values:
            value = data.draw(st.sampled_from(values), label="which button")
            self._hears(who, Reply(choice=value, prompt=me.prompt.id, ref="1"))

    def _answers(
        self, who: str, first: dict[str, str] | None = None, data: st.DataObject | None = None
    ) -> None:
        """Says something good to the question that waits, the first thing unless there is chance."""
        me = self.people[who]
        at, draft = me.at, me.chat.current()
        if draft is None:
            return
        pick = (
            (lambda words: data.draw(st.sampled_from(words), label=at)) if data else (lambda words: words[0])
        )
        self.said += 1  # no two customers have a name or an e-mail in common, but those of the registers
        own = {
            "contact.name": [f"Nome {who}{self.said}"],
            "company.legal_name": [f"Empresa {who}{self.said}"],
            "company.trade_name": [f"Loja {who}{self.said}"],
            "contact.phone": [f"(11) 9{int(me.account.id):08}"],
            "contact.email": [f"{who}{self.said}@x.example"],
            "company.state_registration": [*IES.get(draft.get("address.state"), [])[:1], "ISENTO"],
            "address.city": [city_of(draft.get("address.state"))] if at == "address.city" else [],
        }
        text = pick((WORDS | own)[at]) if at in (own | WORDS) else ""
        prompt = f"{draft.id}:{at}"
        if at.endswith(".lookup") and me.tasks:
            self._hears(who, Reply(event=self._run(self.office.crowd.found(me.tasks.pop()))))
        elif at in TAPS or at == REVIEW:
            self._hears(who, Reply(choice=TAPS.get(at, [FINISH])[0], prompt=prompt, ref="1"))
        elif text or at in (first or {}):
            self._hears(who, Reply(text=(first or {}).get(at, text), ref="1"))
        elif at == "plan.plans" and any(c.label.startswith("✅") for row in me.prompt.choices for c in row):
            self._hears(who, Reply(text="Avançar", ref="1"))
        elif values := [v for v in values_of(me.prompt) if v not in {BACK, CANCEL, KEEP}]:
            self._hears(who, Reply(choice=pick(values), prompt=me.prompt.id, ref="1"))
        else:
            self._hears(who, Reply(command="start", text=""))

    def _hears(self, who: str, reply: Reply) -> None:
        """A reply, and what everything said to it, to anybody, must be."""
        me, before = self.people[who], {name: len(one.prompts) for name, one in self.people.items()}
        was, ids = deepcopy(me.chat), set(self.office.stores.customers.kept)
        self._run(me.reply(reply))
        said, twice = me.answers, self._is_tapped_twice(who, reply)
        assert said or reply.event or twice, f"silence to {who}: {reply}"
        for name, one in self.people.items():
            for prompt in one.prompts[before[name] :]:
                check_limits(prompt)
                assert [] == named(self._secrets(one), words_of(prompt) + str(prompt.choices)), f"told {name}"
        self._nothing_is_lost(me, was, reply, ids)
        self._what_is_kept_is_valid()

    def _secrets(self, reader: Somebody) -> set[str]:
        """What this one must not be told: other resellers' customers and plans, and other customers."""
        stores = self.office.stores
        person = self._run(stores.people.find(reader.account))
        own: Own | None = self._run(stores.people.own(reader.account))
        found = set()
        for kept in stores.customers.kept.values():
            if kept.answers.reseller_id != (person.reseller.id if person else "") and kept.id != (
                own.customer_id if own else ""
            ):
                found |= {getattr(kept.answers, name.partition(".")[2]) for name in PRIVATE}
        for reseller in (SOL, LUA):
            if person and person.reseller.id != reseller.id:
                found |= {plan.name for shelf in SOLD[reseller.id] for plan in shelf.plans} | {reseller.name}
        draft = reader.chat.drafts.get("registration")
        own_words = {draft.get(id_) for id_ in PRIVATE} if draft else set()
        return found - own_words - PUBLIC - {""}

    def _nothing_is_lost(self, me: Somebody, was: Any, reply: Reply, ids: set[str]) -> None:
        """A registration ends finished, cancelled, or with its invite; a correction leaves it be."""
        if "registration" not in was.drafts or not self._run(self.office.stores.people.find(me.account)):
            return
        draft = was.drafts["registration"]
        if was.active != "registration" and was.active and not reply.event and reply.choice is None:
            assert me.chat.drafts["registration"] == draft
        if "registration" not in me.chat.drafts:
            cancelled = draft.at == CANCELLING and (reply.choice == YES or reply.text is not None)
            assert cancelled or set(self.office.stores.customers.kept) - ids, f"lost at {draft.at}"

    def _what_is_kept_is_valid(self) -> None:
        stores = self.office.stores
        for kept in stores.customers.kept.values():
            new = kept.id not in self.versions
            if self.versions.get(kept.id) == kept.version:
                continue
            note(f"{'registered' if new else 'corrected'} {kept.answers}")
            DONE["registered" if new else "corrected"] += 1
            DONE["alone"] += new and not kept.answers.person_id
            plans = (*SOLD[kept.answers.reseller_id], *LEFT[kept.answers.reseller_id])
            wrong = set(faults(kept.answers, plans, self.office.crowd.now)) - (set() if new else {"trial"})
            assert set() == wrong
            assert bool(kept.answers.invite_id) == bool(kept.answers.consent) == (not kept.answers.person_id)
            self.versions[kept.id] = kept.version
        for made in stores.invites.made:
            assert made.invite.registered <= made.invite.uses
        invited = {made.invite.id: made.reseller_id for made in stores.invites.made}
        for answers in stores.registrations:
            assert invited.get(answers.invite_id, answers.reseller_id) == answers.reseller_id

    def _is_tapped_twice(self, who: str, reply: Reply) -> bool:
        """Only the second tap of a finger that taps twice may be passed over."""
        if reply.choice is None:
            if reply.event is None:
                self.taps[who].clear()
            return False
        tap = reply.prompt, reply.choice
        before = tap in self.taps[who]
        self.taps[who].add(tap)
        return before

    def _run(self, coroutine: Any) -> Any:
        return self._loop.run(coroutine)


def test_whatever_a_crowd_does_is_answered_and_kept_apart() -> None:
    """No exception, no silence, nothing told to whom it does not concern, nothing lost, nothing invalid kept;
    and many do register, alone too, and are corrected.
    """
    DONE.clear()
    run_state_machine_as_test(Crowded, settings=PROFILE)  # type: ignore[no-untyped-call]
    assert all(DONE[what] > PROFILE.max_examples // 10 for what in ("registered", "alone", "corrected")), DONE
