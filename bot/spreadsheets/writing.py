"""The program that writes a spreadsheet: lines of JSON come in, the file goes out.

A process of its own, as 100,000 lines are seconds of work that nobody's turn should wait for. It keeps no
more than a line in memory.
"""

import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import xlsxwriter

from bot.operator.customers_export import csv_cell

WIDEST = 40
"""Of a column, in characters."""


def write_csv(lines: Iterable[list[str]], out: IO[bytes]) -> None:
    """As Brazil's Excel opens it by a double click: semicolons, and a mark that says UTF-8."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([csv_cell(cell) for cell in line])
    text.detach()


def write_xlsx(lines: Iterable[list[str]], out: IO[bytes]) -> None:
    """Every cell as text, which runs nothing, whatever it begins with."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "book.xlsx"
        book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": home})
        sheet = book.add_worksheet("Clientes")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for number, line in enumerate(lines):
            if number == 0:
                sheet.set_column(0, len(line) - 1, WIDEST // 2)
            for place, cell in enumerate(line):
                sheet.write_string(number, place, cell, None if number else bold)
        book.close()
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def _lines(source: IO[bytes]) -> Iterator[list[str]]:
    return (json.loads(line) for line in source)


if __name__ == "__main__":
    WRITERS[sys.argv[1]](_lines(sys.stdin.buffer), sys.stdout.buffer)
