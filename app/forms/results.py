"""The forms of a campaign's last steps: submit, approve, send back, announce, and plain reasons."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong

REASON, NUMBER, CODE = 1000, 60, 40
KINDS = ("team", "report")
PREFIX = re.compile(r"^số\s*:\s*", re.IGNORECASE)  # pages and papers say it themselves


@dataclass(slots=True)
class StepForm:
    """What was typed; `step` names the form that was sent, `uuid` was made for this one form."""

    step: str = ""
    uuid: str = field(default_factory=lambda: str(uuid4()))
    reason: str = ""
    number: str = ""
    decided_on: str = ""
    code: str = ""
    kind: str = KINDS[0]
    subject: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, step: str, form: Mapping[str, str]) -> "StepForm":
        """What the browser sent, cut to what can be kept."""
        kind = form.get("kind", KINDS[0])
        return cls(
            step=step,
            uuid=fields.form_id(form, "uuid"),
            reason=form.get("reason", ""),
            number=PREFIX.sub("", form.get("number", "").strip())[: NUMBER + 1],
            decided_on=form.get("decided_on", "")[:10],
            code=form.get("code", "").strip()[: CODE + 1],
            kind=kind if kind in KINDS else KINDS[0],
            subject=form.get("subject", "").strip()[:CODE],
        )

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, by the id of the field it stands at."""
        return [(f"{self.step}-{name}", words) for name, words in self.errors.items()]

    def said_why(self) -> str:
        """The reason, in words that everybody may read."""
        return fields.said({"reason": self.reason}, "reason", REASON, _("Bạn ghi lý do."), self.errors)

    def said_number(self) -> str:
        """The decision's number as the office gave it."""
        missing = _("Bạn ghi số quyết định, ví dụ 225-QĐ/TĐTN.")
        return fields.said({"number": self.number}, "number", NUMBER, missing, self.errors)

    def signed_on(self, today: date) -> date:
        """The day on which the decision was signed; not in the future."""
        if not self.decided_on:
            self.errors["decided_on"] = _("Bạn chọn ngày ký quyết định.")
            return today
        try:
            found = fields.day(self.decided_on)
        except Wrong as wrong:
            self.errors["decided_on"] = str(wrong)
            return today
        if found > today:
            self.errors["decided_on"] = _("Ngày ký quyết định chưa đến.")
        return found

    def repeats(self, code: str) -> None:
        """The campaign's code must be typed again where nothing can be undone."""
        if self.code != code:
            self.errors["code"] = _("Mã chưa đúng. Mã của chiến dịch này là %(code)s.", code=code)

    def changes(self) -> list[dict[str, str]]:
        """What an amendment annuls."""
        if not self.subject:
            self.errors["subject"] = _("Bạn ghi mã đội hoặc mã báo cáo bị hủy kết quả.")
        return [{"kind": self.kind, "id": self.subject}]
