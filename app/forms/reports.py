"""The captain's report form: as many lines as the rules offer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import uuid4

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.forms import fields, report_fields
from app.forms.fields import Wrong
from app.forms.report_proofs import Proofs
from app.models import Report
from app.models.places import PLACE_KINDS
from app.rulebook.deadlines import PhoneTimes
from app.rulebook.rules import Activity
from app.services.report_contents import Content
from app.services.report_photos import Photo

Read = TypeVar("Read")

NOTE = 1000
PLACE = 200
HAMLET = 120


@dataclass(slots=True)
class ReportForm:
    """What was typed, kept as typed; `errors` by field."""

    uuid: str
    version: int = 0
    activity_day: str = ""
    place_kind: str = ""
    place: str = ""
    hamlet: str = ""
    note: str = ""
    members: tuple[str, ...] = ()
    begins_at: str = ""
    ends_at: str = ""
    joint_session: str = ""
    quantities: dict[str, str] = field(default_factory=dict)
    proofs: Proofs = field(default_factory=Proofs)
    phone: PhoneTimes | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "ReportForm":
        """What the browser sent."""
        return cls(
            uuid=form.get("uuid", ""),
            version=fields.version(form.get("version", "")),
            activity_day=form.get("activity_day", "")[:20],
            place_kind=form.get("place_kind", "")[:40],
            place=form.get("place", ""),
            hamlet=form.get("hamlet", ""),
            note=form.get("note", ""),
            members=tuple(form.getlist("members"))[:100],
            begins_at=form.get("begins_at", "")[:20],
            ends_at=form.get("ends_at", "")[:20],
            joint_session=form.get("joint_session", "")[:40],
            proofs=Proofs.sent(form),
            phone=report_fields.phone_times(form),
            quantities={name[4:]: value[:20] for name, value in form.items() if name.startswith("qty-")},
        )

    @classmethod
    def fresh(cls, day: date, last: Report | None, members: Sequence[int]) -> "ReportForm":
        """An empty form with place and members as last time."""
        chosen = tuple(map(str, members))
        return cls(uuid=str(uuid4()), activity_day=day.isoformat(), members=chosen, **report_fields.place_of(last))

    @classmethod
    def of(cls, report: Report, members: Sequence[int]) -> "ReportForm":
        """A stored report, to be corrected."""
        return cls(
            uuid=report.uuid,
            version=report.version,
            activity_day=report.activity_day.isoformat(),
            note=report.note,
            members=tuple(map(str, members)),
            begins_at=report_fields.written_time(report.begins_at),
            ends_at=report_fields.written_time(report.ends_at),
            joint_session=report.joint_session.uuid if report.joint_session else "",
            quantities={each.activity_code: str(each.claimed) for each in report.lines if each.claimed},
            proofs=Proofs.of(report),
            **report_fields.place_of(report),
        )

    def content(self, offered: Sequence[Activity], photos: tuple[Photo, ...], send: bool) -> Content | None:
        """Clean values; None when a field is wrong."""
        lines = tuple(
            (each.code, found)
            for each in offered
            if (found := self._read(f"qty-{each.code}", partial(fields.quantity, self.quantities.get(each.code, ""))))
        )
        for code in self.quantities.keys() - {each.code for each in offered}:
            if self.quantities[code]:
                self.errors["lines"] = _("Loại việc “%(code)s” không có trong bộ tiêu chí.", code=code[:60])
        if send and not lines and not self.errors:
            self.errors["lines"] = _("Báo cáo chưa có số lượng nào. Bạn nhập ít nhất một loại việc.")
        day = self._read("activity_day", lambda: fields.day(self.activity_day))
        place = self._read("place", lambda: report_fields.line_of_text(self.place, PLACE, needed=send))
        hamlet = self._read("hamlet", lambda: report_fields.line_of_text(self.hamlet, HAMLET))
        note = self._read("note", lambda: report_fields.line_of_text(self.note, NOTE))
        members = self._read("members", lambda: report_fields.members(self.members))
        begins_at, ends_at = self._hours()
        proofs = self.proofs.read(self.errors)
        if self.place_kind not in PLACE_KINDS:
            self.errors["place_kind"] = _("Bạn chọn loại địa điểm.")
        self._check_ids()
        if self.errors or day is None:
            return None
        return Content(
            day,
            (self.place_kind, place or "", hamlet or ""),
            lines,
            members or (),
            note or "",
            photos,
            begins_at,
            ends_at,
            self.joint_session,
            **proofs,
        )

    def _read(self, name: str, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return None

    def _hours(self) -> tuple[int | None, int | None]:
        begins_at = self._read("begins_at", lambda: report_fields.minutes(self.begins_at))
        ends_at = self._read("ends_at", lambda: report_fields.minutes(self.ends_at))
        if not {"begins_at", "ends_at"} & self.errors.keys():
            self._read("ends_at", lambda: report_fields.span(begins_at, ends_at))
        return begins_at, ends_at

    def _check_ids(self) -> None:
        if self.joint_session and not report_fields.is_uuid(self.joint_session):
            self.errors["joint_session"] = _("Bạn chọn lại buổi phối hợp.")
        if not report_fields.is_uuid(self.uuid):
            self.errors["uuid"] = _("Biểu mẫu đã cũ. Bạn mở biểu mẫu mới rồi nhập lại.")
