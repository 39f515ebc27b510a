"""The officer's form that opens a locked day again: which day, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.forms import fields
from app.services.late_openings import Opening


@dataclass(slots=True)
class OpeningForm:
    """What was typed, kept as typed; `errors` by field."""

    day: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "OpeningForm":
        """What the browser sent."""
        return cls(form.get("day", "")[:20], form.get("reason", ""))

    def opening(self) -> Opening | None:
        """Clean values; None when a field is wrong."""
        day, reason = fields.day_and_reason(
            {"day": self.day, "reason": self.reason}, self.errors, _("Bạn ghi lý do mở lại ngày này.")
        )
        return None if self.errors or day is None else Opening(day, reason)
