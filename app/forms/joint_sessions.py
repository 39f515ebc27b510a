"""The second step of a joint session: what was done, and which team did how much of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.forms.report_fields import is_uuid
from app.models import Enrolment
from app.rulebook.joint import split
from app.rulebook.numbers import show_whole
from app.services.joint_sessions import MOST_ACTIVITIES, Part, Plan

NAME = 200


@dataclass(slots=True)
class Row:
    """One activity as typed; `shares` in the order of the teams."""

    kind: str
    total: str
    shares: list[str]

    @property
    def is_blank(self) -> bool:
        return not (self.kind or self.total or any(self.shares))


@dataclass(slots=True)
class SplitForm:
    """The second step; `errors` by field."""

    uuid: str
    name: str = ""
    rows: list[Row] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str], teams: int) -> "SplitForm":
        """What the browser sent, for so many teams; without an id of its own a fresh form."""
        rows = [
            Row(
                form.get(f"kind-{row}", "")[:60],
                form.get(f"total-{row}", "")[:20],
                [form.get(f"share-{row}-{team}", "")[:20] for team in range(teams)],
            )
            for row in range(MOST_ACTIVITIES)
        ]
        return cls(form.get("uuid", "")[:40] or str(uuid4()), form.get("name", ""), rows)

    def share_out(self, sizes: Sequence[int]) -> None:
        """Fill in the shares by the teams' sizes, wherever there is a total."""
        for number, row in enumerate(self.rows):
            total = self._read(f"total-{number}", row.total)
            if total:
                row.shares = [show_whole(each) for each in split(total, sizes)]
            elif not row.is_blank:
                self.errors.setdefault(f"total-{number}", _("Bạn ghi số lượng của cả buổi, rồi mới chia."))

    def plan(self, day: date, teams: Sequence[Enrolment], offered: Collection[str]) -> Plan | None:
        """Clean values; None when a field is wrong."""
        if not is_uuid(self.uuid):
            self.errors["form"] = _("Biểu mẫu đã cũ. Bạn mở biểu mẫu mới rồi nhập lại.")
        name = self._name()
        parts = [self._part(number, row, offered) for number, row in enumerate(self.rows) if not row.is_blank]
        if not parts:
            self.errors["kind-0"] = _("Bạn ghi ít nhất một loại việc.")
        for place, team in enumerate(teams):
            if not self.errors and not any(part.shares[place] for part in parts):
                self.errors["form"] = _("%(team)s chưa có phần nào. Bạn chia lại, hoặc bỏ đội ra.", team=team.team.name)
        return None if self.errors else Plan(day, name, tuple(each.id for each in teams), tuple(parts))

    def _part(self, number: int, row: Row, offered: Collection[str]) -> Part:
        if row.kind not in offered:
            self.errors[f"kind-{number}"] = _("Bạn chọn loại việc có trong bộ tiêu chí của ngày này.")
        elif row.kind in {each.kind for each in self.rows[:number]}:
            self.errors[f"kind-{number}"] = _("Loại việc này đã ghi ở trên.")
        total = self._read(f"total-{number}", row.total)
        shares = tuple(self._read(f"share-{number}-{team}", share) for team, share in enumerate(row.shares))
        if not total:
            self.errors.setdefault(f"total-{number}", _("Bạn ghi số lượng của cả buổi."))
        elif sum(shares) != total:
            self.errors.setdefault(f"total-{number}", _not_the_whole(sum(shares), total))
        return Part(row.kind, total, shares)

    def _read(self, name: str, raw: str) -> int:
        try:
            return fields.quantity(raw)
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return 0

    def _name(self) -> str:
        try:
            found = fields.text({"name": self.name}, "name", NAME)
        except Wrong as wrong:
            self.errors["name"] = str(wrong)
            return ""
        if not found:
            self.errors["name"] = _("Bạn ghi tên buổi, ví dụ “Chợ phiên phường Quy Nhơn”.")
        return found.replace("\n", " ")


def _not_the_whole(shares: int, total: int) -> str:
    return _(
        "Phần của các đội cộng lại là %(shares)s, cả buổi là %(total)s. Hai số phải bằng nhau.",
        shares=show_whole(shares),
        total=show_whole(total),
    )
