"""Files for tests of imports: rows as dictionaries, written as CSV or XLSX, and commands run over them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter
from click.testing import Result
from flask import Flask

from tests.cast import CODE

FIRST = "00000000-0000-4000-8000-000000000001"


def report_id(number: int) -> str:
    """The same id for the same number."""
    return str(UUID(int=number, version=4))


def line(**changes: object) -> dict[str, object]:
    """One report row: QN1, Sunday 08/03, twenty accounts, verified as claimed."""
    return {
        "report_id": FIRST,
        "team_code": "QN1",
        "activity_day": "2026-03-08",
        "submitted_at": "2026-03-08T19:00:00+07:00",
        "activity_code": "vneid_level2_support",
        "claimed": "20",
        "decision": "verified",
        "verified": "",
        "decided_at": "2026-03-09T08:00:00+07:00",
        "verifier_login": "",
        "reason": "",
    } | changes


def undecided(**changes: object) -> dict[str, object]:
    """The same row before anybody decided."""
    return line(decision="", verified="", decided_at="", verifier_login="") | changes


def write_csv(path: Path, rows: Iterable[Mapping[str, object]], encoding: str = "utf-8") -> Path:
    rows = list(rows)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Numbers stay numbers, everything else is text."""
    rows = list(rows)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row.values()):
                if isinstance(value, int | float):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, str(value))
    return path


def run(app: Flask, *arguments: object) -> Result:
    """A command as it would be typed."""
    return app.test_cli_runner().invoke(args=[str(each) for each in arguments])


def import_rows(app: Flask, folder: Path, *rows: Mapping[str, object]) -> Result:
    """`reports import` over these rows."""
    return run(app, "reports", "import", write_csv(folder / "reports.csv", rows), "--campaign", CODE)
