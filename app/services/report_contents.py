"""What a team fills in, written into a report's rows."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Attendance, Evidence, JointSession, Report, ReportLine
from app.queries import joint_sessions
from app.queries.members import members_on
from app.rulebook.evidence import MOST_PHOTOS
from app.rulebook.fingerprints import parts
from app.services import locks, places
from app.services.refusals import Refused


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo already kept outside, by content."""

    sha256: str
    size: int
    width: int
    height: int
    fingerprint: int | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a team fills in. `place` is (kind, name, hamlet); `lines` are (activity code, quantity).

    Hours are minutes of the day, both or none; `joint_session` is a session's uuid, empty for none.
    """

    activity_day: date
    place: tuple[str, str, str]
    lines: tuple[tuple[str, int], ...]
    members: tuple[int, ...] = ()
    note: str = ""
    photos: tuple[Photo, ...] = ()
    begins_at: int | None = None
    ends_at: int | None = None
    joint_session: str = ""
    service_confirmation: str = ""
    document_reference: str = ""
    media_link: str = ""

    def fingerprint(self) -> str:
        """Tells a resend of the same report from another one under the same id."""
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()


def fill(report: Report, content: Content) -> None:
    """Write the content into the report's rows; lines that decisions may name keep theirs."""
    team = report.enrolment.team
    known = {each.id for each in members_on(team.id, content.activity_day)}
    if not known.issuperset(content.members):
        raise Refused("unknown_member")
    report.activity_day = content.activity_day
    report.place = places.remember(team.unit_id, *content.place) if content.place[1] else None
    report.note = content.note
    report.service_confirmation = content.service_confirmation
    report.document_reference, report.media_link = content.document_reference, content.media_link
    report.members_present = len(content.members)
    report.begins_at, report.ends_at = content.begins_at, content.ends_at
    report.joint_session = _joint_session(report, content)
    report.content_hash = content.fingerprint()
    report.version += 1
    db.session.flush()
    _write_lines(report, content.lines)
    _write_members(report, content.members)
    _write_photos(report, content.photos)
    db.session.flush()


def _joint_session(report: Report, content: Content) -> JointSession | None:
    if not content.joint_session:
        return None
    found = joint_sessions.of_team(report.enrolment_id, content.joint_session)
    if found is None:
        raise Refused("joint_unknown")
    return found


def _write_lines(report: Report, lines: Sequence[tuple[str, int]]) -> None:
    kept = {each.activity_code: each for each in report.lines}
    claimed = dict(lines)
    for code, line in kept.items():
        line.claimed = claimed.get(code, 0)
    for position, (code, quantity) in enumerate(lines):
        if code in kept:
            kept[code].position = position
        else:
            report.lines.append(ReportLine(position=position, activity_code=code, claimed=quantity))


def _write_members(report: Report, members: Sequence[int]) -> None:
    present = {
        each.person_id: each for each in db.session.scalars(select(Attendance).where(Attendance.report_id == report.id))
    }
    for person_id in present.keys() - set(members):
        db.session.delete(present[person_id])
    db.session.add_all(Attendance(report_id=report.id, person_id=each) for each in members if each not in present)


def photos_of(report: Report) -> tuple[Photo, ...]:
    """The photos that the report itself shows now, in their order."""
    return tuple(
        Photo(each.sha256, each.size, each.width, each.height, each.fingerprint, each.taken_at)
        for each in report.evidence
        if each.removed_at is None and each.recheck_id is None
    )


def _write_photos(report: Report, photos: Sequence[Photo]) -> None:
    """Rows follow the photos: what the report no longer shows is kept as a fact, what was destroyed never returns."""
    shown, now = add_photos(report, photos), clock.now()
    for row in report.evidence:
        if row.sha256 not in shown and row.removed_at is None and row.recheck_id is None:
            row.removed_at, row.removed_because = now, "replaced"


def add_photos(report: Report, photos: Sequence[Photo], recheck_id: int | None = None) -> dict[str, Photo]:
    """Show these photos too, the report's own or those of a request about it; returns them by name."""
    if len(photos) > MOST_PHOTOS:
        raise Refused("photos_many", most=MOST_PHOTOS)
    shown = {each.sha256: each for each in photos}
    known = {each.sha256: each for each in report.evidence}
    locks.keep_photos(shown.keys() | known.keys())
    gone = Evidence.sha256.in_(shown), Evidence.removed_because == "privacy"
    if shown and db.session.scalar(select(Evidence.id).where(*gone).limit(1)):
        raise Refused("photo_private")
    for sha256 in known.keys() & shown.keys():
        known[sha256].removed_at, known[sha256].removed_because = None, ""
    new = [each for sha256, each in shown.items() if sha256 not in known]
    report.evidence += [_row(each, clock.now(), recheck_id) for each in new]
    return shown


def _row(photo: Photo, now: datetime, recheck_id: int | None) -> Evidence:
    part_0, part_1, part_2 = parts(photo.fingerprint) if photo.fingerprint is not None else (None, None, None)
    own = {"part_0": part_0, "part_1": part_1, "part_2": part_2, "added_at": now, "recheck_id": recheck_id}
    return Evidence(**asdict(photo), **own)
