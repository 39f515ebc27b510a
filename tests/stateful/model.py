"""What the competition says, once more, in plain Python: dictionaries, and the arithmetic read from the rules' text.

Nothing here imports the app. Each verb answers with the refusal's code, or '' and the change is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
REPORTING_CLOSES, VERIFICATION_CLOSES = date(2026, 4, 2), date(2026, 4, 4)
ON_TIME_DAYS, LATE_DAYS = 2, 5
VIETNAM = timedelta(hours=7)

VNEID, DOSSIER, PAYMENT, POSTERS, OUTREACH, SHIFT = (
    "vneid_level2_support",
    "dvc_full_support",
    "e_payment_support",
    "poster_distribution",
    "outreach_session",
    "service_point_shift",
)
TRAINING, MEETING = "training_attendance", "monthly_online_meeting"
REPORTED = (VNEID, DOSSIER, PAYMENT, POSTERS, OUTREACH, SHIFT)
RULES = {  # points, cap, on
    VNEID: (3, 40, True),
    DOSSIER: (5, 25, True),
    PAYMENT: (2, 50, True),
    POSTERS: (5, 4, True),
    OUTREACH: (20, 2, True),
    SHIFT: (15, 3, True),
    TRAINING: (2, 8, True),
    MEETING: (10, 1, True),
}
MONTHLY = {SHIFT, MEETING}
BLOCKS = {POSTERS: 50}
PEAK = 120
SUNDAYS = {VNEID, DOSSIER, PAYMENT, POSTERS, OUTREACH}
SATURDAYS = {DOSSIER, SHIFT}
FOUNDING_DAY, FOUNDED = date(2026, 3, 26), SUNDAYS | {SHIFT}

UNITS = {"QN1": "quy nhon", "QN2": "quy nhon", "AN1": "an nhon", "AN2": "an nhon"}
SIZES = {"QN1": 8, "QN2": 8, "AN1": 6, "AN2": 6}
CAPTAINS = {"QN1": "captain", "QN2": "captain_qn2", "AN1": "captain_an1", "AN2": "captain_an2"}
VERIFIERS = {"verifier": "quy nhon", "verifier_an": "an nhon"}
PENALTIES = {"repeated_late": 5, "duplicate_evidence": 10, "inflated_count": 0}
BONUSES = {"creative_model": 50}


@dataclass
class Rules:
    """One version: from which day, what each type of work is worth, and the ceiling of a team's day."""

    since: date
    work: dict[str, tuple[int, int, bool]]
    ceiling: int


@dataclass
class Told:
    """A report as everybody knows it. `verified` is None where no decision stands, else by activity code."""

    team: str
    author: str
    size: int
    day: date
    lines: dict[str, int]
    state: str = "draft"
    organised: bool = False
    version: int = 1
    first: datetime | None = None
    late: bool = False
    verified: dict[str, int | None] | None = None
    decider: str = ""
    annulled: bool = False
    flagged: bool = False
    posted: bool = False
    body: Any = None


