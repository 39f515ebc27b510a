"""What a team fills in, written into a report's rows."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Attendance, Evidence, JointSession, Report, ReportLine
from app.queries import joint_sessions
from app.queries.members import members_on
from app.services import places
from app.services.refusals import Refused


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo already kept outside, by content."""

    sha256: str
    size: int
    width: int
    height: int


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
    photo: Photo | None = None
    begins_at: int | None = None
    ends_at: int | None = None
    joint_session: str = ""

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
    report.members_present = len(content.members)
    report.begins_at, report.ends_at = content.begins_at, content.ends_at
    report.joint_session = _joint_session(report, content)
    report.content_hash = content.fingerprint()
    report.version += 1
    db.session.flush()
    _write_lines(report, content.lines)
    _write_members(report, content.members)
    if content.photo and content.photo != photo_of(report):
        _write_photo(report, content.photo)
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


def photo_of(report: Report) -> Photo | None:
    kept = [each for each in report.evidence if each.removed_at is None]
    return Photo(kept[-1].sha256, kept[-1].size, kept[-1].width, kept[-1].height) if kept else None


def _write_photo(report: Report, photo: Photo) -> None:
    now = clock.now()
    for each in report.evidence:
        each.removed_at, each.removed_because = each.removed_at or now, each.removed_because or "replaced"
    same = next((each for each in report.evidence if each.sha256 == photo.sha256), None)
    if same:
        same.removed_at, same.removed_because = None, ""
        return
    report.evidence.append(
        Evidence(sha256=photo.sha256, size=photo.size, width=photo.width, height=photo.height, added_at=now)
    )
