"""Badges in plain Python, straight from the tables: what each team holds, worked out anew after every step."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import text

from app.database import db
from app.queries.rules import RuleBook

LINES = text(
    "SELECT t.code AS team, r.id AS report, r.activity_day, r.origin, r.late, r.members_present, r.team_size, "
    "r.place_id, coalesce(p.hamlet, '') AS hamlet, r.joint_session_id, d.first_look, l.activity_code, v.verdict, "
    "v.claimed, v.verified_quantity "
    "FROM reports r JOIN decisions d ON d.id = r.decision_id JOIN verdicts v ON v.decision_id = d.id "
    "JOIN report_lines l ON l.id = v.line_id JOIN enrolments n ON n.id = r.enrolment_id "
    "JOIN teams t ON t.id = n.team_id "
    "LEFT JOIN places p ON p.id = r.place_id WHERE n.campaign_id = :campaign AND r.state = 'decided' "
    "AND d.kind IN ('decided', 'corrected', 'checked', 'rechecked')"
)
SIZES = text("SELECT t.code, n.size FROM enrolments n JOIN teams t ON t.id = n.team_id WHERE n.campaign_id = :campaign")
HELD = text(
    "SELECT t.code, b.badge_code, b.level FROM badge_awards b JOIN enrolments n ON n.id = b.enrolment_id "
    "JOIN teams t ON t.id = n.team_id WHERE n.campaign_id = :campaign AND b.revoked_seq IS NULL"
)
EXCUSED = text("SELECT day FROM excuses WHERE campaign_id = :campaign")
SUNDAY = 6

Holding = dict[tuple[str, str, str], int]


def held_now(campaign_id: int) -> set[tuple[str, str, str]]:
    """Team, badge and level of every award that holds, as the app keeps it."""
    return {(row[0], row[1], row[2]) for row in db.session.execute(HELD, {"campaign": campaign_id})}


class BadgeModel:
    """What every team should hold; `judge` brings it up to date after a step."""

    def __init__(self, campaign_id: int, start: date, end: date) -> None:
        self.campaign_id = campaign_id
        self.sundays = [day for day in _days(start, end) if day.weekday() == SUNDAY]
        self.end = end
        self.holding: Holding = {}

    def judge(self, book: RuleBook, today: date, weekly: bool) -> None:
        """Award and take back by the rules of today; `weekly` at the end of a week."""
        weekly = weekly or today > self.end
        number = max(each for each, day in zip(book.numbers, book.days, strict=True) if day <= today or each == 1)
        now = {each.code: each for each in book.rule_sets[book.numbers.index(number)].team_badges}
        for team, rows in self._teams().items():
            for code, badge in now.items():
                if badge.awarded == "decision" or weekly:
                    for level in self._reached(badge, rows):
                        self.holding.setdefault((team, code, level), number)
            for key in [each for each in self.holding if each[0] == team]:
                badge, earned = now[key[1]], self._badge(book, self.holding[key], key[1])
                judge = badge if badge.retroactive or self.holding[key] == number else earned
                judged_now = badge.awarded == "decision" or weekly
                if judged_now and key[2] in self._reached(badge, rows):
                    continue
                if judge.awarded == "week" and not weekly:
                    continue
                if judge is badge or key[2] not in self._reached(judge, rows):
                    del self.holding[key]

    def _badge(self, book: RuleBook, number: int, code: str) -> Any:
        return next(each for each in book.rule_sets[book.numbers.index(number)].badges if each.code == code)

    def _teams(self) -> dict[str, tuple[list[Any], int]]:
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for row in db.session.execute(LINES, {"campaign": self.campaign_id}):
            found[row.team].append(row)
        return {team: (found[team], size) for team, size in db.session.execute(SIZES, {"campaign": self.campaign_id})}

    def _reached(self, badge: Any, team: tuple[list[Any], int]) -> list[str]:
        if not badge.active:
            return []
        rows = [each for each in team[0] if self._looked_at(badge, _day(each))]
        if badge.metric in ("on_time_pct", "first_time_pct") and len(_reports(rows, own=True)) < badge.minimum:
            return []
        value = self._value(badge, rows, team[1])
        return [each.level for each in badge.levels if value >= each.threshold]

    def _looked_at(self, badge: Any, day: date) -> bool:
        names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        if badge.weekdays and names[day.weekday()] not in badge.weekdays:
            return False
        return not badge.first_day or bool(badge.first_day <= day <= badge.last_day)

    def _value(self, badge: Any, rows: list[Any], size: int) -> Fraction | int:
        done = [each for each in rows if each.verdict == "verified"]
        mine = [each for each in done if not badge.activities or each.activity_code in badge.activities]
        worked = [each for each in mine if each.verified_quantity]
        own = _reports(done, own=True)
        counted = {
            "quantity": lambda: sum(each.verified_quantity for each in mine),
            "days": lambda: len({_day(each) for each in worked}),
            "activity_days": lambda: len({(each.activity_code, _day(each)) for each in worked}),
            "reports": lambda: len(own),
            "full_squads": lambda: sum((each[0].members_present or 0) >= each[0].team_size for each in own.values()),
            "places": lambda: len({each.place_id for each in done if each.place_id}),
            "hamlets": lambda: len({each.hamlet for each in done if each.hamlet}),
            "partners": lambda: len({each.report for each in done if each.joint_session_id}),
            "months_met": lambda: len({(_day(each).year, _day(each).month) for each in worked}),
            "trained_pct": lambda: Fraction(100 * min(size, _largest(mine)), size),
        }
        if badge.metric in counted:
            return counted[badge.metric]()
        return self._of_sundays_and_shares(badge, rows)

    def _of_sundays_and_shares(self, badge: Any, rows: list[Any]) -> Fraction | int:
        all_own = _reports(rows, own=True)
        went = {
            _day(each)
            for each in rows
            if each.origin != "organiser"
            and each.verdict == "verified"
            and each.verified_quantity
            and _day(each).weekday() == SUNDAY
        }
        asked = [day for day in self.sundays if self._looked_at(badge, day)]
        if badge.metric == "sundays_pct":
            return Fraction(100 * len(went), len(asked)) if asked else 0
        if badge.metric == "sunday_streak":
            return self._streak(asked, went)
        good = {
            "on_time_pct": lambda lines: not lines[0].late,
            "first_time_pct": lambda lines: (
                lines[0].first_look
                and all(each.verdict == "verified" and each.verified_quantity == each.claimed for each in lines)
            ),
        }.get(badge.metric)
        if good is None:
            return 0
        return Fraction(100 * sum(map(good, all_own.values())), len(all_own)) if all_own else 0

    def _streak(self, asked: list[date], went: set[date]) -> int:
        excused = {_as_day(row[0]) for row in db.session.execute(EXCUSED, {"campaign": self.campaign_id})}
        runs = [0]
        for day in asked:
            if day in went:
                runs[-1] += 1
            elif day not in excused:
                runs.append(0)
        return max(runs)


def _reports(rows: list[Any], own: bool) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for each in rows:
        if not own or each.origin != "organiser":
            found[each.report].append(each)
    return found


def _largest(rows: list[Any]) -> int:
    return max((each.verified_quantity for each in rows), default=0)


def _day(row: Any) -> date:
    return _as_day(row.activity_day)


def _as_day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]
