"""The captain's request for a re-check, and the answer's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong

REASON, EVIDENCE, ANSWER = 2000, 1000, 1000


@dataclass(slots=True)
class RecheckForm:
    """What was typed, kept as typed; `uuid` was made with the form, `decision` is the one it contests."""

    uuid: str = ""
    decision: int = 0
    reason: str = ""
    evidence: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, decision_id: int) -> "RecheckForm":
        return cls(str(uuid4()), decision_id)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "RecheckForm":
        """What the browser sent."""
        return cls(
            form.get("uuid", ""),
            fields.version(form.get("decision", "")),
            form.get("reason", ""),
            form.get("evidence", ""),
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
