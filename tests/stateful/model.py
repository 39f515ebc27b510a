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
RECHECKS_CLOSE = date(2026, 4, 8)
DRAWN_AFTER = timedelta(minutes=1)
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
VERIFIERS = {"verifier": "quy nhon", "verifier_an": "an nhon", "verifier_qd": "quy nhon dong"}
LOOKS = {"quy nhon": "verifier_qd"}  # who else verifies in the cluster; for An Nhơn the province looks
OFFICERS = ("officer", "officer_two")
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
    decisions: list[tuple[str, str]] = field(default_factory=list)  # kind and by whom
    decided: datetime | None = None
    overruled: bool = False  # a re-check has been answered, and nothing reopened since
    check: str = ""  # whom the second look is asked of, until it is "given"
    reviewed: set[str] = field(default_factory=set)
    annulled: bool = False
    flagged: bool = False
    posted: bool = False
    body: Any = None

    @property
    def decider(self) -> str:
        """Who decided last."""
        return self.decisions[-1][1] if self.decisions else ""

    def figures(self) -> dict[str, int]:
        """What stands, line by line."""
        return {code: each or 0 for code, each in (self.verified or {}).items()}


@dataclass
class Request:
    """A request for a re-check of a report's decision of that number."""

    uuid: str
    contested: int
    answered: bool = False
    granted: bool = False


