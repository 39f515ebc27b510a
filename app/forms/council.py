"""The forms of the council's room: an order of equals, a special award's winners, a sentence for the minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.models.council_acts import ACTS

REASON = 1000
MOST_WINNERS = 20


@dataclass(slots=True)
class ActForm:
    """What was typed; `choice` is None where the council takes an earlier one back."""

    uuid: str = field(default_factory=lambda: str(uuid4()))
    kind: str = ""
    subject: str = ""
    reason: str = ""
    choice: dict[str, Any] | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str], winners: Sequence[str]) -> "ActForm":
        """What the browser sent; `winners` as `team:CODE`, `unit:CODE` or `nomination:UUID`."""
        found = cls(
            uuid=fields.form_id(form, "uuid"),
            kind=form.get("kind", "")[:12],
            subject=form.get("subject", "")[:80],
            reason=form.get("reason", ""),
        )
        if found.kind not in ACTS:
            found.errors["form"] = _("Biểu mẫu này không đọc được. Bạn mở lại trang rồi làm lại.")
        if not form.get("withdraw"):
            found.choice = found._chosen(form, winners)
        return found

    def said_why(self) -> str:
        """The reason, as the minutes will have it."""
        missing = _("Bạn ghi lý do; biên bản sẽ chép lại.")
        return fields.said({"reason": self.reason}, "reason", REASON, missing, self.errors)

    def _chosen(self, form: Mapping[str, str], winners: Sequence[str]) -> dict[str, Any]:
        if self.kind == "order":
            return {"teams": self._ordered(form)}
        if self.kind == "special":
            return {"winners": self._winners(winners)}
        return {}

    def _ordered(self, form: Mapping[str, str]) -> list[str]:
        places = {name[6:]: value.strip() for name, value in form.items() if name.startswith("place-")}
        numbers = {
            code: int(each) for code, each in places.items() if each.isascii() and each.isdigit() and len(each) < 4
        }
        if len(numbers) < 2 or len(numbers) != len(places) or len(set(numbers.values())) != len(numbers):
            self.errors["form"] = _("Mỗi đội một thứ tự riêng, từ 1 trở đi.")
        return sorted(numbers, key=lambda code: numbers[code])

    def _winners(self, winners: Sequence[str]) -> list[dict[str, str]]:
        found = [each.strip().partition(":") for each in winners if each.strip()][:MOST_WINNERS]
        if not found or any(kind not in ("team", "unit", "nomination") or not code for kind, _sep, code in found):
            self.errors["form"] = _("Bạn chọn ít nhất một người, đội hoặc đơn vị trong danh sách.")
        return [{kind: code[:80]} for kind, _sep, code in found]
