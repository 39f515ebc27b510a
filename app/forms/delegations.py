"""The form that lends a verifier's role: to whom, for which days, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.rulebook.logins import LONGEST, canonical
from app.services.loans import Loan


@dataclass(slots=True)
class DelegationForm:
    """What was typed, kept as typed; `person` is chosen from the list, `login` is typed; `errors` by field."""

    uuid: str = field(default_factory=lambda: str(uuid4()))
    role: str = ""
    person: str = ""
    login: str = ""
    from_day: str = ""
    to_day: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "DelegationForm":
        """What the browser sent."""
        return cls(
            uuid=form.get("uuid", "")[:40],
            role=form.get("role", "")[:40],
            person=form.get("person", "")[:40],
            login=form.get("login", "")[:LONGEST],
            from_day=form.get("from_day", "")[:20],
            to_day=form.get("to_day", "")[:20],
            reason=form.get("reason", ""),
        )

    def loan(self) -> Loan | None:
        """Clean values; None when a field is wrong."""
        first, last = self._day("from_day"), self._day("to_day")
        try:
            reason = fields.text({"reason": self.reason}, "reason", fields.MOST_REASON)
            if not reason:
                raise Wrong(_("Bạn ghi lý do, ví dụ: đi tập huấn."))
        except Wrong as wrong:
            self.errors["reason"], reason = str(wrong), ""
        try:
            uuid = str(UUID(self.uuid))
        except ValueError:
            self.errors["form"], uuid = _("Biểu mẫu chưa đầy đủ. Bạn tải lại trang rồi nhập lại."), ""
        if bool(self.person) == bool(self.login.strip()):
            self.errors["person"] = _("Bạn chọn một người trong danh sách, hoặc gõ email hay số điện thoại.")
        if self.errors or first is None or last is None:
            return None
        return Loan(uuid, first, last, reason)

    def account(self) -> str:
        """The typed login in its one spelling; empty when it is none."""
        found = canonical(self.login)
        return found[1] if found else ""

    def _day(self, name: str) -> date | None:
        try:
            return fields.day(getattr(self, name))
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return None
