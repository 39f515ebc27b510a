"""The verifier's form: a verdict, a quantity and a reason for each line, or one verdict for the whole report."""

from collections.abc import Collection, Mapping
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
    """What was typed, by line id; `errors` by field.

    `whole` is a verdict for every line at once, or empty; its reason is a ready-made one, unless other words are typed.
    """

    version: int
    whole: str = ""
    ready: str = ""
    other: str = ""
    verdicts: dict[int, str] = field(default_factory=dict)
    quantities: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, report: Report) -> "DecisionForm":
        """Every line verified as claimed, ready to be corrected."""
        return cls.sent(report, {"version": str(report.version)})

    @classmethod
    def sent(cls, report: Report, form: Mapping[str, str]) -> "DecisionForm":
        """What the browser sent; lines that are not the report's are not read, those it left out stay as claimed."""
        lines = claimed_lines(report)
        whole = form.get("whole", "")
        return cls(
            fields.version(form.get("version", "")),
            whole if whole in NEEDS_REASON else "",
            form.get("ready", ""),
            form.get("other", ""),
            {each.id: form.get(f"verdict-{each.id}", "verified") for each in lines},
            {each.id: form.get(f"quantity-{each.id}", str(each.claimed))[:20] for each in lines},
            {each.id: form.get(f"reason-{each.id}", "") for each in lines},
        )

    def begin_again(self, report: Report, changed: Collection[str]) -> None:
        """Go on with the newest version: lines of these activities stand as they are claimed now, the rest as typed."""
        self.version = report.version
        for each in claimed_lines(report):
            if each.activity_code in changed:
                self.verdicts[each.id], self.quantities[each.id] = "verified", str(each.claimed)

    def kept(self) -> dict[str, str]:
        """What may be kept until the verifier comes back: whatever could be sent, without words that are refused."""
        typed = {
            "version": str(self.version),
            "ready": self.ready,
            "other": self.other,
            **{f"verdict-{each}": value for each, value in self.verdicts.items()},
            **{f"quantity-{each}": value for each, value in self.quantities.items()},
            **{f"reason-{each}": value for each, value in self.reasons.items()},
        }
        return {name: value for name, value in typed.items() if _may_stay(typed, name)}

    def rulings(self, report: Report) -> list[Ruling] | None:
        """Clean rulings, one a line; None when a field is wrong. Raises Refused for a report that changed meanwhile."""
        if self.version != report.version:
            raise Refused("report_changed")
        if self.whole:
            return self._alike(report)
        returned = "returned" in self.verdicts.values()
        found = [self._ruling(each, returned) for each in claimed_lines(report)]
        return None if self.errors else [each for each in found if each]

    def _alike(self, report: Report) -> list[Ruling] | None:
        try:
            said = {"why": self.other.strip() or self.ready}
            reason = fields.text(said, "why", REASON)
            if not reason:
                raise Wrong(_("Bạn chọn hoặc ghi lý do để đội biết cần làm gì."))
        except Wrong as wrong:
            self.errors["other"] = str(wrong)
            return None
        return [Ruling(each.id, self.whole, 0, reason) for each in claimed_lines(report)]

    def _ruling(self, line: ReportLine, returned: bool) -> Ruling | None:
        verdict = self.verdicts[line.id]
        if verdict not in ("verified", "rejected", "returned"):
            self.errors[f"verdict-{line.id}"] = _("Bạn chọn Xác minh, Từ chối hoặc Yêu cầu bổ sung.")
            return None
        try:
            reason = fields.text({"reason": self.reasons[line.id]}, "reason", REASON)
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


def claimed_lines(report: Report) -> list[ReportLine]:
    """The lines to be decided: those with a quantity."""
    return [each for each in report.lines if each.claimed]


def _may_stay(typed: Mapping[str, str], name: str) -> bool:
    try:
        return bool(fields.text(typed, name, REASON))
    except Wrong:
        return False
