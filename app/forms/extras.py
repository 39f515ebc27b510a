"""The form of a bonus, a penalty or a bar, and the one that takes points back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.rulebook.rules import RuleSet

REASON = 1000
SUBJECT = 60
BAR = ("annulment", "fabrication")


@dataclass(slots=True)
class ExtraForm:
    """What was typed; `what` is `kind:code`, `subject` the thing it is about, made once for each form."""

    what: str = ""
    team: str = ""
    points: str = ""
    reason: str = ""
    subject: str = ""
    report: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls) -> "ExtraForm":
        return cls(subject=str(uuid4()))

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "ExtraForm":
        """What the browser sent, cut to what can be kept."""
        return cls(
            what=form.get("what", "")[:80],
            team=form.get("team", "").strip()[:40],
            points=form.get("points", "").strip()[:20],
            reason=form.get("reason", ""),
            subject=form.get("subject", "")[:SUBJECT],
            report=form.get("report", "")[:36],
        )

    @property
    def kind(self) -> str:
        return self.what.partition(":")[0]

    @property
    def code(self) -> str:
        return self.what.partition(":")[2]

    def checked(self, rules: RuleSet) -> tuple[int, str] | None:
        """Points and reason; None when a field is wrong. A penalty whose size the rules fix needs no number."""
        fixed = {f"penalty:{each.code}": each.points for each in rules.penalties}.get(self.what)
        offered = {f"penalty:{each.code}" for each in rules.penalties} | {
            f"bonus:{each.code}" for each in rules.bonuses
        }
        if self.what not in offered | {":".join(BAR)}:
            self.errors["what"] = _("Bạn chọn một mục trong danh sách.")
        if not self.team:
            self.errors["team"] = _("Bạn ghi mã đội.")
        points = fixed or (0 if (self.kind, self.code) == BAR else self._points())
        reason = self._reason()
        return None if self.errors else (points, reason)

    def _points(self) -> int:
        try:
            found = fields.quantity(self.points)
        except Wrong as wrong:
            self.errors["points"] = str(wrong)
            return 0
        if not found:
            self.errors["points"] = _("Bạn ghi số điểm, từ 1 trở lên.")
        return found

    def _reason(self) -> str:
        return reason_of({"reason": self.reason}, self.errors)


def reason_of(form: Mapping[str, str], errors: dict[str, str]) -> str:
    """A reason in words; what is wrong with it goes into `errors`."""
    return fields.said(form, "reason", REASON, _("Bạn ghi lý do; đội đọc được."), errors)
