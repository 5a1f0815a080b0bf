"""The registration's picture."""

from pathlib import Path

import pytest

from bot.diagram import diagram, label
from conversations.registration.flow import FORM

PICTURE = Path(__file__).parents[2] / "docs" / "registration.mmd"


def test_the_picture_is_current() -> None:
    """docs/registration.mmd is what `python -m bot.diagram` draws."""
    assert PICTURE.read_text() == diagram(FORM)


@pytest.mark.parametrize("id_", FORM.questions())
def test_every_question_is_drawn(id_: str) -> None:
    """Once as a node, in the order it is asked."""
    node = id_.replace(".", "_")
    drawn = [
        line for line in diagram(FORM).splitlines() if line.strip().startswith((f"{node}[", f"{node}{{"))
    ]
    assert 1 == len(drawn)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CNPJ ou CPF", '"CNPJ ou CPF"'),
        ('toque em "Avançar"', '"toque em #quot;Avançar#quot;"'),
        ("nº #1 <b>", '"nº #35;1 #lt;b#gt;"'),
        ("`a`\nb", '"#96;a#96;<br>b"'),
    ],
)
def test_labels_are_escaped(text: str, expected: str) -> None:
    """Nothing in a label is read as Mermaid's own."""
    assert expected == label(text)
