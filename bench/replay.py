"""The floor of a verification: the rows it left, written again by the database's own driver, one transaction each."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from sqlalchemy import Engine

Row = Sequence[object]
GIVEN = ("decisions", "verdicts", "ledger_entries", "badge_awards", "notices")
TABLES = (*GIVEN, "audit_events", "team_counts")


@dataclass(slots=True)
class Landed:
    """What one verification wrote: whole rows by table, and the figures it moved."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    report: tuple[int, int] = (0, 0)  # id, decision
    enrolment_id: int = 0
    day: object = None
    head: tuple[int, str] = (0, "")
    audit: tuple[int, str] = (0, "")
    counts: Row = ()  # of the team; as they are after the last of all verifications, unless they were noted meanwhile
    sums: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def written(engine: Engine, reports: Sequence[str]) -> tuple[dict[str, str], list[Landed]]:
    """The INSERT of each table, and what the verification of each of those reports (by uuid) wrote, in their order."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        columns = {table: _columns(cursor, table) for table in TABLES}
        found = {uuid: Landed() for uuid in reports}
        ids = _index(cursor, "SELECT id, uuid, enrolment_id, decision_id FROM reports WHERE state = 'decided'")
        by_id = {row[0]: found[row[1]] for row in ids if row[1] in found}
        by_decision = {}
        for row in ids:
            if row[1] in found:
                found[row[1]].report, found[row[1]].enrolment_id = (row[0], row[3]), row[2]
                by_decision[row[3]] = found[row[1]]
        _gather(cursor, columns, by_id, by_decision)
    inserts = {
        table: f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})"
        for table, names in columns.items()
    }
    return inserts, list(found.values())


def _gather(
    cursor: Any, columns: dict[str, list[str]], by_id: dict[int, Landed], by_decision: dict[int, Landed]
) -> None:
    by_seq = _entries(_rows(cursor, columns, "ledger_entries"), by_id)
    whose: dict[str, Callable[[dict[str, Any]], Landed | None]] = {
        "decisions": lambda name: by_decision.get(name["id"]),
        "verdicts": lambda name: by_decision.get(name["decision_id"]),
        "badge_awards": lambda name: by_seq.get((name["enrolment_id"], name["seq"])),
        "notices": lambda name: by_decision.get(int(name["key"].split(":")[1])),
        "audit_events": lambda name: by_decision.get(json.loads(name["detail"]).get("decision")),
    }
    for table, finds in whose.items():
        for name, row in _rows(cursor, columns, table):
            if landed := finds(name):
                landed.rows[table].append(row)
                if table == "audit_events":
                    landed.audit = (name["id"], name["hash"])
    counts = {name["enrolment_id"]: row for name, row in _rows(cursor, columns, "team_counts")}
    for landed in by_id.values():
        landed.counts = counts[landed.enrolment_id]


def _entries(rows: Iterable[tuple[dict[str, Any], Row]], by_id: dict[int, Landed]) -> dict[tuple[int, int], Landed]:
    """Give each its ledger entries; by team and sequence whose they are."""
    by_seq: dict[tuple[int, int], Landed] = {}
    for name, row in rows:
        landed = by_id.get(name["report_id"])
        if landed:
            landed.rows["ledger_entries"].append(row)
            landed.head = max(landed.head, (name["seq"], name["hash"]))
            by_seq[name["enrolment_id"], name["seq"]] = landed
            landed.day = name["activity_day"]
            sums = landed.sums.get(name["activity_code"], (0, 0, 0))
            moved = (name["verified_quantity"], name["scored_quantity"], name["points"])
            landed.sums[name["activity_code"]] = tuple(map(sum, zip(sums, moved, strict=True)))  # type: ignore[assignment]
    return by_seq


def replay(engine: Engine, campaign_id: int, inserts: dict[str, str], landed: Iterable[Landed]) -> list[float]:
    """Write each again; the seconds each transaction took."""
    embedded = engine.dialect.name == "sqlite"
    pooled = engine.raw_connection()
    cursor = pooled.cursor()
    mark = "?" if embedded else "%s"
    inserts = {table: statement.replace("?", mark) for table, statement in inserts.items()}
    others = {name: statement.replace("?", mark) for name, statement in OTHERS.items()}
    lock = "" if embedded else " FOR UPDATE"
    taken = []
    for each in landed:
        begun = perf_counter()
        if embedded:
            cursor.execute("BEGIN IMMEDIATE")
        cursor.execute(others["head"] + lock, (campaign_id,))
        cursor.fetchone()
        for statement, rows in _writes(each, inserts, others, campaign_id):
            cursor.executemany(statement, rows) if len(rows) > 1 else cursor.execute(statement, rows[0])
        cursor.execute(others["audit head"] + lock)
        cursor.fetchone()
        cursor.execute(inserts["audit_events"], each.rows["audit_events"][0])
        cursor.execute(others["move audit head"], each.audit)
        cursor.execute("COMMIT") if embedded else pooled.commit()
        taken.append(perf_counter() - begun)
    pooled.close()
    return taken


OTHERS = {
    "head": "SELECT seq, hash FROM ledger_heads WHERE campaign_id = ?",
    "move head": "UPDATE ledger_heads SET seq = ?, hash = ? WHERE campaign_id = ?",
    "audit head": "SELECT seq, hash FROM audit_heads WHERE id = 1",
    "move audit head": "UPDATE audit_heads SET seq = ?, hash = ? WHERE id = 1",
    "counts": "INSERT INTO team_counts (enrolment_id, counts) VALUES (?, ?) "
    "ON CONFLICT (enrolment_id) DO UPDATE SET counts = excluded.counts",
    "report": "UPDATE reports SET state = 'decided', decision_id = ? WHERE id = ?",
    "standing": "UPDATE standings SET points = points + ?, verified_quantity = verified_quantity + ?, "
    "scored_quantity = scored_quantity + ?, last_entry_seq = ?, reports_decided = reports_decided + 1, "
    "reports_verified = reports_verified + 1 WHERE enrolment_id = ?",
    "tally": "INSERT INTO tallies (campaign_id, activity_code, verified_quantity, scored_quantity) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (campaign_id, activity_code) DO UPDATE SET "
    "verified_quantity = tallies.verified_quantity + excluded.verified_quantity, "
    "scored_quantity = tallies.scored_quantity + excluded.scored_quantity",
    "team tally": "INSERT INTO team_tallies (enrolment_id, activity_code, verified_quantity, scored_quantity, points) "
    "VALUES (?, ?, ?, ?, ?) ON CONFLICT (enrolment_id, activity_code) DO UPDATE SET "
    "verified_quantity = team_tallies.verified_quantity + excluded.verified_quantity, "
    "scored_quantity = team_tallies.scored_quantity + excluded.scored_quantity, "
    "points = team_tallies.points + excluded.points",
    "day tally": "INSERT INTO day_tallies "
    "(enrolment_id, day, activity_code, verified_quantity, scored_quantity, points) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (enrolment_id, day, activity_code) DO UPDATE SET "
    "verified_quantity = day_tallies.verified_quantity + excluded.verified_quantity, "
    "scored_quantity = day_tallies.scored_quantity + excluded.scored_quantity, "
    "points = day_tallies.points + excluded.points",
}


def _writes(
    landed: Landed, inserts: dict[str, str], others: dict[str, str], campaign_id: int
) -> Iterator[tuple[str, list[Row]]]:
    for table in GIVEN:
        if landed.rows[table]:
            yield inserts[table], landed.rows[table]
    yield others["report"], [(landed.report[1], landed.report[0])]
    verified, scored, points = map(sum, zip(*landed.sums.values(), strict=True))
    yield others["standing"], [(points, verified, scored, landed.head[0], landed.enrolment_id)]
    yield others["tally"], [(campaign_id, code, *sums[:2]) for code, sums in sorted(landed.sums.items())]
    yield others["team tally"], [(landed.enrolment_id, code, *sums) for code, sums in sorted(landed.sums.items())]
    yield (
        others["day tally"],
        [(landed.enrolment_id, landed.day, code, *sums) for code, sums in sorted(landed.sums.items())],
    )
    yield others["counts"], [landed.counts]
    yield others["move head"], [(*landed.head, campaign_id)]


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")
    return [each[0] for each in cursor.description]


def _rows(cursor: Any, columns: dict[str, list[str]], table: str) -> Iterator[tuple[dict[str, Any], Row]]:
    order = {"ledger_entries": "seq", "team_counts": "enrolment_id"}.get(table, "id")
    cursor.execute(f"SELECT {', '.join(columns[table])} FROM {table} ORDER BY {order}")
    for row in cursor.fetchall():
        plain = [json.dumps(value) if isinstance(value, dict) else value for value in row]
        yield dict(zip(columns[table], plain, strict=True)), plain


def _index(cursor: Any, question: str) -> list[Any]:
    cursor.execute(question)
    return list(cursor.fetchall())
