"""The verifier's form: a verdict, a quantity and a reason for each line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.models import Report, ReportLine
from app.services.decision_rows import Ruling
from app.services.refusals import Refused

REASON = 1000
NEEDS_REASON = ("rejected", "returned")


@dataclass(slots=True)
class DecisionForm:
    """What was typed, by line id; `errors` by field."""

    version: int
    verdicts: dict[int, str] = field(default_factory=dict)
    quantities: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, report: Report) -> "DecisionForm":
        """Every line verified as claimed, ready to be corrected."""
        lines = claimed_lines(report)
        return cls(
            report.version,
            {each.id: "verified" for each in lines},
            {each.id: str(each.claimed) for each in lines},
        )

    @classmethod
    def sent(cls, report: Report, form: Mapping[str, str]) -> "DecisionForm":
        """What the browser sent; lines that are not the report's are not read."""
        lines = claimed_lines(report)
        raw = form.get("version", "")
        return cls(
            int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else -1,
            {each.id: form.get(f"verdict-{each.id}", "") for each in lines},
            {each.id: form.get(f"quantity-{each.id}", "")[:20] for each in lines},
            {each.id: form.get(f"reason-{each.id}", "") for each in lines},
        )

    def rulings(self, report: Report) -> list[Ruling] | None:
        """Clean rulings, one a line; None when a field is wrong. Raises Refused for a report that changed meanwhile."""
        if self.version != report.version:
            raise Refused("report_changed")
        returned = "returned" in self.verdicts.values()
        found = [self._ruling(each, returned) for each in claimed_lines(report)]
        return None if self.errors else [each for each in found if each]

    def _ruling(self, line: ReportLine, returned: bool) -> Ruling | None:
        verdict = self.verdicts[line.id]
        if verdict not in ("verified", "rejected", "returned"):
            self.errors[f"verdict-{line.id}"] = _("Bạn chọn Xác minh, Từ chối hoặc Yêu cầu bổ sung.")
            return None
        try:
            reason = fields.text(self._reason(line), "reason", REASON)
            if verdict in NEEDS_REASON and not reason:
                raise Wrong(_("Bạn ghi lý do để đội biết cần làm gì."))
        except Wrong as wrong:
            self.errors[f"reason-{line.id}"] = str(wrong)
            return None
        if returned:
            return Ruling(line.id, "returned" if verdict == "returned" else "accepted", 0, reason)
        return Ruling(line.id, verdict, self._quantity(line) if verdict == "verified" else 0, reason)

    def _quantity(self, line: ReportLine) -> int:
        try:
            found = fields.quantity(self.quantities[line.id])
            if found > line.claimed:
                raise Wrong(_("Không xác minh nhiều hơn số đội báo (%(claimed)s).", claimed=line.claimed))
            if found < line.claimed and not self.reasons[line.id].strip():
                self.errors[f"reason-{line.id}"] = _("Bạn ghi lý do giảm số lượng để đội hiểu.")
            return found
        except Wrong as wrong:
            self.errors[f"quantity-{line.id}"] = str(wrong)
            return 0

    def _reason(self, line: ReportLine) -> dict[str, str]:
        return {"reason": self.reasons[line.id]}


def claimed_lines(report: Report) -> list[ReportLine]:
    """The lines to be decided: those with a quantity."""
    return [each for each in report.lines if each.claimed]
