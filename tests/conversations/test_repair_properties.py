"""What is offered for a refused tax id is valid and one slip away; and what was meant is offered."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conversations.prompt import InvalidAnswer
from conversations.readers import tax_id
from conversations.repair import MOST, near
from tests.conversations.validity import cnpj, cpf, tax_id_valid

quick = settings(max_examples=150, derandomize=True, database=None, deadline=None)

LETTERS = {"O": "0", "I": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
ALIKE = "17 38 68 80 60 49"
BESIDE = "12 23 34 45 56 67 78 89 90 47 14 58 25 69 36 01 02"
PAIRS = {frozenset(pair) for pair in (*ALIKE.split(), *BESIDE.split(), *LETTERS.items())}

ROOTS = st.one_of(
    st.from_regex(r"[0-9]{8}0001", fullmatch=True),
    st.from_regex(r"[0-9]{12}", fullmatch=True),
    st.from_regex(r"[0-9A-Z]{12}", fullmatch=True),
)
VALID = st.one_of(ROOTS.map(cnpj), st.from_regex(r"[0-9]{9}", fullmatch=True).map(cpf))
TYPED = st.one_of(
    st.from_regex(r"[0-9]{10,15}", fullmatch=True),
    st.from_regex(r"[0-9OIZSGBL]{10,15}", fullmatch=True),
    st.from_regex(r"[0-9A-Z]{14}", fullmatch=True),
    st.text(max_size=16),
)


def is_slip(typed: str, meant: str) -> bool:
    """Whether one slip makes `typed` of `meant`."""
    if len(typed) != len(meant):
        shorter, longer = sorted((typed, meant), key=len)
        doubled = any(longer == shorter[:at] + c + shorter[at:] for at, c in enumerate(shorter))
        return len(longer) - len(shorter) == 1 and (doubled or meant == f"0{typed}")
    differing = [at for at, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
    pairs = [(typed[at], meant[at]) for at in differing]
    swapped = len(pairs) == 2 and pairs[0] == pairs[1][::-1] and differing[1] - differing[0] == 1
    confused = len(pairs) == 1 and frozenset(pairs[0]) in PAIRS
    letters = meant.isdecimal() and all((LETTERS | {"L": "1"}).get(a) == b for a, b in pairs)
    return swapped or confused or letters


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A valid tax id, and what a slip makes of it."""
    meant = draw(VALID)
    at = draw(st.integers(0, len(meant) - 2))
    here, after = meant[at], meant[at + 1 :]
    made = [meant[:at] + after[0] + here + after[1:], meant[:at] + here + here + after]
    made += [meant[:at] + other + after for pair in PAIRS if here in pair for other in pair - {here}]
    made += [meant[:at] + after] if after[0] == here else []
    made += [meant[1:]] if meant[0] == "0" else []
    made += [meant.replace("0", "O"), meant.replace("1", "l").upper()] if meant.isdecimal() else []
    return meant, draw(st.sampled_from(sorted(made)))


def is_refused(text: str) -> bool:
    try:
        tax_id(text)
    except InvalidAnswer:
        return True
    return False


@settings(quick, max_examples=300)
@given(typed=st.one_of(TYPED, slipped().map(lambda pair: pair[1])))
def test_what_is_offered_is_valid_and_one_slip_away(typed: str) -> None:
    """Whatever was typed: few, each once, none that the reader would refuse."""
    found = [one.value for one in near(typed)]
    assert len(set(found)) == len(found) <= MOST
    assert [True] * len(found) == [tax_id_valid(bare) and not is_refused(bare) for bare in found]
    assert is_refused(typed) is False or [True] * len(found) == [is_slip(typed, bare) for bare in found]


@quick
@given(pair=slipped())
def test_what_was_meant_is_offered(pair: tuple[str, str]) -> None:
    """One slip that breaks a valid number is undone, unless there are too many, or letters that a number
    of digits explains better.
    """
    meant, typed = pair
    assume(not is_refused(meant))
    assume(is_refused(typed))
    found = [one.value for one in near(typed)]
    other = len(found) == MOST or (found and found[0] == typed.translate(str.maketrans(LETTERS | {"L": "1"})))
    assert meant in found or other