@dataclass
class Model:
    """The whole campaign."""

    now: datetime
    rules: list[Rules] = field(default_factory=list)
    reports: dict[str, Told] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=lambda: dict(SIZES))
    extras: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    reversed: set[tuple[str, str, str, str]] = field(default_factory=set)
    members: dict[tuple[str, str], date] = field(default_factory=dict)
    judged: list[tuple[str, str, date]] = field(default_factory=list)
    opened: set[tuple[str, date]] = field(default_factory=set)
    frozen: bool = False
    final: bool = False
    versions: int = 2

    def __post_init__(self) -> None:
        self.rules += [Rules(FIRST, dict(RULES), 400)] * self.versions

    # The arithmetic

    def standing(self, team: str) -> tuple[int, int, int, int]:
        """Points, verified and scored quantity, and penalties."""
        work, used, earned = self._verified_work(team), {}, {}  # type: ignore[var-annotated]
        points = verified = scored = 0
        for _, _, _, code, quantity, told in work:
            rules = self.rules_on(told.day)
            price, cap, _ = rules.work[code]
            if code == TRAINING:
                cap = next(other.size for *_, other in work if other.day == told.day)
            whose = (code, told.day.month) if code in MONTHLY else (code, told.day)
            units = min(quantity // BLOCKS.get(code, 1), max(0, cap - used.get(whose, 0)))
            used[whose] = used.get(whose, 0) + units
            worth = units * price * percent(code, told.day, told.late) // 100
            worth = min(worth, max(0, rules.ceiling - earned.get(told.day, 0)))
            earned[told.day] = earned.get(told.day, 0) + worth
            points, verified, scored = points + worth, verified + quantity, scored + units * BLOCKS.get(code, 1)
        standing = {key: size for key, size in self.extras.items() if key[0] == team and key not in self.reversed}
        penalties = sum(-size for size in standing.values() if size < 0)
        return points + sum(standing.values()), verified, scored, penalties

    def _verified_work(self, team: str) -> list[tuple[datetime, str, int, str, int, Told]]:
        """Lines in the order in which they fill caps: first submission, then report, then place in the report."""
        found = []
        for uuid, told in self.reports.items():
            if told.team != team or told.state != "decided" or told.annulled or told.verified is None:
                continue
            for place, code in enumerate(told.lines):
                quantity = told.verified.get(code)
                if quantity is not None and told.first is not None:
                    found.append((told.first, uuid, place, code, quantity, told))
        return sorted(found, key=lambda each: each[:3])

    def rules_on(self, day: date) -> Rules:
        """Of the versions that reach the day the one made last; before all of them the first."""
        return next((each for each in reversed(self.rules) if each.since <= day), self.rules[0])

    # Time and people

    @property
    def today(self) -> date:
        return (self.now + VIETNAM).date()

    @property
    def reports_open(self) -> bool:
        return not self.final and FIRST <= self.today <= REPORTING_CLOSES

    @property
    def decisions_open(self) -> bool:
        return not self.final and FIRST <= self.today <= VERIFICATION_CLOSES

    def belongs(self, name: str, team: str, *days: date) -> bool:
        since = self.members.get((name, team))
        return since is not None and any(since <= day for day in days)

    def covers(self, name: str, team: str) -> bool:
        return name == "officer" or VERIFIERS.get(name) == UNITS[team]

    def may_decide(self, name: str, told: Told) -> bool:
        took_part = self.belongs(name, told.team, told.day, self.today)
        return self.covers(name, told.team) and not took_part and (told.organised or told.author != name)

    def may_post(self, name: str, team: str) -> bool:
        return name == "officer" and not self.belongs(name, team, self.today)

    # What teams do

    def send(self, uuid: str, team: str, by: str, lines: Mapping[str, int], day: date, send: bool) -> str:
        body = (day, tuple(lines.items()))
        known = self.reports.get(uuid)
        if known:
            if (known.team, known.author) != (team, by):
                return "report_id_taken"
            return "" if known.body == body else "report_differs"
        told = Told(team, by, self.sizes[team], day, dict(lines), body=body)
        refusal = self._submit(told, day, lines) if send else ""
        if not refusal:
            self.reports[uuid] = told
        return refusal

    def amend(self, uuid: str, by: str, lines: Mapping[str, int], day: date, seen: int, send: bool) -> str:
        told = self.reports[uuid]
        if told.organised or told.state not in ("draft", "submitted", "returned"):
            return "report_decided"
        if told.version != seen:
            return "report_changed"
        if told.state != "draft" and not send:
            return "report_already_sent"
        refusal = self._submit(told, day, lines) if send else ""
        if refusal:
            return refusal
        told.day, told.lines, told.body = day, dict(lines), (day, tuple(lines.items()))
        told.version += 1
        return ""

    def _submit(self, told: Told, day: date, lines: Mapping[str, int]) -> str:
        """The first submission decides lateness and order, whatever comes later."""
        if not FIRST <= day <= LAST:
            return "day_outside_campaign"
        if not all(self.rules_on(day).work[code][2] for code in lines):
            return "activity_not_offered"
        if told.first is None and not self.reports_open:
            return "reports_closed"
        if not self.decisions_open:
            return "decisions_closed"
        if told.first is None or told.day != day:
            if told.posted:
                return "day_in_ledger"
            refusal, late = self._lateness(told.team, day, told.first or self.now)
            if refusal:
                return refusal
            told.first, told.late = told.first or self.now, late
        told.state = "submitted"
        return ""

    def _lateness(self, team: str, day: date, at: datetime) -> tuple[str, bool]:
        sent = (at + VIETNAM).date()
        if sent < day:
            return "report_early", False
        if sent <= min(day + timedelta(ON_TIME_DAYS), REPORTING_CLOSES):
            return "", False
        if sent <= min(day + timedelta(LATE_DAYS), REPORTING_CLOSES) or (team, day) in self.opened:
            return "", True
        return "report_locked", True

    def withdraw(self, uuid: str, by: str) -> str:
        told = self.reports[uuid]
        if told.organised or told.state not in ("draft", "submitted", "returned"):
            return "report_decided"
        told.state = "withdrawn"
        return ""

    def correct(self, uuid: str, by: str, quantities: Mapping[str, int]) -> str:
        told = self.reports[uuid]
        if refusal := self._standing_decision(told):
            return refusal
        if by != CAPTAINS[told.team]:
            return "not_yours_to_correct"
        if told.flagged:
            return "report_flagged"
        assert told.verified is not None
        before = {code: told.verified[code] or 0 for code in quantities if code in told.verified}
        if any(not 0 <= quantities[code] <= before[code] for code in before):
            return "correction_raises"
        if all(quantities[code] == before[code] for code in before):
            return "nothing_to_correct"
        told.verified |= {code: quantities[code] for code in before if told.verified[code] is not None}
        told.decider = by
        return ""

    # What verifiers and organisers do

    def decide(self, uuid: str, by: str, verdicts: Mapping[str, int | str | None], seen: int) -> str:
        told = self.reports[uuid]
        if not self.decisions_open:
            return "decisions_closed"
        if told.state != "submitted":
            return "report_not_waiting"
        if told.version != seen:
            return "report_changed"
        if not self.may_decide(by, told):
            return "not_yours_to_decide"
        told.decider = by
        self.judged.append((by, uuid, self.today))
        if "returned" in verdicts.values():
            told.state, told.verified = "returned", None
        else:
            told.state = "decided"
            told.verified = {code: each if isinstance(each, int) else None for code, each in verdicts.items()}
            told.posted = told.posted or any(each is not None for each in told.verified.values())
        return ""

    def reopen(self, uuid: str, by: str) -> str:
        told = self.reports[uuid]
        refusal = self._standing_decision(told)
        if refusal and not (self.decisions_open and told.state == "returned"):
            return refusal
        if by not in (told.decider, "officer"):
            return "not_yours_to_reopen"
        if not self.may_decide(by, told):
            return "not_yours_to_decide"
        told.state, told.verified, told.decider = "submitted", None, by
        self.judged.append((by, uuid, self.today))
        return ""

    def _standing_decision(self, told: Told) -> str:
        if not self.decisions_open:
            return "decisions_closed"
        if told.state != "decided":
            return "report_not_decided"
        return "report_annulled" if told.annulled else ""

    def gather(self, form: str, by: str, kind: str, day: date, counts: Mapping[str, int]) -> str:
        if not self.decisions_open:
            return "decisions_closed"
        if not FIRST <= day <= LAST:
            return "day_outside_campaign"
        if day > self.today:
            return "day_not_come"
        if not self.rules_on(day).work[kind][2]:
            return "activity_not_offered"
        if not all(self.covers(by, team) for team in counts):
            return "team_not_yours"
        if any(self.belongs(by, team, day, self.today) for team in counts):
            return "own_team"
        most = {team: self.sizes[team] if kind == TRAINING else self.rules_on(day).work[kind][1] for team in counts}
        if not all(1 <= count <= most[team] for team, count in counts.items()):
            return "more_than_came"
        for team, count in counts.items():
            uuid = str(uuid5(UUID(form), team))
            if uuid not in self.reports and not self._known(team, kind, day):
                told = Told(team, by, self.sizes[team], day, {kind: count}, "decided", first=self.now)
                told.verified, told.decider, told.organised, told.posted = {kind: count}, by, True, True
                self.reports[uuid] = told
                self.judged.append((by, uuid, self.today))
        return ""

    def _known(self, team: str, kind: str, day: date) -> bool:
        """Whether the team has it already that day: verified, or claimed where a decision is awaited."""
        for told in self.reports.values():
            if (told.team, told.day) == (team, day) and told.lines.get(kind):
                if told.state in ("submitted", "returned"):
                    return True
                if told.state == "decided" and not told.annulled and (told.verified or {}).get(kind):
                    return True
        return False

    # What the province does

    def annul(self, uuid: str, by: str) -> str:
        told = self.reports[uuid]
        if self.final:
            return "results_final"
        if told.state != "decided":
            return "report_not_decided"
        if told.annulled:
            return "report_annulled"
        if by != "officer" or not self.may_decide(by, told):
            return "not_yours_to_decide"
        told.annulled, told.decider = True, by
        self.judged.append((by, uuid, self.today))
        return ""

    def post(self, team: str, by: str, extra: tuple[str, str, str, int], uuid: str | None) -> str:
        kind, code, subject, size = extra
        if refusal := self._may_move(team, by):
            return refusal
        if kind == "bonus":
            if not 0 < size <= BONUSES[code]:
                return "extra_size"
        elif size <= 0 or (PENALTIES[code] and size != PENALTIES[code]):
            return "extra_size"
        key = (team, kind, code, subject)
        signed = size if kind == "bonus" else -size
        if key in self.extras:
            return "" if self.extras[key] == signed else "extra_posted"
        self.extras[key] = signed
        if uuid and kind == "penalty":
            self.reports[uuid].flagged = True
        return ""

    def reverse(self, team: str, by: str, kind: str, code: str, subject: str) -> str:
        if refusal := self._may_move(team, by):
            return refusal
        self.reversed.add((team, kind, code, subject))
        return ""

    def bar(self, team: str, by: str) -> str:
        return self._may_move(team, by)

    def _may_move(self, team: str, by: str) -> str:
        if not self.may_post(by, team):
            return "not_yours_to_post"
        return "results_final" if self.final else ""

    def publish(
        self, changes: Mapping[str, Mapping[str, Any]], ceiling: int, since: date, retroactive: bool, seen: int
    ) -> str:
        newest = self.rules[-1]
        if self.final:
            return "campaign_final"
        if seen != len(self.rules):
            return "rules_changed"
        if not FIRST <= since <= LAST:
            return "rules_day_outside"
        work = dict(newest.work)
        for code, change in changes.items():
            points, cap, on = work[code]
            work[code] = (change.get("points", points), change.get("cap", cap), change.get("on", on))
        if (work, ceiling) == (newest.work, newest.ceiling) and since >= newest.since:
            return "rules_same"
        if since < self.today and not retroactive:
            return "rules_retroactive"
        self.rules.append(Rules(since, work, ceiling))
        return ""

    def open_day(self, team: str, by: str, day: date) -> str:
        if by != "officer":
            return "team_not_yours"
        if self.belongs(by, team, self.today):
            return "own_team_opened"
        if (team, day) in self.opened:
            return ""
        if not self.reports_open:
            return "reports_closed"
        if not FIRST <= day <= LAST:
            return "day_outside_campaign"
        if self.today <= min(day + timedelta(LATE_DAYS), REPORTING_CLOSES):
            return "day_still_open"
        self.opened.add((team, day))
        return ""

    def freeze(self) -> str:
        if self.frozen or self.final:
            return "already_frozen"
        self.frozen = True
        return ""

    def announce(self, day: date) -> str:
        if self.final:
            return "already_announced"
        if any(told.state in ("submitted", "returned") for told in self.reports.values()):
            return "reports_undecided"
        self.final = True
        return ""

    # People and teams

    def join(self, name: str, team: str, since: date) -> str:
        if (name, team) in self.members:
            return ""
        for judge, uuid, decided in self.judged:
            told = self.reports[uuid]
            if judge == name and told.team == team and since <= max(told.day, decided):
                return "judged_the_team"
        self.members[name, team] = since
        return ""

    def resize(self, team: str, size: int) -> str:
        if self.final:
            return "campaign_final"
        self.sizes[team] = size
        return ""

    def tick(self, now: datetime) -> str:
        self.now = now
        return ""


def percent(code: str, day: date, late: bool) -> int:
    """Peak days raise what is on time."""
    peak = (
        (day.weekday() == 6 and code in SUNDAYS)
        or (day.weekday() == 5 and code in SATURDAYS)
        or (day == FOUNDING_DAY and code in FOUNDED)
    )
    return PEAK if peak and not late else 100
