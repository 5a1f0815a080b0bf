"""Every problem has its sentence, and every sentence is said."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import conversations
from conversations import words
from conversations.contents import FLOWS
from conversations.desk import texts as desk_texts
from conversations.form import SPECIAL
from conversations.prompt import InvalidAnswer
from conversations.registration import done_texts, texts
from conversations.registration.flow import FORM

HOME = Path(conversations.__file__).parent
TREES = {path: ast.parse(path.read_text()) for path in sorted(HOME.rglob("*.py"))}
REFUSALS = {"InvalidAnswer", "DoubtfulAnswer", "whole_number"}  # the last makes a reader that does
OWN = {id(flow.form.errors): flow.form.errors for flow in FLOWS.values()}
"""The forms' own sentences, each set of them once."""
SENTENCES = {code: sentence for said in (words.ERRORS, *OWN.values()) for code, sentence in said.items()}


def refusals() -> Iterator[tuple[str, frozenset[str] | None]]:
    """Each code the sources refuse with, and the names of its details (none where they are unpacked)."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in REFUSALS:
                names = [keyword.arg for keyword in node.keywords]
                details = None if None in names else frozenset(filter(None, names))
                for code in codes(node.args[0]):
                    yield code, details
            if isinstance(node, ast.keyword) and node.arg == "none_picked":
                yield from ((code, frozenset()) for code in codes(node.value))


def codes(node: ast.expr) -> list[str]:
    """The code written there, both where a condition chooses, none where a name stands for it."""
    if isinstance(node, ast.IfExp):
        return [*codes(node.body), *codes(node.orelse)]
    said = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return [node.value] if said and node.value else []  # type: ignore[attr-defined]


FOUND = sorted(set(refusals()), key=str)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_refusals_are_found() -> None:
    """Reading the sources finds the refusals, conditional and declared ones too."""
    assert {"cep.form", "ie.prefix", "text.unexpected", "plans.none", "wait"} <= {code for code, _ in FOUND}


@pytest.mark.parametrize(("code", "details"), FOUND)
def test_a_refusal_has_a_sentence(code: str, details: frozenset[str] | None) -> None:
    """What the sentence mentions is told where the refusal is raised."""
    assert details is None or fields(SENTENCES[code]) <= details


def test_every_error_sentence_is_used() -> None:
    """No sentence is left of a refusal there is no more."""
    assert set(SENTENCES) == {code for code, _ in FOUND}


def test_a_code_has_one_sentence() -> None:
    """No form's own sentences hide the machinery's, or another form's."""
    assert len(SENTENCES) == len(words.ERRORS) + sum(map(len, OWN.values()))


def constants(module: object) -> list[str]:
    return [name for name in vars(module) if name.isupper()]


def mentioned(module: str) -> set[str]:
    """The names used anywhere but where they are made."""
    loaded = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                loaded.add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                loaded.add(node.id)
            elif isinstance(node, ast.ImportFrom) and node.module == module:
                loaded |= {alias.name for alias in node.names}
    return loaded


OUTSIDE = {"COMMANDS", "OUR_FAULT"}  # said by the channels


@pytest.mark.parametrize(
    "module", [words, texts, done_texts, desk_texts], ids=lambda module: str(module.__name__)
)
def test_every_sentence_is_used(module: object) -> None:
    """Each constant is mentioned somewhere."""
    unused = set(constants(module)) - mentioned(module.__name__) - OUTSIDE  # type: ignore[attr-defined]
    assert set() == unused


def test_every_special_state_has_a_name() -> None:
    """Where somebody stopped can be named in each of them."""
    assert set(SPECIAL) == set(words.STATES)


def test_media_is_named() -> None:
    """As people call it."""
    assert "Recebi um áudio, mas só sei ler texto." in FORM.sentence(InvalidAnswer("media", kind="voice"))


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_ends(code: str) -> None:
    """Each says what to do: it is whole sentences."""
    assert SENTENCES[code].rstrip("”")[-1] in ".:?"
