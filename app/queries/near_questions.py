"""How photos near some others are looked up: by what differs little in one of the three indexed parts of a fingerprint.

PostgreSQL tells the near ones itself, in one statement; SQLite is asked for what may be near, which costs it as little.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, column, or_, select, text, union

from app.database import db
from app.driver import is_postgresql
from app.models import Campaign, Enrolment, Evidence, Report, Team
from app.queries.together import Question
from app.rulebook.fingerprints import BITS, distance, parts, probes, reach

MOST = 50
MATCH: tuple[Any, ...] = (
    *(Evidence.sha256, Evidence.fingerprint, Report.id),
    Enrolment.team_id,
    Report.joint_session_id,
    Report.uuid,
    Report.state == "withdrawn",
    Report.activity_day,
    Team.name,
    Campaign.code,
)
SHAS: BindParameter[Sequence[str]] = bindparam("shas", expanding=True)
SAME_FILE: ColumnElement[bool] = Evidence.sha256.in_(SHAS)
NEAREST = text(
    "SELECT id FROM ("
    " SELECT likely.id, min(bit_count(CAST(likely.fingerprint # asked.fingerprint AS bit(64)))) AS apart FROM ("
    + " UNION ALL ".join(
        f"SELECT id, fingerprint FROM evidence WHERE part_{place} = ANY (CAST(:part_{place} AS integer[]))"
        for place in range(len(BITS))
    )
    + ") likely, unnest(CAST(:fingerprints AS bigint[])) asked (fingerprint) GROUP BY likely.id"
    ") ranked WHERE apart <= :farthest ORDER BY apart, id LIMIT :most"
).columns(column("id", Integer))


def _matches(rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        rows.join(Report, Report.id == Evidence.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Campaign, Campaign.id == Enrolment.campaign_id)
        .where(Evidence.removed_because != "replaced", Report.state != "draft")
    )


FOUND = union(select(NEAREST.subquery("nearest").c.id), select(Evidence.id).where(SAME_FILE)).subquery("found")
NEAR = _matches(select(*MATCH).select_from(FOUND).join(Evidence, Evidence.id == FOUND.c.id))
LISTED = or_(Evidence.id.in_(bindparam("ids", expanding=True)), SAME_FILE)
MATCHES = _matches(select(*MATCH).select_from(Evidence)).where(LISTED)


def near_question(fingerprints: Sequence[int], shas: Collection[str], farthest: int) -> Question:
    """What is near any of these fingerprints or is one of these files, at most fifty for each."""
    if not is_postgresql():
        return MATCHES, {"ids": _nearest(fingerprints, farthest), "shas": sorted(shas)}
    values = zip(range(len(BITS)), _values(fingerprints, reach(farthest)), strict=True)
    lists = {f"part_{place}": f"{{{digits}}}" for place, digits in values}
    asked = {"fingerprints": list(fingerprints), "farthest": farthest, "most": MOST * len(fingerprints)}
    return NEAR, {**lists, **asked, "shas": sorted(shas)}


def _nearest(fingerprints: Sequence[int], farthest: int) -> list[int]:
    """The evidence nearest to any of these."""
    if not fingerprints:
        return []
    near = {}
    for key, theirs in db.session.connection().exec_driver_sql(likely(fingerprints, reach(farthest))).all():
        apart = min([distance(theirs, each) for each in fingerprints])
        if apart <= farthest:
            near[key] = apart
    return sorted(near, key=lambda key: (near[key], key))[: MOST * len(fingerprints)]


def likely(fingerprints: Iterable[int], radius: int) -> str:
    """Ids and fingerprints that agree nearly in a part; each part has an index of its own, and is asked alone.

    The values stand in the statement as digits: seven hundred parameters would cost more than the question.
    """
    return " UNION ALL ".join(
        f"SELECT id, fingerprint FROM evidence WHERE part_{place} IN ({digits})"
        for place, digits in enumerate(_values(fingerprints, radius))
    )


def _values(fingerprints: Iterable[int], radius: int) -> list[str]:
    """For each part every value that differs little from one of these, in digits."""
    cut = [parts(each) for each in fingerprints]
    return [
        ",".join(map(str, {value for each in cut for value in probes(each[place], bits, radius)}))
        for place, bits in enumerate(BITS)
    ]
