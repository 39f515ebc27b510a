"""The captain's report form: as many lines as the rules offer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from app.forms import fields
from app.forms.fields import Wrong
from app.models import Report
from app.models.places import PLACE_KINDS
from app.outside.photos import Kept
from app.rulebook.rules import Activity
from app.services.report_contents import Content, Photo

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
    quantities: dict[str, str] = field(default_factory=dict)
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
            quantities={name[4:]: value[:20] for name, value in form.items() if name.startswith("qty-")},
        )

    @classmethod
    def fresh(cls, day: date, last: Report | None, members: Sequence[int]) -> "ReportForm":
        """An empty form with place and members as last time."""
        place = last.place if last else None
        return cls(
            uuid=str(uuid4()),
            activity_day=day.isoformat(),
            place_kind=place.kind if place else "commune_center",
            place=place.name if place else "",
            hamlet=place.hamlet if place else "",
            members=tuple(map(str, members)),
        )

    @classmethod
    def of(cls, report: Report, members: Sequence[int]) -> "ReportForm":
        """A stored report, to be corrected."""
        return cls(
            uuid=report.uuid,
            version=report.version,
            activity_day=report.activity_day.isoformat(),
            place_kind=report.place.kind if report.place else "commune_center",
            place=report.place.name if report.place else "",
            hamlet=report.place.hamlet if report.place else "",
            note=report.note,
            members=tuple(map(str, members)),
            quantities={each.activity_code: str(each.claimed) for each in report.lines if each.claimed},
        )

    def content(self, offered: Sequence[Activity], photo: Kept | None, send: bool) -> Content | None:
        """Clean values; None when a field is wrong."""
        lines = tuple(
            (each.code, found)
            for each in offered
            if (found := self._read(f"qty-{each.code}", partial(self._quantity, each.code)))
        )
        for code in self.quantities.keys() - {each.code for each in offered}:
            if self.quantities[code]:
                self.errors["lines"] = _("Loại việc “%(code)s” không có trong bộ tiêu chí.", code=code[:60])
        if send and not lines and not self.errors:
            self.errors["lines"] = _("Báo cáo chưa có số lượng nào. Bạn nhập ít nhất một loại việc.")
        day = self._read("activity_day", lambda: fields.day(self.activity_day))
        place = self._read("place", lambda: self._text("place", self.place, PLACE, needed=send))
        hamlet = self._read("hamlet", lambda: self._text("hamlet", self.hamlet, HAMLET))
        note = self._read("note", lambda: self._text("note", self.note, NOTE))
        members = self._read("members", self._members)
        if self.place_kind not in PLACE_KINDS:
            self.errors["place_kind"] = _("Bạn chọn loại địa điểm.")
        if not _is_uuid(self.uuid):
            self.errors["uuid"] = _("Biểu mẫu đã cũ. Bạn mở biểu mẫu mới rồi nhập lại.")
        if self.errors or day is None:
            return None
        return Content(
            day,
            (self.place_kind, place or "", hamlet or ""),
            lines,
            members or (),
            note or "",
            Photo(photo.sha256, photo.size, photo.width, photo.height) if photo else None,
        )

    def _read(self, name: str, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return None

    def _quantity(self, code: str) -> int:
        return fields.quantity(self.quantities.get(code, ""))

    def _text(self, name: str, value: str, most: int, needed: bool = False) -> str:
        found = fields.text({name: value}, name, most)
        if needed and not found:
            raise Wrong(_("Bạn ghi nơi ra quân, ví dụ “Nhà văn hóa khu phố 3”."))
        return found

    def _members(self) -> tuple[int, ...]:
        if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in self.members):
            raise Wrong(_("Bạn chọn lại thành viên có mặt."))
        return tuple(sorted({int(each) for each in self.members}))


def chosen_file(sent: FileStorage | None) -> bytes | None:
    """The bytes of the photo, if one was chosen."""
    return (sent.read() or None) if sent and sent.filename else None


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
