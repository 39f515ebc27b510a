"""The organiser's form: a kind, a day, and who came of each team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.queries.organising import Row
from app.rulebook.gatherings import counts_members, most
from app.rulebook.rules import Activity
from app.services.organising import Gathering

COUNT = "count-"


@dataclass(slots=True)
class OrganisingForm:
    """What was typed, kept as typed, by team code; `errors` by field."""

    uuid: str
    kind: str = ""
    day: str = ""
    unit: str = ""
    counts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def asked(cls, sent: Mapping[str, str], today: date) -> "OrganisingForm":
        """The list for a kind, a day and a unit; each time under a new id, so that it is sent once."""
        return cls(str(uuid4()), *_frame(sent, today))

    @classmethod
    def sent(cls, form: Mapping[str, str], today: date) -> "OrganisingForm":
        """What the browser sent."""
        counts = {name[len(COUNT) :]: value[:20] for name, value in form.items() if name.startswith(COUNT)}
        return cls(form.get("uuid", "")[:40], *_frame(form, today), counts=counts)

    def wanted_day(self, otherwise: date) -> date:
        """The day asked for; another one, and a message, when it cannot be read."""
        try:
            return fields.day(self.day)
        except Wrong as wrong:
            self.errors["day"] = str(wrong)
            return otherwise

    def gathering(self, activity: Activity, day: date, rows: Sequence[Row]) -> Gathering | None:
        """Clean values; None when a field is wrong. A team already recorded is taken along: the service lets it be."""
        counts = {
            each.enrolment.id: count
            for each in rows
            if (count := self._count(each.enrolment.team.code, activity, each.enrolment.size))
        }
        if not counts and not self.errors:
            self.errors["teams"] = _("Bạn chọn ít nhất một đội.")
        try:
            form = UUID(self.uuid)
        except ValueError:
            self.errors["form"] = _("Biểu mẫu đã cũ. Bạn mở lại danh sách rồi ghi lại.")
        return None if self.errors else Gathering(form, activity.code, day, counts)

    def _count(self, code: str, activity: Activity, size: int) -> int:
        try:
            found = fields.quantity(self.counts.get(code, ""))
            if found > most(activity, size):
                raise Wrong(_too_many(activity, size))
            return found
        except Wrong as wrong:
            self.errors[COUNT + code] = str(wrong)
            return 0


def _frame(sent: Mapping[str, str], today: date) -> tuple[str, str, str]:
    return sent.get("kind", "")[:60], sent.get("day", "")[:20] or today.isoformat(), sent.get("unit", "")[:40]


def _too_many(activity: Activity, size: int) -> str:
    if counts_members(activity):
        return _("Đội có %(size)s thành viên: ghi từ 1 đến %(size)s.", size=size)
    return _("Tối đa %(most)s %(unit)s.", most=most(activity, size), unit=activity.unit_label)
