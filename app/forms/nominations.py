"""The form that puts somebody forward, and the answer of whoever is asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from flask_babel import gettext as _

from app.forms import fields

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
        found = cls(fields.form_id(form, "uuid"), form.get("who", "")[:36], form.get("why", ""))
        if found.who not in able:
            found.errors["who"] = _("Bạn chọn một người trong danh sách.")
        checked = fields.said(form, "why", REASON, _("Bạn ghi thành tích; Hội đồng sẽ đọc."), found.errors)
        found.why = checked or found.why
        return found


def answer_of(form: Mapping[str, str]) -> bool | None:
    """Yes or no; None where neither was chosen."""
    return {"yes": True, "no": False}.get(form.get("answer", ""))
