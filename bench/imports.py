"""How long imports take: the Union's 3,300 units, the same again, and 10,000 rows of reports."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from bench.commands import ROOT, run, timed
from bench.figures import Figure

UNITS = ROOT / "campaigns" / "units" / "units-2025.csv"
RULES = ROOT / "campaigns" / "ttn2026-gia-lai.toml"
CODE = "TTN2026"
TEAMS = 100
ROWS = 10_000
ACTIVITIES = ("vneid_level2_support", "dvc_full_support", "e_payment_support", "dvc_partial_support")


def measure() -> Sequence[Figure]:
    """Seconds of each import as a command, the start of Python included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(folder, ("db", "upgrade"))
        first = timed(folder, "units", "import", UNITS)
        again = timed(folder, "units", "import", UNITS)
        run(folder, ("campaign", "load", RULES))
        run(folder, ("teams", "import", _teams(folder), "--campaign", CODE))
        reports = _reports(folder)
        rows = timed(folder, "reports", "import", reports, "--campaign", CODE)
        rows_again = timed(folder, "reports", "import", reports, "--campaign", CODE)
    return [
        Figure(f"units import ({_lines(UNITS):,} units)", first, "s", 10),
        Figure("units import again, nothing changes", again, "s", 10),
        Figure(f"reports import ({ROWS:,} rows)", rows, "s", 60),
        Figure("reports import again, nothing changes", rows_again, "s", 60),
    ]


def _lines(path: Path) -> int:
    with path.open(encoding="utf-8-sig") as file:
        return sum(1 for _ in csv.DictReader(file))


def _communes() -> list[str]:
    with UNITS.open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["parent_code"] == "T52" and row["level"] == "commune"]
    return [row["code"] for row in rows]


def _teams(folder: Path) -> Path:
    communes = _communes()
    rows = [
        (f"DO{at:03}", f"Đội hình đo {at}", "volunteer_team", communes[at % len(communes)], "phuong", 8)
        for at in range(TEAMS)
    ]
    return _written(folder / "teams.csv", ("code", "name", "kind", "unit_code", "cluster_code", "size"), rows)


def _reports(folder: Path) -> Path:
    columns = ("report_id", "team_code", "activity_day", "submitted_at", "activity_code", "claimed", "decision")
    return _written(folder / "reports.csv", (*columns, "verified", "decided_at", "verifier_login", "reason"), _rows())


def _rows() -> Iterator[tuple[object, ...]]:
    """Each team reports on every day of March, four kinds of work in each report, until there are enough rows."""
    for number in range(ROWS // len(ACTIVITIES)):
        day = date(2026, 3, 1) + timedelta(days=number // TEAMS)
        evening, next_morning = f"{day}T19:00:00+07:00", f"{day + timedelta(days=1)}T08:00:00+07:00"
        for place, code in enumerate(ACTIVITIES):
            report = (UUID(int=number + 1, version=4), f"DO{number % TEAMS:03}", day, evening)
            yield (*report, code, 3 + (number + place) % 9, "verified", "", next_morning, "", "")


def _written(path: Path, columns: Sequence[str], rows: object) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)  # type: ignore[arg-type]
    return path
