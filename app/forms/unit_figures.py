"""The form of a unit's figures: a day, members, and members who hold both accounts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.models.unit_figures import MOST_MEMBERS
from app.rulebook.numbers import parse_whole, show_whole
from app.services.unit_figures import Figures

Read = TypeVar("Read")


@dataclass(slots=True)
class FiguresForm:
    """What was typed, kept as typed; `errors` by field."""

    day: str
    members: str = ""
    members_with_accounts: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "FiguresForm":
        """What the browser sent."""
        day, members, accounts = (form.get(name, "")[:20] for name in ("day", "members", "members_with_accounts"))
        return cls(day, members, accounts)

    def figures(self, today: date) -> Figures | None:
        """Clean values; None when a field is wrong."""
        day = self._read("day", lambda: _past(self.day, today))
        members = self._read("members", lambda: _count(self.members))
        with_accounts = self._read("members_with_accounts", lambda: _count(self.members_with_accounts))
        if members is not None and with_accounts is not None and with_accounts > members:
            self.errors["members_with_accounts"] = _(
                "Số đoàn viên có đủ hai tài khoản không vượt số đoàn viên (%(members)s).", members=show_whole(members)
            )
        if self.errors or day is None or members is None or with_accounts is None:
            return None
        return Figures(day, members, with_accounts)

    def _read(self, name: str, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return None


def _past(raw: str, today: date) -> date:
    found = fields.day(raw)
    if found > today:
        raise Wrong(_("Ngày này chưa đến. Bạn ghi ngày đã thống kê."))
    return found


def _count(raw: str) -> int:
    found = parse_whole(raw.strip())
    if found is None:
        raise Wrong(_("Số lượng là số nguyên, ví dụ 1.250."))
    if found > MOST_MEMBERS:
        raise Wrong(_("Số lượng từ 0 đến %(most)s.", most=show_whole(MOST_MEMBERS)))
    return found
