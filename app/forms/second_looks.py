"""The form of whoever looks at a decided report once more: a figure for each line, and why it differs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.models import Decision, Verdict
from app.services.decision_rows import Ruling

REASON = 1000


@dataclass(slots=True)
class SecondLookForm:
    """What was typed, by line id; `decision` is the one that was looked at, `note` goes with the answer."""

    decision: int = 0
    note: str = ""
    quantities: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, live: Decision | None, note: str = "") -> "SecondLookForm":
        """Every figure as it was decided."""
        return cls.sent(live, {"decision": str(live.id) if live else "", "note": note})

    @classmethod
    def sent(cls, live: Decision | None, form: Mapping[str, str]) -> "SecondLookForm":
        """What the browser sent; figures it left out stay as they were decided, without a decision there are none."""
        verdicts = live.verdicts if live else ()
        return cls(
            fields.version(form.get("decision", "")),
            form.get("note", ""),
            {each.line_id: form.get(f"quantity-{each.line_id}", str(each.verified_quantity))[:20] for each in verdicts},
            {each.line_id: form.get(f"reason-{each.line_id}", "") for each in verdicts},
        )

    def answer(self) -> str:
        """The note where it must say something: the answer to whoever asked."""
        try:
            found = fields.text({"note": self.note}, "note", REASON)
            if not found:
                raise Wrong(_("Bạn ghi câu trả lời để đội hiểu."))
        except Wrong as wrong:
            self.errors["note"] = str(wrong)
            return ""
        return found

    def rulings(self, live: Decision) -> list[Ruling] | None:
        """Clean rulings, one a line; None when a field is wrong. A line that stays keeps its reason."""
        found = [self._ruling(each) for each in live.verdicts]
        try:
            self.note = fields.text({"note": self.note}, "note", REASON)
        except Wrong as wrong:
            self.errors["note"] = str(wrong)
        return None if self.errors else found

    def _ruling(self, stands: Verdict) -> Ruling:
        quantity, reason = self._quantity(stands), self._reason(stands)
        if quantity != stands.verified_quantity and not reason:
            self.errors.setdefault(f"reason-{stands.line_id}", _("Bạn ghi lý do đổi số lượng để mọi người hiểu."))
        verdict = "verified" if quantity else "rejected"
        kept = reason if quantity != stands.verified_quantity else stands.reason
        return Ruling(stands.line_id, verdict, quantity, kept, stands.claimed)

    def _quantity(self, stands: Verdict) -> int:
        name = f"quantity-{stands.line_id}"
        try:
            found = fields.quantity(self.quantities[stands.line_id])
            if found > stands.claimed:
                raise Wrong(_("Không xác minh nhiều hơn số đội báo (%(claimed)s).", claimed=stands.claimed))
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return stands.verified_quantity
        return found

    def _reason(self, stands: Verdict) -> str:
        try:
            return fields.text({"reason": self.reasons[stands.line_id]}, "reason", REASON)
        except Wrong as wrong:
            self.errors[f"reason-{stands.line_id}"] = str(wrong)
            return ""
