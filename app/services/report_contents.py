"""What a team fills in, written into a report's rows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from app.database import db
from app.models import Attendance, JointSession, Report, ReportLine
from app.queries import joint_sessions, members
from app.services import places, report_photos
from app.services.refusals import Refused
from app.services.report_photos import Photo


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
    """Write the content into the report's rows, a new report's too; lines that decisions may name keep theirs."""
    team = report.enrolment.team
    if content.members and not members.ids_on(team.id, content.activity_day).issuperset(content.members):
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
    _write_lines(report, content.lines)
    report_photos.write(report, content.photos)
    present = _present(report)
    db.session.add(report)
    db.session.flush()
    _write_members(report, content.members, present)


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


def _present(report: Report) -> dict[int, Attendance]:
    """Whoever was there as the report stood before, by their ids."""
    known = select(Attendance).where(Attendance.report_id == report.id)
    return {} if report.is_new else {each.person_id: each for each in db.session.scalars(known)}


def _write_members(report: Report, came: Sequence[int], present: Mapping[int, Attendance]) -> None:
    for person_id in present.keys() - set(came):
        db.session.delete(present[person_id])
    db.session.add_all(Attendance(report_id=report.id, person_id=each) for each in came if each not in present)
