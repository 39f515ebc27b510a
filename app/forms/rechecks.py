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
class RecheckForm:
    """What was typed, kept as typed; `uuid` was made with the form, `decision` is the one it contests."""

    uuid: str = ""
    decision: int = 0
    reason: str = ""
    evidence: str = ""
    proofs: Proofs = field(default_factory=Proofs)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, decision_id: int) -> "RecheckForm":
        return cls(str(uuid4()), decision_id)

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "RecheckForm":
        """What the browser sent."""
        return cls(
            form.get("uuid", ""),
            fields.version(form.get("decision", "")),
            form.get("reason", ""),
            form.get("evidence", ""),
            Proofs(carried=Proofs.sent(form).carried),
        )

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
            self.errors.setdefault("reason", _("Bạn ghi rõ dòng nào chưa đúng và vì sao."))
        return not self.errors
