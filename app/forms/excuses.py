"""The officer's form for an excused Sunday: which unit, which Sunday, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong

REASON = 500


@dataclass(slots=True)
class ExcuseForm:
    """What was typed, kept as typed; `errors` by field."""

    unit: str = ""
    day: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "ExcuseForm":
        """What the browser sent."""
        return cls(form.get("unit", "").strip()[:20], form.get("day", "")[:20], form.get("reason", ""))

    def excuse(self) -> tuple[date, str] | None:
        """The Sunday and the reason; None when a field is wrong."""
        day, reason = None, ""
        try:
            day = fields.day(self.day)
        except Wrong as wrong:
            self.errors["day"] = str(wrong)
        try:
            reason = fields.text({"reason": self.reason}, "reason", REASON)
        except Wrong as wrong:
            self.errors["reason"] = str(wrong)
        if not reason and "reason" not in self.errors:
            self.errors["reason"] = _("Bạn ghi lý do, ví dụ: bão số 3.")
        if not self.unit:
            self.errors["unit"] = _("Bạn ghi mã đơn vị.")
        return None if self.errors or day is None else (day, reason)
