"""What issue 4 asks for, beside what was measured."""

from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Aim:
    """One figure.

    Args:
        figure: what it is.
        aim: what it should be, with its unit.
        measured: what it is.
        met: whether that is enough.
    """

    figure: str
    aim: str
    measured: str
    met: bool


def table(aims: list[Aim]) -> Table:
    """All of them, each met or missed."""
    made = Table(title="Aims", title_justify="left")
    for name in ("figure", "aim", "measured", ""):
        made.add_column(name)
    for aim in aims:
        made.add_row(aim.figure, aim.aim, aim.measured, "met" if aim.met else "MISSED")
    return made
