"""The officer's sheet of the rules on screen, and what it shares with the form for a whole rule file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.forms import fields as reading
from app.forms.fields import Wrong
from app.rulebook.numbers import parse_whole
from app.rulebook.rulefields import Reader, WrongValue
from app.rulebook.rules import Activity, RuleSet
from app.rulebook.ruletables import ACTIVITY, RULES
from app.services.rule_versions import Proposal

REASON = 500
LONGEST_SHOWN = 40
SHEET = {each.name: each.read for each in (*ACTIVITY, *RULES) if each.name in ("points", "cap", "daily_ceiling")}


@dataclass(slots=True, kw_only=True)
class RuleForm:
    """What both forms ask: from which day, whether for days past, why, and the version they were filled in for."""

    version: int
    effective_from: str = ""
    retroactive: bool = False
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def hidden(self) -> dict[str, str]:
        """Everything typed, by field, as another form carries it unseen."""
        kept = {"version": str(self.version), "effective_from": self.effective_from, "reason": self.reason}
        return kept | ({"retroactive": "1"} if self.retroactive else {})

    def proposed(self, rules: RuleSet | None, wanted: date | None = None) -> Proposal | None:
        """The whole proposal once every field could be read; `wanted` is the day that a file names."""
        since, reason = self._since(wanted), self._reason()
        if self.errors or rules is None or since is None:
            return None
        return Proposal(rules, since, self.retroactive, reason, self.version)

    def _since(self, wanted: date | None) -> date | None:
        if not self.effective_from and wanted:
            return wanted
        try:
            found = reading.day(self.effective_from)
        except Wrong as wrong:
            self.errors["effective_from"] = str(wrong)
            return None
        if wanted and found != wanted:
            self.errors["effective_from"] = _(
                "Tệp ghi effective_from là %(day)s. Bạn ghi cùng một ngày ở cả hai nơi, hoặc để trống ô này.",
                day=f"{wanted:%d/%m/%Y}",
            )
        return found

    def _reason(self) -> str:
        try:
            reason = reading.text({"reason": self.reason}, "reason", REASON)
        except Wrong as wrong:
            self.errors["reason"] = str(wrong)
            return ""
        if not reason:
            self.errors["reason"] = _("Bạn ghi lý do để các đội hiểu vì sao quy tắc đổi.")
        return reason


@dataclass(slots=True, kw_only=True)
class SheetForm(RuleForm):
    """One row per activity type; `values` are as typed, by field."""

    values: dict[str, str] = field(default_factory=dict)
    source: str = "sheet"

    @classmethod
    def fresh(cls, rules: RuleSet, version: int, today: date) -> "SheetForm":
        """The newest rules, ready to be changed from today on."""
        return cls(version=version, effective_from=today.isoformat(), values=sheet_values(rules))

    @classmethod
    def sent(cls, form: Mapping[str, str], rules: RuleSet) -> "SheetForm":
        values = {name: form.get(name, "")[:LONGEST_SHOWN] for name in sheet_names(rules)}
        return cls(**shared(form), values=values)

    def hidden(self) -> dict[str, str]:
        return RuleForm.hidden(self) | {name: value for name, value in self.values.items() if value}

    def proposal(self, rules: RuleSet) -> Proposal | None:
        """The newest rules with what the sheet says; None when a field is wrong, which `errors` then tells."""
        activities = tuple(self._activity(each) for each in rules.activities)
        ceiling = self._whole("daily_ceiling", rules.daily_ceiling)
        return self.proposed(replace(rules, activities=activities, daily_ceiling=ceiling))

    def _activity(self, activity: Activity) -> Activity:
        return replace(
            activity,
            on=self.values[f"on-{activity.code}"] == "1",
            points=self._whole(f"points-{activity.code}", activity.points),
            cap=self._whole(f"cap-{activity.code}", activity.cap) if activity.cap_by == "fixed" else activity.cap,
        )

    def _whole(self, name: str, stand_in: int) -> int:
        """The field's number within the bounds of the rules; `stand_in` where it cannot be read."""
        raw = self.values[name].strip()
        read: Reader = SHEET[name.partition("-")[0]]
        try:
            return int(read(parse_whole(raw) if parse_whole(raw) is not None else raw))
        except WrongValue as wrong:
            self.errors[name] = _("Bạn điền ô này.") if not raw else str(wrong)
            return stand_in


def shared(form: Mapping[str, str]) -> dict[str, Any]:
    """The fields that both forms have, as the browser sent them."""
    return {
        "version": reading.version(form.get("version", "")),
        "effective_from": form.get("effective_from", "").strip()[:LONGEST_SHOWN],
        "retroactive": form.get("retroactive") == "1",
        "reason": form.get("reason", ""),
    }


def sheet_names(rules: RuleSet) -> list[str]:
    """The fields of the sheet, in its order."""
    return list(sheet_values(rules))


def sheet_values(rules: RuleSet) -> dict[str, str]:
    """The sheet filled in as the rules stand."""
    values = {"daily_ceiling": str(rules.daily_ceiling)}
    for each in rules.activities:
        values |= {f"on-{each.code}": "1" if each.on else "", f"points-{each.code}": str(each.points)}
        values |= {f"cap-{each.code}": str(each.cap)} if each.cap_by == "fixed" else {}
    return values
