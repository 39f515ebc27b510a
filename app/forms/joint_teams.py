"""The first step of a joint session, asked for by address: the day, and the teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from app.forms import fields
from app.forms.fields import Wrong
from app.models import Enrolment
from app.services.joint_sessions import MOST_TEAMS

PARTNERS = tuple(f"team-{number}" for number in range(1, MOST_TEAMS))


@dataclass(slots=True)
class TeamsForm:
    """What was typed, kept as typed; `errors` by field."""

    day: str
    teams: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def asked(cls, sent: Mapping[str, str], today: date) -> "TeamsForm":
        """What the address says."""
        teams = {name: sent.get(name, "")[:100] for name in PARTNERS}
        return cls(sent.get("day", "")[:20] or today.isoformat(), teams)

    def wanted_day(self) -> date | None:
        """The day asked for; None and a message when it cannot be read."""
        try:
            return fields.day(self.day)
        except Wrong as wrong:
            self.errors["day"] = str(wrong)
            return None

    def choose(self, own: Enrolment, found: Mapping[str, Sequence[Enrolment]]) -> list[Enrolment]:
        """The team that each field means; says so where it is none, several, one's own or one twice."""
        chosen: list[Enrolment] = []
        for name, teams in found.items():
            if not teams:
                self.errors[name] = _("Không có đội nào của chiến dịch mang mã hay tên này.")
            elif len(teams) > 1:
                self.errors[name] = _("Có %(count)s đội khớp. Bạn chọn một đội.", count=len(teams))
            elif teams[0].id in {own.id, *(each.id for each in chosen)}:
                self.errors[name] = _("Đội này đã có trong buổi phối hợp.")
            else:
                chosen.append(teams[0])
        if not found:
            self.errors[PARTNERS[0]] = _("Bạn ghi ít nhất một đội khác.")
        return chosen
