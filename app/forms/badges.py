"""The officer's form of one badge: what is typed becomes the same values that a rule file gives, read the same way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.forms import fields as reading
from app.forms.fields import Wrong
from app.rulebook.badgechecks import faults
from app.rulebook.badges import LEVELS
from app.rulebook.honours import Badge
from app.rulebook.honourtables import BADGE
from app.rulebook.numbers import parse_whole
from app.rulebook.rulefields import WrongValue
from app.rulebook.rules import RuleSet

READERS = {each.name: each for each in BADGE}
TEXTS = ("code", "name", "name_en", "metric", "unit_label", "symbol", "awarded")
NUMBERS = ("minimum", "overturned_pct", *LEVELS)
LISTS = ("activities", "targets", "weekdays")
DAYS = ("first_day", "last_day")
SWITCHES = ("active", "retroactive")
LONGEST_SHOWN = 200


@dataclass(slots=True)
class BadgeForm:
    """Everything as typed, by field; `seen` is the draft's version and `made_for` the rules' it was filled in for.

    `fresh` is a badge that is not published yet.
    """

    typed: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    made_for: int = 0
    reason: str = ""
    fresh: bool = True
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, badge: Badge, made_for: int) -> "BadgeForm":
        """The badge as published, ready to be changed."""
        typed: dict[str, Any] = {name: getattr(badge, name) for name in TEXTS}
        typed |= {name: list(getattr(badge, name)) for name in LISTS}
        typed |= {name: day.isoformat() if (day := getattr(badge, name)) else "" for name in DAYS}
        typed |= {each.level: str(each.threshold) for each in badge.levels}
        typed |= {name: str(getattr(badge, name)) for name in ("minimum", "overturned_pct")}
        typed |= {"active": badge.active, "retroactive": badge.retroactive}
        return cls({**blank(), **typed}, made_for=made_for, fresh=False)

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "BadgeForm":
        """What the browser sent, cut to what can be shown again."""
        typed: dict[str, Any] = {name: form.get(name, "").strip()[:LONGEST_SHOWN] for name in (*TEXTS, *NUMBERS, *DAYS)}
        typed |= {name: [each[:60] for each in form.getlist(name)[:100]] for name in LISTS}
        typed |= {name: form.get(name) == "1" for name in SWITCHES}
        seen, made_for = (reading.version(form.get(name, "")) for name in ("seen", "made_for"))
        return cls(typed, seen, made_for, form.get("reason", ""), fresh=form.get("fresh") == "1")

    def badge(self, rules: RuleSet, span: tuple[date, date]) -> Badge | None:
        """The badge these fields make; None when one is wrong, which `errors` then tells by field."""
        known = next((each for each in rules.badges if each.code == self.typed["code"]), None)
        raw = self._raw() | {
            "number": known.number if known else max((each.number for each in rules.badges), default=0) + 1,
            "tied_to": known.tied_to if known else "",
        }
        values = {name: self._read(name, value) for name, value in raw.items()}
        if self.errors:
            return None
        badge = Badge(**values)
        offered = {each.code: each.on for each in rules.activities}
        for name, message in faults(badge, span, offered):
            self.errors.setdefault("gold" if name == "levels" else name, message)
        if known and known.holder != badge.holder:
            self.errors["metric"] = _(
                "Huy hiệu của đội, của thành viên và của người thẩm định không đổi qua lại được. Bạn tạo huy hiệu mới."
            )
        self._refuse_unknown(badge, rules)
        return None if self.errors else badge

    def why(self) -> str:
        """The reason for publishing, which everybody reads; says what is wrong with it in `errors`."""
        try:
            found = reading.text({"reason": self.reason}, "reason", 500)
        except Wrong as wrong:
            self.errors["reason"] = str(wrong)
            return ""
        if not found:
            self.errors["reason"] = _("Bạn ghi lý do để các đội hiểu vì sao huy hiệu đổi.")
        return found

    def _raw(self) -> dict[str, Any]:
        """The fields as a rule file would hold them."""
        raw = {name: self.typed[name] for name in (*TEXTS, *LISTS, *SWITCHES)}
        raw |= {name: self._day(name) for name in DAYS}
        raw["minimum"] = self._number("minimum") or 0
        raw["overturned_pct"] = self._number("overturned_pct")
        raw["levels"] = {each: number for each in LEVELS if (number := self._number(each)) is not None}
        return raw

    def _read(self, name: str, value: Any) -> Any:
        if value is None or (value == "" and name in ("tied_to",)):
            return READERS[name].default if value is None else ""
        try:
            return READERS[name].read(value)
        except WrongValue as wrong:
            shown = "bronze" if name == "levels" else name
            self.errors.setdefault(shown, _("Bạn điền ô này.") if value == "" else str(wrong))
            return None

    def _number(self, name: str) -> int | None:
        raw = self.typed.get(name, "")
        found = parse_whole(raw) if raw else None
        if raw and found is None:
            self.errors[name] = _("Bạn ghi số nguyên, ví dụ 25.")
        return found

    def _day(self, name: str) -> date | None:
        try:
            return reading.day(self.typed[name]) if self.typed[name] else None
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return None

    def _refuse_unknown(self, badge: Badge, rules: RuleSet) -> None:
        targets = {each.code for each in rules.targets}
        for name, known in (("activities", rules.by_code.keys()), ("targets", targets)):
            if set(getattr(badge, name)) - known:
                self.errors[name] = _("Có mục không còn trong bộ tiêu chí. Bạn chọn lại.")


def blank() -> Mapping[str, Any]:
    """An empty form: one decision awards it, and it is on."""
    texts = dict.fromkeys((*TEXTS, *NUMBERS, *DAYS), "")
    return {
        **texts,
        **{name: [] for name in LISTS},
        "symbol": "star",
        "awarded": "decision",
        "active": True,
        "retroactive": False,
    }
