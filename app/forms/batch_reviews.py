"""The officer's form of a batch: whose decisions, of which unit, of which days, what becomes of them, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.models import Campaign, Person, Unit
from app.models.batch_reviews import EFFECTS
from app.queries.batch_reviews import Choice

REASON = 1000


@dataclass(slots=True)
class BatchForm:
    """What was typed, kept as typed; `person` is a person's uuid, `unit` a unit's code."""

    uuid: str = ""
    effect: str = "reopened"
    person: str = ""
    unit: str = ""
    from_day: str = ""
    to_day: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, campaign: Campaign) -> "BatchForm":
        """The whole campaign, to be narrowed."""
        return cls(str(uuid4()), from_day=campaign.starts_on.isoformat(), to_day=campaign.ends_on.isoformat())

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "BatchForm":
        """What the browser sent, cut to what can be meant."""
        return cls(
            form.get("uuid", "")[:40],
            form.get("effect", "")[:20],
            form.get("person", "")[:40],
            form.get("unit", "").strip()[:20],
            form.get("from_day", "")[:20],
            form.get("to_day", "")[:20],
            form.get("reason", ""),
        )

    def choice(self, person: Person | None, unit: Unit | None) -> Choice | None:
        """The choice; None when a field is wrong. `person` and `unit` are what the fields name, if anything."""
        self._check_uuid()
        if self.effect not in EFFECTS:
            self.errors["effect"] = _("Bạn chọn Mở lại hoặc Hủy kết quả.")
        if self.person and person is None:
            self.errors["person"] = _("Bạn chọn một người trong danh sách.")
        if self.unit and unit is None:
            self.errors["unit"] = _("Không có đơn vị mã này trong đơn vị của bạn.")
        days = {}
        for name in ("from_day", "to_day"):
            try:
                days[name] = fields.day(getattr(self, name))
            except Wrong as wrong:
                self.errors[name] = str(wrong)
        if len(days) == 2 and days["to_day"] < days["from_day"]:
            self.errors["to_day"] = _("Ngày cuối không trước ngày đầu.")
        self._check_reason()
        return None if self.errors else Choice(self.effect, days["from_day"], days["to_day"], person, unit)

    def _check_uuid(self) -> None:
        try:
            self.uuid = str(UUID(self.uuid))
        except ValueError:
            self.uuid, self.errors["form"] = str(uuid4()), _("Trang đã cũ. Bạn gửi lại nhé.")

    def _check_reason(self) -> None:
        try:
            self.reason = fields.text({"reason": self.reason}, "reason", REASON)
        except Wrong as wrong:
            self.errors["reason"] = str(wrong)
        if not self.reason:
            self.errors.setdefault("reason", _("Bạn ghi lý do; các đội đọc được."))
