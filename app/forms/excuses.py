"""The officer's form for an excused Sunday: which unit, which Sunday, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from app.forms import fields


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
        day, reason = fields.day_and_reason(
            {"day": self.day, "reason": self.reason}, self.errors, _("Bạn ghi lý do, ví dụ: bão số 3.")
        )
        if not self.unit:
            self.errors["unit"] = _("Bạn ghi mã đơn vị.")
        return None if self.errors or day is None else (day, reason)