@dataclass
class Batch:
    """Reports with the number of the decision that was taken into it."""

    effect: str
    whose: str
    taken: dict[str, int]
    is_closed: bool = False


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
    requests: dict[str, Request] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)
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
        return name in OFFICERS or VERIFIERS.get(name) == UNITS[team]

    def is_involved(self, name: str, told: Told) -> bool:
        wrote = told.author == name and not told.organised
        return wrote or name in told.reviewed or self.belongs(name, told.team, told.day, self.today)

    def may_decide(self, name: str, told: Told) -> bool:
        return self.covers(name, told.team) and not self.is_involved(name, told)

    def decides_anew(self, name: str, told: Told) -> bool:
        """Whether they had no part in the report and have decided nothing of it."""
        return not self.is_involved(name, told) and name not in {by for _, by in told.decisions}

    def may_look(self, name: str, told: Told) -> bool:
        asked = name in OFFICERS if told.check == "province" else VERIFIERS.get(name) == told.check
        return asked and self.decides_anew(name, told)

    def may_answer(self, name: str, told: Told) -> bool:
        return name in OFFICERS and self.decides_anew(name, told)

    def may_post(self, name: str, team: str) -> bool:
        return name in OFFICERS and not self.belongs(name, team, self.today)

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
        self._landed(uuid, "corrected", by)
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
        if "returned" in verdicts.values():
            told.state, told.verified = "returned", None
            self._landed(uuid, "returned", by)
        else:
            told.decided = told.decided or self.now
            self._verified(uuid, "decided", by, verdicts)
        return ""

    def _verified(self, uuid: str, kind: str, by: str, verdicts: Mapping[str, int | str | None]) -> None:
        told = self.reports[uuid]
        told.state = "decided"
        told.verified = {code: each if isinstance(each, int) else None for code, each in verdicts.items()}
        told.posted = told.posted or any(each is not None for each in told.verified.values())
        self._landed(uuid, kind, by)

    def _landed(self, uuid: str, kind: str, by: str) -> None:
        self.reports[uuid].decisions.append((kind, by))
        self.judged.append((by, uuid, self.today))

    def reopen(self, uuid: str, by: str) -> str:
        told = self.reports[uuid]
        refusal = self._standing_decision(told)
        if refusal and not (self.decisions_open and told.state == "returned"):
            return refusal
        if by not in (told.decider, *OFFICERS):
            return "not_yours_to_reopen"
        if not self.may_decide(by, told):
            return "not_yours_to_decide"
        self._reopened(uuid, by)
        return ""

    def _reopened(self, uuid: str, by: str) -> None:
        told = self.reports[uuid]
        told.state, told.verified = "submitted", None
        self.reports[uuid].overruled = False
        self._landed(uuid, "reopened", by)

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
                told = Told(team, by, self.sizes[team], day, {kind: count}, first=self.now, organised=True)
                self.reports[uuid] = told
                self._verified(uuid, "decided", by, {kind: count})
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

    # The second look

    def draw(self) -> str:
        """Everything that was decided more than a minute ago; what an organiser recorded is not looked at."""
        for told in self.reports.values() if self.decisions_open else ():
            if told.decided and told.decided < self.now - DRAWN_AFTER and not told.check and not told.organised:
                near = LOOKS.get(UNITS[told.team])
                told.check = VERIFIERS[near] if near and not self.is_involved(near, told) else "province"
        return ""

    def look(self, uuid: str, by: str, verdicts: Mapping[str, int | None], seen: int) -> str:
        told = self.reports[uuid]
        if told.check == "given":
            return "cross_check_given"
        if not self.may_look(by, told):
            return "not_yours_to_check"
        if told.state != "decided":
            return "check_reopened"
        if told.overruled:
            return "check_overruled"
        if not self.decisions_open:
            return "decisions_closed"
        if seen != len(told.decisions):
            return "decision_changed"
        if told.annulled:
            return "report_annulled"
        if self._differs(told, verdicts):
            self._verified(uuid, "checked", by, verdicts)
        else:
            self.judged.append((by, uuid, self.today))
        told.check = "given"
        return ""

    def _differs(self, told: Told, verdicts: Mapping[str, int | None]) -> bool:
        return told.figures() != {code: each or 0 for code, each in verdicts.items()}

    def contest(self, form: str, uuid: str, by: str, seen: int) -> str:
        told = self.reports[uuid]
        if by != CAPTAINS[told.team]:
            return "not_yours_to_contest"
        if self.final or self.today > RECHECKS_CLOSE:
            return "rechecks_closed"
        if refusal := self._counts(told, seen, len(told.decisions)):
            return refusal
        contested = {each.contested for each in self.requests.values() if each.uuid == uuid}
        if told.decisions[-1][0] == "rechecked" or len(told.decisions) in contested:
            return "recheck_asked"
        self.requests[form] = Request(uuid, len(told.decisions))
        return ""

    def _counts(self, told: Told, seen: int, contested: int) -> str:
        """An annulment is judged by a request against itself, not by one against what it annulled."""
        if told.state != "decided":
            return "report_not_decided"
        if seen != len(told.decisions):
            return "decision_changed"
        return "report_annulled" if told.annulled and contested != len(told.decisions) else ""

    def grant(self, form: str, by: str, verdicts: Mapping[str, int | None], seen: int) -> str:
        request = self.requests[form]
        told = self.reports[request.uuid]
        if refusal := self._answering(request, by) or self._counts(told, seen, request.contested):
            return refusal
        if not told.annulled and not self._differs(told, verdicts):
            return "recheck_same"
        if told.organised and told.annulled and self._ticked_since(told, verdicts):
            return "recheck_repeats"
        told.annulled, request.granted = False, True
        self._verified(request.uuid, "rechecked", by, verdicts)
        request.answered = told.overruled = True
        return ""

    def _ticked_since(self, told: Told, verdicts: Mapping[str, int | None]) -> bool:
        """While it was annulled the same could be ticked off again: it counts once."""
        return any(quantity and self._known(told.team, code, told.day) for code, quantity in verdicts.items())

    def turn_down(self, form: str, by: str, seen: int) -> str:
        request = self.requests[form]
        if refusal := self._answering(request, by) or self._counts(self.reports[request.uuid], seen, request.contested):
            return refusal
        self.judged.append((by, request.uuid, self.today))
        request.answered = self.reports[request.uuid].overruled = True
        return ""

    def _answering(self, request: Request, by: str) -> str:
        if request.answered or self._granted_since(request):
            return "recheck_answered"
        if self.final:
            return "results_final"
        return "" if self.may_answer(by, self.reports[request.uuid]) else "not_yours_to_answer"

    def open_requests(self) -> list[str]:
        """Those that still need an answer."""
        return [form for form, each in self.requests.items() if not each.answered and self._is_alive(each)]

    def _is_alive(self, request: Request) -> bool:
        told = self.reports[request.uuid]
        sleeps = told.annulled and request.contested != len(told.decisions)
        return told.state != "withdrawn" and not sleeps and not self._granted_since(request)

    def _granted_since(self, request: Request) -> bool:
        mine = [each for each in self.requests.values() if each.uuid == request.uuid]
        return any(each.granted for each in mine[mine.index(request) + 1 :])

    def open_batch(self, form: str, effect: str, whose: str, first: date, last: date) -> str:
        if refusal := self._batch_late(effect):
            return refusal
        taken = {
            uuid: len(told.decisions)
            for uuid, told in self.reports.items()
            if told.state == "decided" and not told.annulled and first <= told.day <= last
            if whose in ("", told.decider)
        }
        if not taken:
            return "batch_size"
        self.batches[form] = Batch(effect, whose, taken)
        return ""

    def apply_batch(self, form: str, by: str) -> str:
        batch = self.batches[form]
        if refusal := "batch_closed" if batch.is_closed else self._batch_late(batch.effect):
            return refusal
        if any(len(self.reports[uuid].decisions) != number for uuid, number in batch.taken.items()):
            return "batch_changed"
        if any(self.is_involved(by, self.reports[uuid]) for uuid in batch.taken):
            return "own_team"
        for uuid in batch.taken:
            told = self.reports[uuid]
            if batch.effect == "annulled":
                told.annulled = True
                self._landed(uuid, "annulled", by)
            else:
                self._reopened(uuid, by)
            told.reviewed |= {batch.whose}
        batch.is_closed = True
        return ""

    def cancel_batch(self, form: str, by: str) -> str:
        if self.batches[form].is_closed:
            return "batch_closed"
        self.batches[form].is_closed = True
        return ""

    def _batch_late(self, effect: str) -> str:
        if self.final:
            return "results_final"
        return "decisions_closed" if effect == "reopened" and not self.decisions_open else ""

    # What the province does

    def annul(self, uuid: str, by: str) -> str:
        told = self.reports[uuid]
        if self.final:
            return "results_final"
        if told.state != "decided":
            return "report_not_decided"
        if told.annulled:
            return "report_annulled"
        if by not in OFFICERS or not self.may_decide(by, told):
            return "not_yours_to_decide"
        told.annulled = True
        self._landed(uuid, "annulled", by)
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
        if by not in OFFICERS:
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
        if any(name == "officer" for name, _team in self.members):
            return "not_yours_to_decide_results"
        if self.final:
            return "results_final"
        if any(told.state in ("submitted", "returned") for told in self.reports.values()):
            return "reports_undecided"
        if self.open_requests():
            return "rechecks_unanswered"
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
