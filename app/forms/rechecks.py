"""The captain's request for a re-check, and the answer's words."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.forms import fields
from app.forms.fields import Wrong
from app.forms.report_proofs import Proofs

REASON, EVIDENCE, ANSWER = 2000, 1000, 1000


@dataclass(slots=True)
class ContestForm:
    """What was typed against a penalty, kept as typed; `uuid` was made with the form."""

    uuid: str = ""
    reason: str = ""
    evidence: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls) -> "ContestForm":
        return cls(str(uuid4()))

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "ContestForm":
        """What the browser sent."""
        return cls(form.get("uuid", ""), form.get("reason", ""), form.get("evidence", ""))

    def is_whole(self) -> bool:
        """Whether everything can be taken; cleans the words on the way."""
        try:
            self.uuid = str(UUID(self.uuid))
        except ValueError:
            self.uuid, self.errors["form"] = str(uuid4()), _("Trang đã cũ. Bạn gửi lại nhé.")
        for name, most in (("reason", REASON), ("evidence", EVIDENCE)):
            try:
                setattr(self, name, fields.text({name: getattr(self, name)}, name, most))
            except Wrong as wrong:
                self.errors[name] = str(wrong)
        if not self.reason:
            self.errors.setdefault("reason", self.no_reason())
        return not self.errors

    def no_reason(self) -> str:
        """What is said where the reason is missing."""
        return _("Bạn ghi rõ điểm trừ này chưa đúng ở đâu và vì sao.")


@dataclass(slots=True)
class RecheckForm(ContestForm):
    """The same against a decision, with photos; `decision` is the one it contests."""

    decision: int = 0
    proofs: Proofs = field(default_factory=Proofs)

    @classmethod
    def of(cls, decision_id: int) -> "RecheckForm":
        """An empty one against this decision."""
        return cls(str(uuid4()), decision=decision_id)

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "RecheckForm":
        """What the browser sent."""
        return cls(
            form.get("uuid", ""),
            form.get("reason", ""),
            form.get("evidence", ""),
            decision=fields.version(form.get("decision", "")),
            proofs=Proofs(carried=Proofs.sent(form).carried),
        )

    def no_reason(self) -> str:
        """What is said where the reason is missing."""
        return _("Bạn ghi rõ dòng nào chưa đúng và vì sao.")
