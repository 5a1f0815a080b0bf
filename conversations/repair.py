"""A CNPJ or CPF that does not check: which ones it may have been meant as, one slip of hand or eye away."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from conversations import readers
from conversations.prompt import InvalidAnswer

MOST = 4  # more would be a puzzle, not a help
WHOLE, TWIN_LOST, TWIN_ADDED = (11, 14), (10, 13), (12, 15)  # lengths, of a CPF and of a CNPJ
LETTERS = ("O0", "I1", "Z2", "S5", "G6", "B8")
LOOKS = ("17", "38", "68", "08", "06", "49")
KEYS = ("12", "23", "34", "45", "56", "67", "78", "89", "90")  # neighbours above the letters, as in a chat,
PAD = ("14", "47", "25", "58", "36", "69", "01", "02")  # and to their right, on a computer
HEAD_OFFICE = "0001"

_AS_DIGITS = str.maketrans("OIZSGBL", "0125681")  # a small l looks like a one, a one like no capital L


@dataclass(frozen=True, slots=True)
class Near:
    """A valid tax id, and where it differs from what was typed.

    Args:
        value: the tax id, bare.
        typed: the differing characters, as typed.
        meant: the same, as in `value`.
    """

    value: str
    typed: str
    meant: str


def near(bare: str) -> list[Near]:
    """The valid tax ids that one slip turns into a refused one: few, the likeliest first.

    Args:
        bare: what was typed, by `readers.bare_tax_id`.
    """
    if readers.is_repeated(bare):
        return []
    found = _valid(_letters_for_digits(bare)) or _valid(_slips(bare))
    return sorted(found, key=_is_branch)[:MOST]


def _is_branch(slip: Near) -> bool:
    """Whether it is a company's second or later office: rarer than the first, whose number ends in 0001."""
    return readers.is_cnpj(slip.value) and slip.value[8:12] != HEAD_OFFICE


def _valid(slips: Iterator[Near]) -> list[Near]:
    """Those that lead to a valid number, each number once."""
    found: dict[str, Near] = {}
    for slip in slips:
        if slip.value not in found and _is_tax_id(slip.value):
            found[slip.value] = slip
    return list(found.values())


def _is_tax_id(bare: str) -> bool:
    try:
        return readers.tax_id(bare) == bare
    except InvalidAnswer:
        return False


def _slips(bare: str) -> Iterator[Near]:
    """Everything a number may have been meant as, valid or not, the likeliest first."""
    if len(bare) in WHOLE:
        yield from _neighbours_swapped(bare)
        yield from _confused(bare)
    elif len(bare) in TWIN_LOST:
        yield from _twin_lost(bare)
    elif len(bare) in TWIN_ADDED:
        yield from _twin_added(bare)


def _letters_for_digits(bare: str) -> Iterator[Near]:
    """All of them: who takes the letter O for a zero does so each time. A number that is right without its
    letters had none: nothing else is worth offering.
    """
    letters, digits = "".join(dict.fromkeys(c for c in bare if c.isalpha())), bare.translate(_AS_DIGITS)
    if letters and digits.isdecimal():
        yield Near(digits, letters, letters.translate(_AS_DIGITS))


def _neighbours_swapped(bare: str) -> Iterator[Near]:
    for at in range(len(bare) - 1):
        typed, meant = bare[at : at + 2], bare[at : at + 2][::-1]
        yield Near(f"{bare[:at]}{meant}{bare[at + 2 :]}", typed, meant)


def _confused(bare: str) -> Iterator[Near]:
    """One character read or typed as another. A number that has letters is the likelier to have one more."""
    digits = (*LOOKS, *KEYS, *PAD)
    for pair in (*digits, *LETTERS) if bare.isdecimal() else (*LETTERS, *digits):
        for at, typed in enumerate(bare):
            if typed in pair:
                meant = pair.replace(typed, "")
                yield Near(f"{bare[:at]}{meant}{bare[at + 1 :]}", typed, meant)


def _twin_lost(bare: str) -> Iterator[Near]:
    """One of equal neighbours was left out, or the zero at the beginning, which spreadsheets drop."""
    for at, twins in _stretches(bare):
        yield Near(f"{bare[:at]}{twins[0]}{bare[at:]}", twins, twins[0] + twins)
    yield Near(f"0{bare}", bare[0], f"0{bare[0]}")


def _twin_added(bare: str) -> Iterator[Near]:
    """A character was typed once too often."""
    for at, twins in _stretches(bare):
        if len(twins) > 1:
            yield Near(f"{bare[:at]}{bare[at + 1 :]}", twins, twins[1:])


def _stretches(bare: str) -> Iterator[tuple[int, str]]:
    """Each stretch of equal characters, and where it begins."""
    at = 0
    for _, group in groupby(bare):
        twins = "".join(group)
        yield at, twins
        at += len(twins)
