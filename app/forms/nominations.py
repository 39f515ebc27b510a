"""The form that puts somebody forward, and the answer of whoever is asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong

REASON = 1000


@dataclass(slots=True)
class NominationForm:
    """`who` is a member's id as the list offers it."""

    uuid: str = field(default_factory=lambda: str(uuid4()))
    who: str = ""
    why: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str], able: Collection[str]) -> "NominationForm":
        """What the browser sent, checked."""
        found = cls(who=form.get("who", "")[:36], why=form.get("why", ""))
        try:
            found.uuid = str(UUID(form.get("uuid", "")))
        except ValueError:
            found.errors["form"] = _("Biểu mẫu này không đọc được. Bạn mở lại trang rồi làm lại.")
        if found.who not in able:
            found.errors["who"] = _("Bạn chọn một người trong danh sách.")
        try:
            found.why = fields.text({"why": found.why}, "why", REASON)
        except Wrong as wrong:
            found.errors["why"] = str(wrong)
        if not found.why:
            found.errors.setdefault("why", _("Bạn ghi thành tích; Hội đồng sẽ đọc."))
        return found


def answer_of(form: Mapping[str, str]) -> bool | None:
    """Yes or no; None where neither was chosen."""
    return {"yes": True, "no": False}.get(form.get("answer", ""))
