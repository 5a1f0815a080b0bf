"""Flat records on standard output, as CSV or JSON."""

import csv
import io
import json
import sys
from collections.abc import Sequence

from bot.operator import csv_cell
from bot.operator.customers_export import FIELDS

Record = dict[str, str]


def write_csv(records: Sequence[Record]) -> None:
    """Writes a line of names and one a record; no cell runs as a spreadsheet's formula."""
    _speak_utf8()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows([csv_cell(record[name]) for name in FIELDS] for record in records)


def write_json(records: Sequence[Record]) -> None:
    """Writes one list of objects, values as they are."""
    _speak_utf8()
    json.dump(records, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _speak_utf8() -> None:
    """Whoever reads the records expects it, whatever the terminal's language is set to."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
