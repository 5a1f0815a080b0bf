"""What the doctor found, and how it is told."""

from dataclasses import dataclass
from typing import Literal

from rich.text import Text

State = Literal["ok", "look", "broken", "off"]
COLOURS: dict[State, str] = {"ok": "green", "look": "yellow", "broken": "red", "off": "dim"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found.

    Args:
        what: was looked at.
        state: `ok`, `look` (works, but see), `broken`, or `off` (switched off, or not needed).
        detail: in words.
        mend: what to do, empty if nothing.
    """

    what: str
    state: State
    detail: str
    mend: str = ""


def report(findings: list[Finding]) -> Text:
    """The findings for a person to read: lines as long as they are, so that a path can be copied."""
    column = max(len(finding.what) for finding in findings) + 10
    told = Text()
    for finding in findings:
        lines = [*finding.detail.splitlines(), *([f"→ {finding.mend}"] if finding.mend else [])]
        below = "\n" + " " * column
        told.append(f"{finding.state:<8}{finding.what:<{column - 8}}", COLOURS[finding.state])
        told.append(below.join(lines) + "\n")
    return told


def first_line(error: BaseException) -> str:
    """What an error says; drivers add statements and hints below."""
    return str(error).partition("\n")[0]
