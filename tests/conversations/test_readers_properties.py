"""What holds of every reader whatever is typed."""

import re
import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from conversations import readers
from conversations.prompt import InvalidAnswer
from tests.conversations.validity import CEP, EMAIL, PHONE, cnpj, cpf, ie_valid, tax_id_valid, text_fits

quick = settings(max_examples=150, derandomize=True, database=None, deadline=None)

ODD = st.sampled_from("\u200b\u202e\u00a0\u2011’…ªº²ſK١９İıß\x00\n\t 🎉-/.,()+'\"")
LIKELY = st.sampled_from(string.ascii_letters + string.digits + "@ãç")
TYPED = st.one_of(
    st.text(max_size=70),
    st.text(st.one_of(LIKELY, ODD), max_size=70),
    st.text("0123456789.-/ x", max_size=20),
)
UFS = sorted(readers.STATES)


def door(text: str) -> str:
    read = readers.door_number(text)
    return read.number if read.complement is None else f"{read.number}, {read.complement}"


def street(text: str) -> str:
    return readers.words(text, least=2, most=60, example="Rua das Flores")


READERS: dict[str, tuple[Callable[[str], str], Callable[[str], bool]]] = {
    "name": (readers.name, lambda value: text_fits(value, 2, 60)),
    "street": (street, lambda value: text_fits(value, 2, 60)),
    "phone": (readers.phone, lambda value: PHONE.fullmatch(value) is not None),
    "email": (readers.email, lambda value: EMAIL.fullmatch(value) is not None),
    "tax_id": (readers.tax_id, tax_id_valid),
    "state": (readers.state, lambda value: value in UFS),
    "cep": (readers.cep, lambda value: CEP.fullmatch(value) is not None),
    "door": (door, lambda value: text_fits(value, 1, 122)),
}


def read_or_none(read: Callable[[str], Any], text: str) -> Any:
    """What is read, or none if it is refused; any other exception goes through."""
    try:
        return read(text)
    except InvalidAnswer:
        return None


@pytest.mark.parametrize("name", READERS)
@quick
@given(text=TYPED)
@example("x" * 10_000)
@example("9" * 10_000)
@example("🎉" * 10_000)
@example("a@" + "b." * 5_000 + "com")
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    """Any text gives a value that fits the fiscal document, or a refusal; never another exception."""
    read, fits = READERS[name]
    value = read_or_none(read, text)
    assert value is None or fits(value)


@pytest.mark.parametrize("name", READERS)
@quick
@given(text=TYPED)
def test_what_is_read_is_read_the_same_again(name: str, text: str) -> None:
    """A value typed again is the same value."""
    read, _ = READERS[name]
    value = read_or_none(read, text)
    assert value is None or value == read(value)


@quick
@given(text=st.one_of(TYPED, st.from_regex(r"[0-9]{1,14}", fullmatch=True)), uf=st.sampled_from(UFS))
def test_any_state_registration(text: str, uf: str) -> None:
    """Any IE is valid for its state and the same when read again, or refused."""
    value = read_or_none(lambda said: readers.state_registration(said, uf), text)
    assert value is None or (ie_valid(value, uf) and value == readers.state_registration(value, uf))


PUNCTUATION = st.sampled_from([".", "-", "/", " ", "–", "_", "\\", "\n", "."])


@quick
@given(
    root=st.text(string.digits + string.ascii_uppercase, min_size=12, max_size=12),
    cuts=st.lists(st.integers(0, 14), max_size=6),
    mark=PUNCTUATION,
    lower=st.booleans(),
)
def test_any_cnpj_in_any_punctuation(root: str, cuts: list[int], mark: str, lower: bool) -> None:
    """Every CNPJ with right digits is read, however it is punctuated and in either case."""
    assume(len(set(root)) > 1)
    bare = cnpj(root)
    typed = "".join(mark * cuts.count(place) + c for place, c in enumerate(bare))
    assert bare == readers.tax_id(typed.lower() if lower else typed)


@quick
@given(bare=st.from_regex(r"[0-9A-Z]{12}[0-9]{2}", fullmatch=True))
def test_wrong_digits_are_seen(bare: str) -> None:
    """A CNPJ is taken if, and only if, its last digits follow from the others."""
    assume(len(set(bare[:12])) > 1)
    assert (cnpj(bare[:12]) == bare) == (read_or_none(readers.tax_id, bare) is not None)


@quick
@given(root=st.from_regex(r"[0-9]{9}", fullmatch=True), mark=PUNCTUATION)
def test_any_cpf_in_any_punctuation(root: str, mark: str) -> None:
    """Every CPF with right digits is read."""
    assume(len(set(root)) > 1)
    bare = cpf(root)
    assert bare == readers.tax_id(f"{bare[:3]}{mark}{bare[3:6]}{mark}{bare[6:9]}{mark}{bare[9:]}")


@quick
@given(
    area=st.sampled_from(["11", "21", "41", "55", "68", "99"]),
    number=st.from_regex(r"9[6-9][0-9]{7}", fullmatch=True),
    form=st.sampled_from(
        ["{a}{n}", "({a}) {n}", "+55 {a} {n}", "55{a}{n}", "0{a} {n}", "0xx{a} {n}", "0 21 {a} {n}"]
    ),
)
def test_any_mobile_in_any_form(area: str, number: str, form: str) -> None:
    """Every form of a mobile is the same E.164 number."""
    assert f"+55{area}{number}" == readers.phone(form.format(a=area, n=number))


@quick
@given(text=TYPED)
def test_a_line_is_one_line(text: str) -> None:
    """What is kept of a typed text has no line breaks, no control characters and no double spaces."""
    assert re.fullmatch(r"(\S+( \S+)*)?", readers.line(text))
