"""What stands in reports themselves, and what their teams did before: flags are judged by it (many reports at once)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    cast,
    literal,
    null,
    select,
    text,
    union_all,
)

from app.models import Campaign, Enrolment, Evidence, Place, Report, ReportFlag, ReportLine
from app.queries.whereabouts import VERSIONS

ByReport = Mapping[int, Sequence[Sequence[Any]]]
UNSENT = ("draft", "withdrawn")
Rows = Select[*tuple[Any, ...]]


class Head(NamedTuple):
    """What stands in the report itself."""

    id: int
    uuid: str
    enrolment_id: int
    team_id: int
    campaign_id: int
    zone: str
    day: date
    begins_at: int | None
    ends_at: int | None
    members_present: int | None
    team_size: int
    place: str | None
    hamlet: str | None
    joint_session_id: int | None
    risk: int
    versions: str


IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
HEADS: Rows = (
    select(
        Report.id,
        Report.uuid,
        Report.enrolment_id,
        Enrolment.team_id,
        Enrolment.campaign_id,
        Campaign.zone,
        Report.activity_day,
        Report.begins_at,
        Report.ends_at,
        Report.members_present,
        Report.team_size,
        Place.name,
        Place.hamlet,
        Report.joint_session_id,
        Report.risk,
        VERSIONS,
    )
    .join(Enrolment, Enrolment.id == Report.enrolment_id)
    .join(Campaign, Campaign.id == Enrolment.campaign_id)
    .outerjoin(Place, Place.id == Report.place_id)
    .where(Report.id.in_(IDS), Report.state == "submitted")
)
STORED, LINES, PHOTOS = range(3)
NO_TEXT, NO_NUMBER = literal(""), cast(null(), BigInteger)
NO_FACTS, NO_INSTANT = cast(null(), JSON), cast(null(), Evidence.taken_at.type)
OWN = union_all(
    select(literal(STORED), ReportFlag.report_id, literal(0), NO_TEXT, NO_NUMBER, ReportFlag.facts, NO_INSTANT).where(
        ReportFlag.report_id.in_(IDS)
    ),
    select(
        *(literal(LINES), ReportLine.report_id, ReportLine.position),
        *(ReportLine.activity_code, ReportLine.claimed, ReportLine.taps, NO_INSTANT),
    ).where(ReportLine.report_id.in_(IDS), ReportLine.claimed > 0),
    select(
        *(literal(PHOTOS), Evidence.report_id, Evidence.id),
        *(Evidence.sha256, Evidence.fingerprint, NO_FACTS, Evidence.taken_at),
    ).where(Evidence.report_id.in_(IDS), Evidence.removed_at.is_(None)),
).order_by(text("1, 3, 2"))
"""Flags found before, lines and photos of some reports, all by one statement: each costs a way there and back."""


class Own(NamedTuple):
    """What `OWN` tells, apart: (report, facts) of flags, (report, code, claimed, taps), (report, file, print, time)."""

    stored: list[tuple[int, dict[str, Any]]]
    lines: list[tuple[Any, ...]]
    photos: list[tuple[Any, ...]]


def own(rows: Iterable[Sequence[Any]]) -> Own:
    """The rows of `OWN` apart, each kind in its order."""
    found = Own([], [], [])
    for kind, report_id, _place, name, number, facts, at in rows:
        if kind == STORED:
            found.stored.append((report_id, facts))
        elif kind == LINES:
            found.lines.append((report_id, name, number, facts))
        else:
            found.photos.append((report_id, name, number, at))
    return found


def was_sent(report: type[Report]) -> ColumnElement[bool]:
    """Said by what it is not: SQLite without statistics would look for reports by the index of states."""
    return and_(*(report.state != each for each in UNSENT))


def by_report(rows: Iterable[Sequence[Any]]) -> dict[int, list[Sequence[Any]]]:
    """Rows that begin with a report's id, without it, by that id."""
    found: dict[int, list[Sequence[Any]]] = {}
    for key, *rest in rows:
        found.setdefault(key, []).append(rest)
    return found
