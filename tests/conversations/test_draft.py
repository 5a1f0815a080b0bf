"""A draft: answers, where they came from, and what they hold for."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from conversations.draft import Answer, Chat, Draft, age
from tests.kit.given import NOON


@pytest.fixture
def draft() -> Draft:
    """With a tax id."""
    draft = Draft("d1", "registration", at="company.legal_name")
    draft.put("company.tax_id", "A")
    return draft


def test_an_answer_holds(draft: Draft) -> None:
    """What a person said is there, with its origin."""
    assert ("A", "person") == (draft.get("company.tax_id"), draft.origin("company.tax_id"))


def test_an_answer_holds_only_for_what_it_was_given_for(draft: Draft) -> None:
    """A changed tax id takes what its lookup filled with it."""
    draft.fill("company.legal_name", "Padaria", {"company.tax_id": "A"})
    draft.put("company.tax_id", "B")
    assert (False, None, None) == (
        draft.holds("company.legal_name"),
        draft.get("company.legal_name"),
        draft.origin("company.legal_name"),
    )


def test_changing_back_brings_answers_back(draft: Draft) -> None:
    """They were not dropped, they only did not hold."""
    draft.fill("company.legal_name", "Padaria", {"company.tax_id": "A"})
    draft.put("company.tax_id", "B")
    draft.put("company.tax_id", "A")
    assert "Padaria" == draft.get("company.legal_name")


def test_what_depends_on_what_no_longer_holds_does_not_hold(draft: Draft) -> None:
    """A street depends on the CEP, which came with the tax id."""
    draft.fill("address.cep", "01310100", {"company.tax_id": "A"})
    draft.fill("address.street", "Avenida Paulista", {"address.cep": "01310100"})
    draft.put("company.tax_id", "B")
    assert not draft.holds("address.street")


def test_a_persons_word_beats_a_lookups(draft: Draft) -> None:
    """Whoever corrected it is not corrected again."""
    draft.put("company.legal_name", "Padaria Sol")
    draft.fill("company.legal_name", "PADARIA", {"company.tax_id": "A"})
    assert "Padaria Sol" == draft.get("company.legal_name")


def test_a_lookup_replaces_a_lookup(draft: Draft) -> None:
    """The newest knows best."""
    draft.fill("company.status", "ATIVA", {"company.tax_id": "A"})
    draft.fill("company.status", "BAIXADA", {"company.tax_id": "A"})
    assert ("BAIXADA", "lookup") == (draft.get("company.status"), draft.origin("company.status"))


def test_a_lookup_for_something_else_fills_nothing(draft: Draft) -> None:
    """A result for another tax id is nothing this draft asks about."""
    draft.fill("company.legal_name", "Outra", {"company.tax_id": "B"})
    assert not draft.holds("company.legal_name")


def test_what_a_lookup_confirms_stays_what_it_was(draft: Draft) -> None:
    """The state that a CNPJ told goes with that CNPJ, though its CEP told it too."""
    draft.fill("address.state", "SP", {"company.tax_id": "A"})
    draft.fill("address.state", "SP", {})
    draft.put("company.tax_id", "B")
    assert not draft.holds("address.state")


def test_given_is_remembered_as_it_is_now(draft: Draft) -> None:
    """An IE typed for a state is asked again in another."""
    draft.put("address.state", "SP")
    draft.put("company.state_registration", "110042490114", given=("address.state",))
    draft.put("address.state", "RJ")
    assert not draft.holds("company.state_registration")


def test_dropped_is_gone(draft: Draft) -> None:
    """Dropping what is not there is fine."""
    draft.drop("company.tax_id", "company.nothing")
    assert not draft.holds("company.tax_id")


def test_a_chat_is_json_and_back(draft: Draft) -> None:
    """Everything survives the store."""
    draft.trail, draft.scratch, draft.touched = ["contact.name"], {"ticked": ["nfe"]}, NOON.isoformat()
    draft.fill("company.legal_name", "Padaria", {"company.tax_id": "A"})
    chat = Chat({"registration": draft}, "registration")
    assert chat == Chat.from_json(chat.to_json())


def test_another_version_keeps_answers_and_forgets_the_place(draft: Draft) -> None:
    """An upgrade asks anew from the answers."""
    stored = json.loads(Chat({"registration": draft}, "registration").to_json())
    stored["drafts"]["registration"] |= {"version": 0, "trail": ["x"], "scratch": {"doubt": 1}}
    read = Chat.from_json(json.dumps(stored)).drafts["registration"]
    assert Draft("d1", "registration", answers={"company.tax_id": Answer("A")}) == read


def test_age_is_counted_from_the_last_word(draft: Draft) -> None:
    """In seconds; none before the first word."""
    ages = [age(draft, NOON)]
    draft.touched = (NOON - timedelta(hours=2)).astimezone(UTC).isoformat()
    ages.append(age(draft, datetime.fromisoformat(NOON.isoformat())))
    assert [0.0, 7200.0] == ages
