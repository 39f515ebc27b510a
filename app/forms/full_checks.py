"""The officer's form of a full check: which unit, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import MOST_REASON, Wrong


@dataclass(slots=True)
class FullCheckForm:
    """What was typed; `unit` is a unit's code."""

    unit: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "FullCheckForm":
        """What the browser sent, cut to what can be meant."""
        return cls(form.get("unit", "").strip()[:20], form.get("reason", ""))

    def checked(self, known: bool) -> bool:
        """Whether every field can be taken; `known` says whether the code names a unit."""
        if not known:
            self.errors["unit"] = _("Không có đơn vị mã này trong đơn vị của bạn.")
        try:
            self.reason = fields.text({"reason": self.reason}, "reason", MOST_REASON)
        except Wrong as wrong:
            self.reason, self.errors["reason"] = self.reason[:MOST_REASON], str(wrong)
        if not self.reason:
            self.errors.setdefault("reason", _("Bạn ghi lý do; người kiểm tra đọc được."))
        return not self.errors
