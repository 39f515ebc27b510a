"""Work of many teams written straight into a database, for a ledger of any size in seconds.

Reports, lines, decisions, verdicts and entries name each other as the services would have left them, the tallies add
up and the chain holds. Lines are priced as the rules of TTN2026 price them, and none reaches a cap.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Engine

from app.rulebook.chain import NO_HASH, instant, link

LINES = ("vneid_level2_support", "account_data_update_support", "dvc_partial_support", "dvc_full_support")
POINTS = (3, 2, 4, 5)
WAITING = LINES[:2]
DAYS = 27
MOST = 1_000
A_DAY = 4  # reports of one team that wait for each day


class Place(NamedTuple):
    """One team's place in the campaign."""

    enrolment_id: int
    team_code: str
    path: str


class Actor(NamedTuple):
    """Who wrote everything."""

    id: int
    uuid: str


def fill(engine: Engine, campaign: str, places: Sequence[Place], entries: int, actor: Actor) -> None:
    """Whole decided reports of four lines, team after team, day after day."""
    with writing(engine) as connection:
        (number,) = _one(connection, f"SELECT id FROM campaigns WHERE code = '{campaign}'")
        reports = range(entries // len(LINES))
        insert_all(connection, REPORTS, (_report(at, places, actor.id) for at in reports))
        insert_all(
            connection,
            REPORT_LINES,
            ((at + 1, at // 4 + 1, at % 4, LINES[at % 4], _count(at)) for at in range(entries)),
        )
        insert_all(connection, DECISIONS, (_decision(at, places, actor.id) for at in reports))
        insert_all(
            connection, VERDICTS, ((at + 1, at // 4 + 1, at + 1, _count(at), _count(at)) for at in range(entries))
        )
        chain = _Chain(campaign, number, places, actor)
        insert_all(connection, ENTRIES, (chain.entry(at) for at in range(entries)))
        insert_all(connection, MOVE_HEAD, [(entries, chain.last, number)])
        for statement in (TALLIES, TEAM_TALLIES, DAY_TALLIES):
            connection.execute(statement)


def wait(engine: Engine, places: Sequence[Place], count: int, author: int, now: datetime) -> list[str]:
    """Undecided reports of two lines, team after team, sent now, of today and the days before; returns their ids."""
    with writing(engine) as connection:
        (after,) = _one(connection, "SELECT coalesce(max(id), 0) FROM reports")
        (line,) = _one(connection, "SELECT coalesce(max(id), 0) FROM report_lines")
        rows = [_waiting(after, at, places, author, now) for at in range(count)]
        insert_all(connection, REPORTS, rows)
        lines = len(WAITING)
        insert_all(
            connection,
            REPORT_LINES,
            (
                (line + at + 1, after + at // lines + 1, at % lines, WAITING[at % lines], 1 + at % 5)
                for at in range(count * lines)
            ),
        )
        for table in ("reports", "report_lines", "decisions", "verdicts"):
            continued(connection, table)
    return [str(row[1]) for row in rows]


REPORTS = (
    "INSERT INTO reports (id, uuid, enrolment_id, activity_day, note, service_confirmation, document_reference, "
    "media_link, late_reason, team_size, members_present, origin, state, late, version, content_hash, created_by_id, "
    "created_at, first_submitted_at, submitted_at, decision_id, risk) "
    "VALUES (?, ?, ?, ?, '', '', '', '', '', 8, 6, 'team', ?, ?, 1, '', ?, ?, ?, ?, ?, 0)"
)
REPORT_LINES = "INSERT INTO report_lines (id, report_id, position, activity_code, claimed) VALUES (?, ?, ?, ?, ?)"
DECISIONS = (
    "INSERT INTO decisions (id, report_id, kind, by_id, decided_at, report_version, content_hash, unit_path, reason, "
    "seq, first_look) VALUES (?, ?, 'decided', ?, ?, 1, '', ?, '', ?, ?)"
)
VERDICTS = (
    "INSERT INTO verdicts (id, decision_id, line_id, verdict, claimed, verified_quantity, reason) "
    "VALUES (?, ?, ?, 'verified', ?, ?, '')"
)
ENTRIES = (
    "INSERT INTO ledger_entries (campaign_id, seq, enrolment_id, line_id, report_id, activity_code, activity_day, "
    "kind, verified_quantity, scored_quantity, points, rules_version, actor_id, reason, cause, posted_at, body, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 'award', ?, ?, ?, 1, ?, 'decision', ?, ?, ?, ?)"
)
MOVE_HEAD = "UPDATE ledger_heads SET seq = ?, hash = ? WHERE campaign_id = ?"
TALLIES = (
    "INSERT INTO tallies (campaign_id, activity_code, verified_quantity, scored_quantity) SELECT campaign_id, "
    "activity_code, sum(verified_quantity), sum(scored_quantity) FROM ledger_entries GROUP BY 1, 2"
)
TEAM_TALLIES = (
    "INSERT INTO team_tallies (enrolment_id, activity_code, verified_quantity, scored_quantity, points) "
    "SELECT enrolment_id, activity_code, sum(verified_quantity), sum(scored_quantity), sum(points) "
    "FROM ledger_entries GROUP BY 1, 2"
)

DAY_TALLIES = (
    "INSERT INTO day_tallies (enrolment_id, day, activity_code, verified_quantity, scored_quantity, points) "
    "SELECT enrolment_id, activity_day, activity_code, sum(verified_quantity), sum(scored_quantity), sum(points) "
    "FROM ledger_entries GROUP BY 1, 2, 3"
)


class writing:
    """One transaction of the database's own driver; nothing of it need outlast this machine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.mark = "?" if engine.dialect.name == "sqlite" else "%s"

    def __enter__(self) -> "writing":
        self.pooled = self.engine.raw_connection()
        self.cursor = self.pooled.cursor()
        if self.mark == "?":
            self.cursor.execute("PRAGMA synchronous=OFF")
            self.cursor.execute("BEGIN IMMEDIATE")
        return self

    def execute(self, statement: str) -> Any:
        self.cursor.execute(statement)
        return self.cursor

    def many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        self.cursor.executemany(statement.replace("?", self.mark), rows)

    def __exit__(self, kind: object, *_more: object) -> None:
        if self.mark == "?":
            self.cursor.execute("ROLLBACK" if kind else "COMMIT")
            self.cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.cursor.execute("PRAGMA synchronous=FULL")
        elif not kind:
            self.pooled.commit()
        self.pooled.close()


def _one(connection: writing, question: str) -> Any:
    return connection.execute(question).fetchone()


def insert_all(connection: writing, statement: str, rows: Iterable[Sequence[object]]) -> None:
    coming: Iterator[Sequence[object]] = iter(rows)
    while part := list(islice(coming, MOST)):
        connection.many(statement, part)


def continued(connection: writing, table: str) -> None:
    """PostgreSQL numbers rows by a sequence, which knows nothing of ids that were given."""
    if connection.mark != "?":
        connection.execute(f"SELECT setval('{table}_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)")


def _count(line: int) -> int:
    """Teams differ, and so do their lines."""
    return 1 + (line * 5 + line // 4 * 3) % 7


def _points(line: int, count: int, day: date) -> int:
    """120 % on Sundays and the founding day, for dossiers on Saturdays too."""
    dossier = LINES[line % 4].startswith("dvc_")
    peak = day.weekday() == 6 or (day.month, day.day) == (3, 26) or (dossier and day.weekday() == 5)
    return count * POINTS[line % 4] * (120 if peak else 100) // 100


def _day(report: int, teams: int) -> date:
    return date(2026, 3, 1) + timedelta(days=report // teams % DAYS)


def _evening(report: int, teams: int) -> str:
    return f"{_day(report, teams)} 12:00:00.000000"


def _report(at: int, places: Sequence[Place], actor: int) -> Sequence[object]:
    sent, day = _evening(at, len(places)), _day(at, len(places)).isoformat()
    uuid = str(UUID(int=at + 1, version=4))
    enrolment = places[at % len(places)].enrolment_id
    return at + 1, uuid, enrolment, day, "decided", False, actor, sent, sent, sent, at + 1


def _waiting(after: int, at: int, places: Sequence[Place], author: int, now: datetime) -> Sequence[object]:
    number, place = after + at + 1, places[at % len(places)]
    of = now.date() - timedelta(days=at // len(places) // A_DAY % DAYS)
    sent = f"{now:%Y-%m-%d %H:%M:%S}.{number % 1_000_000:06}"
    uuid, day = str(UUID(int=number, version=4)), of.isoformat()
    return number, uuid, place.enrolment_id, day, "submitted", False, author, sent, sent, sent, None


def _decision(at: int, places: Sequence[Place], actor: int) -> Sequence[object]:
    path = places[at % len(places)].path
    return at + 1, at + 1, actor, _evening(at, len(places)), path, (at + 1) * len(LINES), True


class _Chain:
    """Entries in the words of docs/ledger.md, one after the other."""

    def __init__(self, campaign: str, number: int, places: Sequence[Place], actor: Actor) -> None:
        self.campaign, self.number, self.places, self.actor = campaign, number, places, actor
        self.last = NO_HASH

    def entry(self, at: int) -> Sequence[object]:
        report, count = at // len(LINES), _count(at)
        place, code = self.places[report % len(self.places)], LINES[at % len(LINES)]
        on, posted = _day(report, len(self.places)), _evening(report, len(self.places))
        day, points = on.isoformat(), _points(at, count, on)
        body, self.last = link(
            self.last,
            {
                "seq": at + 1,
                "campaign": self.campaign,
                "team_code": place.team_code,
                "report_id": str(UUID(int=report + 1, version=4)),
                "activity_code": code,
                "activity_day": day,
                "kind": "award",
                "verified_quantity": count,
                "scored_quantity": count,
                "points": points,
                "rules_version": 1,
                "actor": self.actor.uuid,
                "reason": "decision",
                "posted_at": instant(datetime.fromisoformat(f"{posted}+00:00")),
            },
        )
        about = (self.number, at + 1, place.enrolment_id, at + 1, report + 1, code, day)
        return *about, count, count, points, self.actor.id, f"decision:{report}", posted, body, self.last
