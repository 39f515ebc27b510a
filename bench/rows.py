"""Work of many teams written straight into an SQLite file, for a ledger of any size in seconds.

Reports, lines, decisions, verdicts and entries name each other as the services would have left them, and the tallies
add up. Only the price of a line is made up: three points each.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

LINES = ("vneid_level2_support", "account_data_update_support", "dvc_partial_support", "dvc_full_support")
DAYS = 27
MOST = 1_000


def fill(file: Path, places: Sequence[tuple[int, str]], entries: int, actor: int) -> None:
    """Whole reports of four lines, team after team, day after day."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        (campaign,) = connection.execute("SELECT id FROM campaigns").fetchone()
        _insert(connection, REPORTS, (_report(at, places, actor) for at in range(entries // len(LINES))))
        _insert(
            connection,
            REPORT_LINES,
            ((at + 1, at // 4 + 1, at % 4, LINES[at % 4], _count(at)) for at in range(entries)),
        )
        _insert(connection, DECISIONS, (_decision(at, places, actor) for at in range(entries // len(LINES))))
        _insert(connection, VERDICTS, ((at + 1, at // 4 + 1, at + 1, _count(at), _count(at)) for at in range(entries)))
        _insert(connection, ENTRIES, (_entry(at, places, campaign, actor) for at in range(entries)))
        connection.execute("UPDATE ledger_heads SET seq = ?", (entries,))
        connection.execute(TALLIES)
        connection.execute(TEAM_TALLIES)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


REPORTS = (
    "INSERT INTO reports (id, uuid, enrolment_id, activity_day, note, late_reason, team_size, members_present, state, "
    "late, version, content_hash, created_by_id, created_at, first_submitted_at, submitted_at, decision_id) "
    "VALUES (?, ?, ?, ?, '', '', 8, 6, 'decided', 0, 1, '', ?, ?, ?, ?, ?)"
)
REPORT_LINES = "INSERT INTO report_lines (id, report_id, position, activity_code, claimed) VALUES (?, ?, ?, ?, ?)"
DECISIONS = (
    "INSERT INTO decisions (id, report_id, kind, by_id, decided_at, report_version, content_hash, unit_path, reason, "
    "seq) VALUES (?, ?, 'decided', ?, ?, 1, '', ?, '', ?)"
)
VERDICTS = (
    "INSERT INTO verdicts (id, decision_id, line_id, verdict, claimed, verified_quantity, reason) "
    "VALUES (?, ?, ?, 'verified', ?, ?, '')"
)
ENTRIES = (
    "INSERT INTO ledger_entries (campaign_id, seq, enrolment_id, line_id, report_id, activity_code, activity_day, "
    "kind, verified_quantity, scored_quantity, points, rules_version, actor_id, reason, cause, posted_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 'award', ?, ?, ?, 1, ?, 'decision', ?, ?)"
)
TALLIES = (
    "INSERT INTO tallies (campaign_id, activity_code, verified_quantity, scored_quantity) SELECT campaign_id, "
    "activity_code, sum(verified_quantity), sum(scored_quantity) FROM ledger_entries GROUP BY 1, 2"
)
TEAM_TALLIES = (
    "INSERT INTO team_tallies (enrolment_id, activity_code, verified_quantity, scored_quantity, points) "
    "SELECT enrolment_id, activity_code, sum(verified_quantity), sum(scored_quantity), sum(points) "
    "FROM ledger_entries GROUP BY 1, 2"
)


def _insert(connection: sqlite3.Connection, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    while part := list(islice(rows, MOST)):
        connection.executemany(statement, part)


def _count(line: int) -> int:
    """Teams differ, and so do their lines."""
    return 1 + (line * 7 + line // 4 * 3) % 9


def _day(report: int, teams: int) -> date:
    return date(2026, 3, 1) + timedelta(days=report // teams % DAYS)


def _evening(report: int, teams: int) -> str:
    return f"{_day(report, teams)} 12:00:00.000000"


def _report(at: int, places: Sequence[tuple[int, str]], actor: int) -> tuple[object, ...]:
    sent = _evening(at, len(places))
    enrolment = places[at % len(places)][0]
    return (
        at + 1,
        str(UUID(int=at + 1, version=4)),
        enrolment,
        _day(at, len(places)).isoformat(),
        actor,
        sent,
        sent,
        sent,
        at + 1,
    )


def _decision(at: int, places: Sequence[tuple[int, str]], actor: int) -> tuple[object, ...]:
    return at + 1, at + 1, actor, _evening(at, len(places)), places[at % len(places)][1], (at + 1) * len(LINES)


def _entry(at: int, places: Sequence[tuple[int, str]], campaign: int, actor: int) -> tuple[object, ...]:
    report, count = at // len(LINES), _count(at)
    where = (
        places[report % len(places)][0],
        at + 1,
        report + 1,
        LINES[at % len(LINES)],
        _day(report, len(places)).isoformat(),
    )
    return campaign, at + 1, *where, count, count, 3 * count, actor, f"decision:{report}", _evening(report, len(places))
