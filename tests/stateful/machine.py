"""Random seasons, step by step: whatever is done, the app answers as the model does and its books are the model's."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from app.database import db
from app.services.invariants import INVARIANTS
from tests.cast import NOW
from tests.stateful.ground import Ground
from tests.stateful.model import (
    BONUSES,
    CAPTAINS,
    DOSSIER,
    LAST,
    MEETING,
    OUTREACH,
    PAYMENT,
    PENALTIES,
    POSTERS,
    REPORTED,
    SHIFT,
    SIZES,
    TRAINING,
    UNITS,
    VERIFIERS,
    VNEID,
    Model,
    Told,
)
from tests.stateful.world import AFTER, BEFORE, KEPT

EACH_STEP = ("gapless_sequence", "one_live_decision", "state_follows_decision", "one_award")
NAMES = UUID(int=2026)
MOST = {VNEID: 60, DOSSIER: 40, PAYMENT: 80, POSTERS: 300, OUTREACH: 4, SHIFT: 4}
TEAMS = st.sampled_from(["QN1", "QN1", "QN1", "QN2", "AN1"])
DAYS_BACK = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 40, -1])
FATES = st.sampled_from([KEPT] * 14 + [BEFORE, AFTER])
SELDOM = st.sampled_from([False] * 9 + [True])
TICKS = st.sampled_from(
    [timedelta(seconds=1), timedelta(minutes=7), timedelta(hours=3), timedelta(hours=11)] * 3
    + [timedelta(days=1), timedelta(days=2), timedelta(days=4)]
)
STRANGERS = st.sampled_from(["captain", "member", "auditor", "admin", "verifier_hn", "verifier", "verifier_an"])
LINES = st.lists(
    st.sampled_from(REPORTED).flatmap(lambda code: st.tuples(st.just(code), st.integers(1, MOST[code]))),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each[0],
).map(dict)
WANT = st.sampled_from(["as claimed", "as claimed", "reduced", "rejected", "mixed"])
ANNOUNCED_FROM = 40
MOST_JOINERS = 2


class Season(RuleBasedStateMachine):
    """One run: a database laid anew, the same moves for it and for the model."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        ground.lay_anew()
        self.world = ground.world
        self.model = Model(NOW)
        self.world.tick(NOW)
        self.made = self.steps = 0
        self.is_sound = True

    def does(self, data: Any, verb: str, *told: Any) -> str:
        """The move on both sides; sometimes the process dies just before or just after its commit."""
        fate = data.draw(FATES, label="fate")
        self.is_sound = False
        before = deepcopy(self.model) if fate == BEFORE else None
        expected = getattr(self.model, verb)(*told)
        if fate == BEFORE and not expected:
            assert before is not None
            self.model, expected = before, BEFORE
        found = self.world.play(verb, *told, fate=fate)
        note(f"{self.model.now:%d/%m %H:%M:%S} UTC: {verb}{told} -> {found or 'done'} ({fate})")
        assert found == expected, f"{verb}{told}: the app says {found!r}, the model {expected!r}"
        self.books_agree(landed=not found)
        self.steps += 1
        self.is_sound = True
        return found

    def passes(self, by: timedelta) -> None:
        """Time goes by, for both; nothing happens of itself."""
        self.model.tick(self.model.now + by)
        self.world.tick(self.model.now)
        note(f"{self.model.now:%d/%m %H:%M:%S} UTC")

    def books_agree(self, landed: bool) -> None:
        """Standings and ledger say what the model says; where something landed, what is cheap to check holds."""
        due = {team: self.model.standing(team) for team in SIZES}
        found = self.world.standings()
        assert found == due, f"the standings say {found}, the model {due}"
        sums = {team: (0, 0, 0) for team in SIZES} | self.world.sums()
        assert sums == {team: each[:3] for team, each in due.items()}, f"the ledger says {sums}, the model {due}"
        if landed:
            holds(EACH_STEP)
        db.session.rollback()

    def teardown(self) -> None:
        """At the end of each run every invariant holds; a run that failed has said why already."""
        if self.is_sound:
            holds(tuple(INVARIANTS))
        db.session.remove()

    def picks(self, data: Any, *states: str) -> tuple[str, Told]:
        """One of the reports in such a state, or now and then any report at all."""
        found = [uuid for uuid, told in self.model.reports.items() if told.state in states]
        anything = not found or data.draw(SELDOM, label="any report")
        uuid = data.draw(st.sampled_from(list(self.model.reports) if anything else found), label="report")
        return uuid, self.model.reports[uuid]

    def day(self, data: Any) -> date:
        return self.model.today - timedelta(data.draw(DAYS_BACK, label="days back"))

    def verifier(self, data: Any, told: Told) -> str:
        """Mostly one who may, sometimes anybody."""
        if data.draw(SELDOM, label="a stranger"):
            return str(data.draw(STRANGERS))
        local = next(name for name, unit in VERIFIERS.items() if unit == UNITS[told.team])
        return str(data.draw(st.sampled_from([local, "officer"]), label="verifier"))

    def seen(self, data: Any, told: Told) -> int:
        return told.version - data.draw(SELDOM, label="an old version")

    def new_id(self) -> str:
        self.made += 1
        return str(uuid5(NAMES, str(self.made)))

    def has(self, *states: str) -> bool:
        return any(told.state in states for told in self.model.reports.values())

    # Time

    @rule(by=TICKS)
    def time_passes(self, by: timedelta) -> None:
        self.passes(by)

    # Teams

    @rule(data=st.data(), team=TEAMS, lines=LINES, draft=SELDOM)
    def a_captain_reports(self, data: Any, team: str, lines: dict[str, int], draft: bool) -> None:
        self.does(data, "send", self.new_id(), team, CAPTAINS[team], lines, self.day(data), not draft)

    @rule(data=st.data(), team=TEAMS, lines=LINES, minutes=st.integers(0, 2))
    def a_captain_reports_today(self, data: Any, team: str, lines: dict[str, int], minutes: int) -> None:
        self.passes(timedelta(minutes=minutes))
        self.does(data, "send", self.new_id(), team, CAPTAINS[team], lines, self.model.today, True)

    @precondition(lambda self: self.model.reports)
    @rule(data=st.data())
    def a_phone_sends_again(self, data: Any) -> None:
        uuid, told = self.picks(data, *("submitted", "decided"))
        if told.body:
            self.does(data, "send", uuid, told.team, told.author, dict(told.body[1]), told.body[0], True)

    @precondition(lambda self: self.model.reports)
    @rule(data=st.data(), lines=LINES, team=TEAMS)
    def another_report_under_a_used_id(self, data: Any, lines: dict[str, int], team: str) -> None:
        uuid, _ = self.picks(data, "submitted", "decided", "withdrawn")
        self.does(data, "send", uuid, team, CAPTAINS[team], lines, self.model.today, True)

    @precondition(lambda self: self.has("draft", "submitted", "returned"))
    @rule(data=st.data(), lines=LINES, other_day=SELDOM, draft=SELDOM)
    def a_captain_amends(self, data: Any, lines: dict[str, int], other_day: bool, draft: bool) -> None:
        uuid, told = self.picks(data, "draft", "returned", "submitted")
        day = self.day(data) if other_day else told.day
        self.does(data, "amend", uuid, CAPTAINS[told.team], lines, day, self.seen(data, told), not draft)

    @precondition(lambda self: self.has("draft", "submitted", "returned"))
    @rule(data=st.data())
    def a_captain_withdraws(self, data: Any) -> None:
        uuid, told = self.picks(data, "returned", "submitted", "draft")
        self.does(data, "withdraw", uuid, CAPTAINS[told.team])

    @precondition(lambda self: self.has("decided"))
    @rule(data=st.data(), stranger=SELDOM)
    def a_team_corrects_itself(self, data: Any, stranger: bool) -> None:
        uuid, told = self.picks(data, "decided")
        verified = {code: each or 0 for code, each in (told.verified or {}).items()}
        known = list(verified) or list(told.lines)
        codes = data.draw(st.lists(st.sampled_from(known), min_size=1, unique=True), label="corrected")
        lowered = {code: data.draw(st.integers(0, verified.get(code, 0) + 1), label=code) for code in codes}
        by = "member" if stranger else CAPTAINS[told.team]
        self.does(data, "correct", uuid, by, lowered)

    # Verifiers

    @precondition(lambda self: self.has("submitted"))
    @rule(data=st.data(), want=WANT)
    def a_verifier_decides(self, data: Any, want: str) -> None:
        uuid, told = self.picks(data, "submitted")
        verdicts = {code: self.verdict(data, want, code, claimed) for code, claimed in told.lines.items()}
        self.does(data, "decide", uuid, self.verifier(data, told), verdicts, self.seen(data, told))

    @precondition(lambda self: self.has("submitted"))
    @rule(data=st.data())
    def a_verifier_clears_the_queue(self, data: Any) -> None:
        for uuid, told in list(self.model.reports.items()):
            if told.state == "submitted":
                self.does(data, "decide", uuid, "officer", dict(told.lines), told.version)

    def verdict(self, data: Any, want: str, code: str, claimed: int) -> int | None:
        if want == "mixed":
            want = data.draw(st.sampled_from(["as claimed", "reduced", "rejected"]), label=code)
        if want == "reduced":
            return int(data.draw(st.integers(0, claimed), label=code))
        return claimed if want == "as claimed" else None

    @precondition(lambda self: self.has("submitted"))
    @rule(data=st.data())
    def a_verifier_returns(self, data: Any) -> None:
        uuid, told = self.picks(data, "submitted")
        verdicts = {code: data.draw(st.sampled_from(["returned", "accepted"]), label=code) for code in told.lines}
        verdicts[next(iter(told.lines))] = "returned"
        self.does(data, "decide", uuid, self.verifier(data, told), verdicts, self.seen(data, told))

    @precondition(lambda self: self.has("decided"))
    @rule(data=st.data())
    def a_decision_is_taken_back(self, data: Any) -> None:
        uuid, told = self.picks(data, "decided")
        self.does(data, "reopen", uuid, self.verifier(data, told))

    @rule(data=st.data(), kind=st.sampled_from([TRAINING, MEETING]), by=st.sampled_from(["verifier", "officer"]))
    def an_organiser_ticks_off_who_came(self, data: Any, kind: str, by: str) -> None:
        teams = data.draw(st.lists(st.sampled_from(["QN1", "QN2"]), min_size=1, unique=True), label="teams")
        most = 9 if kind == TRAINING else 1
        counts = {team: data.draw(st.integers(1, most), label=team) for team in teams}
        self.does(data, "gather", self.new_id(), by, kind, self.day(data), counts)

    # The province

    @precondition(lambda self: self.has("decided"))
    @rule(data=st.data())
    def the_council_annuls_a_session(self, data: Any) -> None:
        uuid, told = self.picks(data, "decided")
        by = self.verifier(data, told) if data.draw(SELDOM, label="not an officer") else "officer"
        self.does(data, "annul", uuid, by)

    @rule(data=st.data(), team=TEAMS, code=st.sampled_from(sorted(PENALTIES | BONUSES)), odd=SELDOM)
    def an_officer_posts(self, data: Any, team: str, code: str, odd: bool) -> None:
        kind = "bonus" if code in BONUSES else "penalty"
        size = data.draw(st.integers(0, 60), label="size") if odd or not PENALTIES.get(code) else PENALTIES[code]
        about = [uuid for uuid, told in self.model.reports.items() if told.team == team]
        uuid = data.draw(st.sampled_from([None, *about]), label="about")
        subject = data.draw(st.sampled_from(["form 1", "form 2"]), label="subject")
        by = data.draw(STRANGERS) if data.draw(SELDOM, label="a stranger") else "officer"
        self.does(data, "post", team, by, (kind, code, subject, size), uuid)

    @precondition(lambda self: self.model.extras)
    @rule(data=st.data())
    def an_officer_takes_back(self, data: Any) -> None:
        team, *rest = data.draw(st.sampled_from(sorted(self.model.extras)), label="extra")
        self.does(data, "reverse", team, "officer", *rest)

    @rule(
        data=st.data(),
        code=st.sampled_from([*REPORTED, TRAINING]),
        change=st.one_of(
            st.fixed_dictionaries({"points": st.integers(1, 20)}),
            st.fixed_dictionaries({"cap": st.sampled_from([1, 2, 5, 15, 40, 90])}),
            st.fixed_dictionaries({"on": st.booleans()}),
        ),
        ceiling=st.sampled_from([0, 0, 60, 150, 400, 1000]),
        retroactive=st.sampled_from([True, True, True, False]),
        outdated=SELDOM,
    )
    def the_rules_change(
        self, data: Any, code: str, change: dict[str, Any], ceiling: int, retroactive: bool, outdated: bool
    ) -> None:
        newest = self.model.rules[-1]
        changes = {} if code == TRAINING and "cap" in change else {code: change}
        seen = len(self.model.rules) - outdated
        self.does(data, "publish", changes, ceiling or newest.ceiling, self.day(data), retroactive, seen)

    @rule(data=st.data(), team=TEAMS)
    def the_office_works(self, data: Any, team: str) -> None:
        """What happens a few times in a season; the results are announced late, or tried too early."""
        tasks = [self.bars, self.opens_a_day, self.resizes, self.enrols_a_member, self.freezes]
        if self.steps >= ANNOUNCED_FROM or self.has("submitted", "returned"):
            tasks.append(self.announces)
        data.draw(st.sampled_from(tasks), label="task")(data, team)

    def bars(self, data: Any, team: str) -> None:
        self.does(data, "bar", team, "officer")

    def opens_a_day(self, data: Any, team: str) -> None:
        by = "verifier" if data.draw(SELDOM, label="not an officer") else "officer"
        back = data.draw(st.integers(4, 8), label="days back")
        self.does(data, "open_day", team, by, self.model.today - timedelta(back))

    def resizes(self, data: Any, team: str) -> None:
        self.does(data, "resize", team, data.draw(st.integers(1, 9), label="size"))

    def enrols_a_member(self, data: Any, team: str) -> None:
        """A verifier joins a team; most must stay strangers, or nobody is left to decide."""
        if len(self.model.members) < MOST_JOINERS:
            name = data.draw(st.sampled_from(["verifier", "verifier_an", "officer"]), label="who")
            since = self.model.today + timedelta(data.draw(st.integers(-3, 3), label="since"))
            self.does(data, "join", name, team, since)

    def freezes(self, data: Any, team: str) -> None:
        if self.steps > ANNOUNCED_FROM // 2:
            self.does(data, "freeze")

    def announces(self, data: Any, team: str) -> None:
        self.does(data, "announce", LAST)


def holds(names: Sequence[str]) -> None:
    """These invariants of the app hold."""
    broken = {name: faults for name in names if (faults := list(INVARIANTS[name]()))}
    assert not broken, f"broken: {broken}"
