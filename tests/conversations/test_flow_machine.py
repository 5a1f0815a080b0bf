"""Somebody, or something, taps and types at random through the whole registration.

`HYPOTHESIS=campaign pytest tests/conversations/test_flow_machine.py` looks for longer, elsewhere each time.
"""

import asyncio
import json
import os
import re
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, event, note, settings, target
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from conversations.contents import FLOWS
from conversations.draft import Draft
from conversations.drawing import EDIT_STEP, FINISH, KEEP, NO, YES, prompt_id
from conversations.form import REVIEW
from conversations.ports.companies import Company
from conversations.prompt import BACK, CANCEL, Contact, Effect, Prompt, Reply, Task
from conversations.question import Wait
from tests.conversations.chance import ANY_TEXT, FORGED, IES, NAMES, TAPS, WORDS, check_limits, city_of
from tests.conversations.chatting import Chatting, prompts
from tests.conversations.samples import COMPANIES, PADARIA
from tests.conversations.validity import faults
from tests.kit.given import CATEGORIES
from tests.kit.somebody import values_of

QUICK = settings(
    max_examples=50,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CAMPAIGN = settings(QUICK, max_examples=6000, stateful_step_count=80, derandomize=False)
PROFILE = {"quick": QUICK, "campaign": CAMPAIGN}[os.environ.get("HYPOTHESIS", "quick")]

SHELVES = tuple(  # ids as long as they may be
    replace(
        category,
        id=category.id.ljust(16, "0"),
        plans=tuple(replace(plan, id=plan.id.ljust(16, "0")) for plan in category.plans),
    )
    for category in CATEGORIES
)
SOLD_OUT = (replace(SHELVES[0], plans=SHELVES[0].plans[1:]), SHELVES[1])
BESIDE = "look_up_registrations"
HEADING = re.compile(r"Etapa [1-4] de 4 · .+")

FINISHED: list[str] = []  # of all examples of a run


@st.composite
def found_companies(draw: st.DrawFn, tax_id: str) -> Company:
    """A company as odd as the ports allow."""
    like = draw(st.sampled_from(COMPANIES))
    return replace(
        like,
        tax_id=tax_id,
        legal_name=draw(st.one_of(st.just(like.legal_name), NAMES)),
        trade_name=draw(st.one_of(st.just(like.trade_name), NAMES)),
        street=draw(st.one_of(st.just(like.street), NAMES)),
        number=draw(st.one_of(st.just(like.number), NAMES)),
        complement=draw(st.one_of(st.just(like.complement), NAMES)),
        status=draw(st.sampled_from(["ATIVA", "ATIVA", "BAIXADA", "INAPTA", ""])),
        tax_regime=draw(st.sampled_from(["1", "3", "4", ""])),
        cep=draw(st.sampled_from([like.cep, ""])),
    )


class Registering(RuleBasedStateMachine):
    """A chat in the hands of chance."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.Runner()
        self.events: list[Task] = []  # every task there ever was: results come late, twice or never
        self.checked: set[str] = set()
        self.taps_of_this_moment: set[tuple[str, str]] = set()

    def teardown(self) -> None:
        made = len(self.checked) - self.given if hasattr(self, "chat") else 0
        FINISHED.extend([""] * made)
        event(f"registrations finished: {min(made, 3)}")
        target(float(made), label="registrations finished")
        self._loop.close()

    @initialize(categories=st.sampled_from([1, 2]), links=st.booleans(), repeat=st.booleans())
    def begin(self, categories: int, links: bool, repeat: bool) -> None:
        self.sold = SHELVES[:categories]
        self.chat = Chatting(plans=self.sold, links=links)
        self.given = 0
        if repeat:
            self._run(
                self.chat.reach(REVIEW, company__tax_id=PADARIA.tax_id, contact__email="ja@existe.com.br")
            )
            self._run(self.chat.chooses(FINISH))
            self.checked = {registration.key for registration in self.chat.stores.registrations}
            self.given = 1
        self._hears(Reply(command="start"))

    # Good answers, often enough to reach the end

    @rule(data=st.data(), times=st.integers(1, 12))
    def goes_on(self, data: st.DataObject, times: int) -> None:
        """Answers what is asked, as people do."""
        for _ in range(times):
            if self.chat.at == REVIEW:
                return
            self._answers_well(data)

    @rule(data=st.data(), most=st.integers(1, 40))
    def goes_to_the_end(self, data: st.DataObject, most: int) -> None:
        """Answers until the review, and finishes there."""
        for _ in range(most):
            if self.chat.at == REVIEW:
                self._hears(Reply(choice=FINISH, prompt=prompt_id(self._draft())))
                return
            self._answers_well(data)

    @precondition(lambda self: self.chat.at == REVIEW)
    @rule(twice=st.booleans())
    def finishes(self, twice: bool) -> None:
        """Taps "Iniciar teste grátis", once or twice."""
        review = self.chat.prompt
        for _ in range(2 if twice else 1):
            self._hears(Reply(choice=FINISH, prompt=review.id))

    @precondition(lambda self: self.chat.at == REVIEW)
    @rule(step=st.integers(1, 4), data=st.data())
    def corrects(self, step: int, data: st.DataObject) -> None:
        """Picks one answer to correct, and corrects it."""
        self._hears(Reply(choice=f"{EDIT_STEP}{step}", prompt=self.chat.prompt.id))
        self._taps_any(data)
        self._answers_well(data)

    # Anything else

    @rule(data=st.data())
    def taps(self, data: st.DataObject) -> None:
        """Any button of the newest prompt."""
        self._taps_any(data)

    @rule(data=st.data())
    def taps_an_old_button(self, data: st.DataObject) -> None:
        """Any button there ever was."""
        old = [prompt for prompt in self.chat.prompts if prompt.choices]
        prompt = old[data.draw(st.integers(0, len(old) - 1), label="which prompt")]
        self._hears(Reply(choice=data.draw(st.sampled_from(values_of(prompt))), prompt=prompt.id))

    @rule(value=st.one_of(st.sampled_from(FORGED), st.text(max_size=30)), data=st.data())
    def forges(self, value: str, data: st.DataObject) -> None:
        """A choice nobody offered, or none that belongs there."""
        ids = [self.chat.prompt.id, "menu", "", "deadbeef:review"]
        self._hears(Reply(choice=value, prompt=data.draw(st.sampled_from(ids))))

    @rule(text=ANY_TEXT)
    def types(self, text: str) -> None:
        """Whatever."""
        self._hears(Reply(text=text, ref="1"))

    @rule(data=st.data())
    def types_a_label(self, data: st.DataObject) -> None:
        """What stands on a button."""
        labels = self.chat.labels() or ["Voltar"]
        self._hears(Reply(text=data.draw(st.sampled_from(labels)).lower(), ref="1"))

    @rule(
        name=st.sampled_from(["start", "menu", "ajuda", "cancelar", "abc", ""]),
        payload=st.sampled_from(["", "r_x", "c_y"]),
    )
    def commands(self, name: str, payload: str) -> None:
        self._hears(Reply(command=name, text=payload))

    @rule(name=NAMES, phone=st.sampled_from(["+5511987654321", "", "+1 650 253 0000", "abc", "190"]))
    def attaches(self, name: str, phone: str) -> None:
        self._hears(Reply(contact=Contact(phone, name), ref="1"))

    @rule(kind=st.sampled_from(["photo", "sticker", "voice", "document", "location", "poll", ""]))
    def sends(self, kind: str) -> None:
        self._hears(Reply(media=kind, ref="1"))

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def a_lookup_arrives(self, data: st.DataObject) -> None:
        """The newest, an older one, or one that has arrived before."""
        self._arrives(data, data.draw(st.sampled_from(self.events[::-1])))

    @precondition(lambda self: self.chat.at.endswith(".lookup"))
    @rule(data=st.data())
    def the_lookup_arrives(self, data: st.DataObject) -> None:
        """The one that is waited for."""
        self._arrives(data, self._waited_for())

    @precondition(lambda self: self._besides())
    @rule(data=st.data())
    def the_registrations_arrive(self, data: st.DataObject) -> None:
        """Those of the newest CNPJ, which nobody waits for."""
        self._arrives(data, self._besides()[-1])

    @rule(hours=st.sampled_from([0.01, 2, 30, 24 * 29]))
    def time_passes(self, hours: float) -> None:
        self.chat.now += timedelta(hours=hours)
        self.taps_of_this_moment.clear()

    @rule(first=st.booleans())
    def the_reseller_sells(self, first: bool) -> None:
        """The first plans, or one less."""
        self.chat.plans.categories = {"sol": self.sold if first else SOLD_OUT}

    @precondition(lambda self: "registration" in self.chat.chat.drafts)
    @rule(change=st.sampled_from([{"version": 0}, {"at": "company.of_another_version"}, {"at": ""}]))
    def the_program_is_upgraded(self, change: dict[str, Any]) -> None:
        """The draft is of another version, or at a question there is no more."""
        stored = json.loads(self.chat.chat.to_json())
        stored["drafts"]["registration"] |= change
        self.chat.chat = type(self.chat.chat).from_json(json.dumps(stored))

    # What must not be lost

    @precondition(lambda self: BACK in values_of(self.chat.prompt) and self._is_current())
    @rule(typed=st.booleans())
    def goes_back(self, typed: bool) -> None:
        """Voltar loses no answer."""
        before = _answers(self._draft())
        self._hears(Reply(text="voltar") if typed else Reply(choice=BACK, prompt=self.chat.prompt.id))
        after = _answers(self._draft())
        assert before == {id_: value for id_, value in after.items() if id_ in before}

    @precondition(lambda self: CANCEL in values_of(self.chat.prompt) and self._is_current())
    @rule(command=st.booleans())
    def hesitates(self, command: bool) -> None:
        """Cancelar, then "Não, continuar": the same place with the same answers."""
        self._hears(Reply(command="start"))  # a late lookup may have changed what is shown
        before, shown = _place(self._draft()), self.chat.prompt
        self._hears(Reply(command="cancelar") if command else Reply(choice=CANCEL, prompt=shown.id))
        assert shown.heading.split(" · ")[0] == self.chat.prompt.heading.split(" · ")[0]
        self._hears(Reply(choice=NO, prompt=self.chat.prompt.id))
        assert before == _place(self._draft())
        assert _asked(shown) == _asked(self.chat.prompt)

    # What holds after everything

    @invariant()
    def the_state_is_known(self) -> None:
        if not hasattr(self, "chat"):
            return
        assert self.chat.chat.active in {"", *FLOWS}
        if self.chat.chat.active and not self._upgraded():
            assert self.chat.at in FLOWS[self.chat.chat.active].form.states()

    @invariant()
    def what_is_registered_is_valid(self) -> None:
        if not hasattr(self, "chat"):
            return
        made = self.chat.stores.registrations
        for registration in made:
            if registration.key not in self.checked:
                note(f"registered {registration}")
                assert [] == faults(registration, (*self.sold, *SOLD_OUT), self.registered_at)
        self.checked |= {registration.key for registration in made}
        assert len({registration.key for registration in made}) == len(made)

    # How it is done

    def _answers_well(self, data: st.DataObject) -> None:
        at = self.chat.at
        if self._upgraded():
            self._hears(Reply(command="start"))
        elif at == "":
            self._hears(Reply(choice="new", prompt="menu"))
        elif at.endswith(".lookup") and data.draw(st.booleans(), label="arrives"):
            self._arrives(data, self._waited_for())
        elif at == "contact.email":
            self._hears(Reply(text=f"Pessoa{data.draw(st.integers(0, 99))}@exemplo.com.br"))
        elif at == "company.state_registration":
            ies = ["ISENTO", *IES.get(self._draft().get("address.state"), [])]
            self._hears(Reply(text=data.draw(st.sampled_from(ies[::-1]))))
            if self._besides() and data.draw(st.booleans(), label="registrations after the answer"):
                self._arrives(data, self._besides()[-1])
        elif at == "address.city":
            state = self._draft().get("address.state")
            self._hears(
                Reply(text={"SP": "Campinas", "PR": "Goioere", "RJ": "Niterói"}.get(state, city_of(state)))
            )
        elif at in WORDS:
            self._hears(Reply(text=data.draw(st.sampled_from(WORDS[at])), ref="1"))
        elif at in TAPS:
            self._hears(Reply(choice=TAPS[at][0], prompt=prompt_id(self._draft())))
        elif at == "plan.plans" and data.draw(st.booleans(), label="enough plans"):
            self._hears(Reply(text="Avançar"))
        else:
            self._taps_any(data, besides={BACK, CANCEL, KEEP})

    def _taps_any(self, data: st.DataObject, besides: frozenset[str] | set[str] = frozenset()) -> None:
        values = [value for value in values_of(self.chat.prompt) if value not in besides]
        if values:
            self._hears(Reply(choice=data.draw(st.sampled_from(values)), prompt=self.chat.prompt.id))

    def _arrives(self, data: st.DataObject, task: Task) -> None:
        outcome = data.draw(st.sampled_from(["known", "odd", "down"]), label="outcome")
        self.chat.companies.down = self.chat.addresses.down = outcome == "down"
        self.chat.companies.late = data.draw(st.booleans(), label="registrations come later")
        known = {company.tax_id: company for company in COMPANIES}
        if outcome == "odd" and "company.tax_id" in task.about:
            odd = data.draw(found_companies(task.about["company.tax_id"]))
            known[odd.tax_id] = odd
        self.chat.companies.companies = known
        known_before = self._registration_answered()
        self._hears(Reply(event=self._run(self.chat.found(task))))
        if task in self._besides() and known_before:
            assert known_before == self._registration_answered(), "an answer was changed by what came later"
            assert [] == self.chat.answers, "somebody who had answered was disturbed"

    def _registration_answered(self) -> dict[str, Any]:
        """Everything about the registration, once the IE is answered; before that, nothing."""
        draft = self.chat.chat.drafts.get("registration")
        return asdict(draft) if draft and draft.holds("company.state_registration") else {}

    def _waited_for(self) -> Task:
        return [task for task in self.events if task.name != BESIDE][-1]

    def _besides(self) -> list[Task]:
        return [task for task in self.events if task.name == BESIDE]

    def _hears(self, reply: Reply) -> None:
        """A reply, and what every answer to it must be."""
        self.registered_at = self.chat.now
        effects: list[Effect] = self._run(self.chat.reply(reply))
        self.events += [effect for effect in effects if isinstance(effect, Task)]
        said, twice = prompts(effects), self._is_tapped_twice(reply)
        assert said or reply.event or twice, "silence"
        for prompt in said:
            check_limits(prompt)
        if said and self.chat.chat.active and (reply.command, reply.text) not in HELP:
            assert prompt_id(self._draft()) == said[-1].id
            assert HEADING.fullmatch(said[-1].heading) or len(FLOWS[self.chat.chat.active].form.steps) == 1
            assert {CANCEL, YES} & set(values_of(said[-1])), "no way out"
        self.what_is_registered_is_valid()

    def _is_tapped_twice(self, reply: Reply) -> bool:
        """Only the second tap of a finger that taps twice may be passed over."""
        tap = reply.prompt, reply.choice or ""
        if reply.choice is None:
            if reply.event is None:
                self.taps_of_this_moment.clear()
            return False
        before = tap in self.taps_of_this_moment
        self.taps_of_this_moment.add(tap)
        return before

    def _run(self, coroutine: Any) -> Any:
        return self._loop.run(coroutine)

    def _is_current(self) -> bool:
        """Whether the newest prompt asks what is still to be asked: a late lookup may have settled it."""
        if not self.chat.chat.active or self.chat.prompt.id != prompt_id(self._draft()):
            return False
        draft = self._draft()
        question = FLOWS[self.chat.chat.active].form.questions().get(draft.at)
        settled = isinstance(question, Wait) and draft.holds(question.id)
        return question is None or (question.applies(draft) and not settled)

    def _upgraded(self) -> bool:
        active = self.chat.chat.active
        return bool(active) and self.chat.at not in FLOWS[active].form.states()

    def _draft(self) -> Draft:
        """The draft whose question waits."""
        return self.chat.chat.drafts[self.chat.chat.active]


HELP = {("ajuda", ""), ("ajuda", "r_x"), ("ajuda", "c_y"), (None, "ajuda")}


def _answers(draft: Draft) -> dict[str, Any]:
    return {id_: draft.get(id_) for id_ in draft.answers if draft.holds(id_)}


def _place(draft: Draft) -> dict[str, Any]:
    """Everything but when the person last said something."""
    return asdict(replace(draft, touched=""))


def _asked(prompt: Prompt) -> tuple[str, str, str]:
    return prompt.id, prompt.heading, prompt.text


def test_whatever_happens_is_answered_and_what_ends_registered_is_valid() -> None:
    """No exception, no silence, nothing lost, no invalid customer; and many do get registered."""
    FINISHED.clear()
    run_state_machine_as_test(Registering, settings=PROFILE)  # type: ignore[no-untyped-call]
    assert len(FINISHED) > PROFILE.max_examples // 10
