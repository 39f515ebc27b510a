"""Waiting reports are looked at: what makes a verifier look twice is written beside them, anew each time.

Flags are derived rows: they follow from the reports, and can be written again at any time. Whoever sends looks at their
own report while nobody else looks (one at a time, until the commit), so of two teams that send at the same moment the
later one sees the earlier. Reports of other teams that a finding touches are looked at again, but never waited for:
one whose row is held is being sent or decided at this moment, and whoever sends it looks next.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from app.database import Base, db
from app.driver import is_postgresql, without_waiting
from app.models import Report
from app.queries import flag_facts
from app.queries.flag_facts import Case
from app.queries.together import asked_together
from app.rulebook import flags

LOCK = func.pg_advisory_xact_lock(0x666C616773)
ONE_AT_A_TIME = select(LOCK)
AT_ONCE = 500
FLAGS, REPORTS = Base.metadata.tables["report_flags"], Base.metadata.tables["reports"]
OF_THESE = FLAGS.c.report_id.in_(bindparam("ids", expanding=True))
CLEAR = delete(FLAGS).where(OF_THESE)
INSERT = insert(FLAGS).inline()
WEIGH = update(REPORTS).where(REPORTS.c.id == bindparam("report")).values(risk=bindparam("risk"))
WAITING = (
    select(Report.id)
    .where(Report.uuid.in_(bindparam("uuids", expanding=True)), Report.state == "submitted")
    .order_by(Report.id)
    .with_for_update(key_share=True, skip_locked=True)
)


def look(report_ids: Collection[int]) -> None:
    """Flag these reports, whose rows the caller holds, and look again at whatever a finding touches or touched."""
    if not report_ids:
        return
    db.session.flush()
    ids = sorted(report_ids)
    touched, own = set[str](), set[str]()
    for start in range(0, len(ids), AT_ONCE):
        cases, beside = _look(ids[start : start + AT_ONCE])
        own |= {each.uuid for each in cases}
        touched |= beside
    _again(touched - own)


def look_again(uuids: Collection[str]) -> None:
    """Flag anew those of these reports that wait and that nobody holds, and leave it at that."""
    if not uuids:
        return
    _one_at_a_time()
    _again(uuids)


def forget(report: Report) -> None:
    """A report that waits no longer, because its team took it back, makes nobody look twice."""
    report.risk = 0
    db.session.flush()
    _, touched = _look([report.id])
    _again(touched)


def _again(uuids: Collection[str]) -> None:
    """Nobody else looks meanwhile, which whoever asks for this has seen to."""
    known = sorted(uuids)
    for start in range(0, len(known), AT_ONCE):
        (waiting,) = asked_together((WAITING, {"uuids": known[start : start + AT_ONCE]}))
        _look([report_id for (report_id,) in waiting])


def _one_at_a_time() -> None:
    """Taken after the reports are held and before any chain's head; SQLite lets one writer in at a time anyway."""
    if is_postgresql():
        asked_together((ONE_AT_A_TIME, {}))


def _look(ids: Collection[int]) -> tuple[Sequence[Case], set[str]]:
    """Write the flags of those that wait, clear those of the others; whom old and new findings touch, by uuid."""
    if not ids:
        return [], set()
    cases, stored = flag_facts.looked_at(ids, LOCK)
    found = [(each, flags.raised(each.facts, each.flags)) for each in cases]
    rows = [_row(case, place, flag) for case, raised in found for place, flag in enumerate(raised)]
    weighed = [(each, flags.risk(raised)) for each, raised in found]
    moved = [{"report": case.id, "risk": now} for case, now in weighed if case.risk != now]
    _write(sorted({report_id for report_id, _ in stored}), rows, moved)
    return cases, _named(facts for _, facts in stored) | _named(row["facts"] for row in rows)


def _write(gone: list[int], rows: list[dict[str, Any]], moved: list[dict[str, Any]]) -> None:
    """New findings instead of the old ones of these reports, and the risks that changed."""
    if not (gone or rows or moved):
        return
    with without_waiting() as connection:
        if gone:
            connection.execute(CLEAR, {"ids": gone})
        if rows:
            connection.execute(INSERT, rows)
        if moved:
            connection.execute(WEIGH, moved)


def _row(case: Case, position: int, flag: flags.Flag) -> dict[str, Any]:
    return {
        "report_id": case.id,
        "position": position,
        "code": flag.code,
        "weight": flag.weight,
        "facts": flag.facts,
    }


def _named(facts: Iterable[dict[str, Any]]) -> set[str]:
    return {uuid for each in facts for uuid in each.get("reports", ())}
