"""Random seasons, step by step: whatever is done, the app answers as the model does and its books are the model's."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

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
    OFFICERS,
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

EACH_STEP = ("gapless_sequence", "one_live_decision", "state_follows_decision", "one_award", "second_looks_by_others")
NAMES = UUID(int=2026)
MOST = {VNEID: 60, DOSSIER: 40, PAYMENT: 80, POSTERS: 300, OUTREACH: 4, SHIFT: 4}
TEAMS = st.sampled_from(["QN1", "QN1", "QN1", "QN2", "AN1"])
DAYS_BACK = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 40, -1])
FATES = st.sampled_from([KEPT] * 38 + [BEFORE, AFTER])
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
GATHERINGS = st.sampled_from([TRAINING, MEETING])
CHANGES = st.tuples(
    st.sampled_from([*REPORTED, TRAINING]),
    st.one_of(
        st.fixed_dictionaries({"points": st.integers(1, 20)}),
        st.fixed_dictionaries({"cap": st.sampled_from([1, 2, 5, 15, 40, 90])}),
        st.fixed_dictionaries({"on": st.sampled_from([True, True, False])}),
    ),
)
LOOKERS = ("verifier_qd", *OFFICERS)
WANT = st.sampled_from(["as claimed", "as claimed", "reduced", "rejected", "mixed"])
ANNOUNCED_FROM = 30
MOST_JOINERS = 2


class Season(RuleBasedStateMachine):
    """One run: a database laid anew, the same moves for it and for the model."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        ground.lay_anew()
        self.ground, self.world = ground, ground.world
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
        found = self.world.books()
        for team in SIZES:
            due = self.model.standing(team)
            assert found[team] == (due, due[:3]), f"{team}: standing and ledger say {found[team]}, the model {due}"
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
        joined = [name for name, team in self.model.members if team == told.team]
        return str(data.draw(st.sampled_from([local, "officer", *joined]), label="verifier"))

    def seen(self, data: Any, told: Told) -> int:
        return told.version - data.draw(SELDOM, label="an old version")

    def new_id(self) -> str:
        self.made += 1
        return str(uuid5(NAMES, str(self.made)))

    @rule(data=st.data())
    def something_happens(self, data: Any) -> None:
        """One thing of those that can happen now, the common ones more often."""
        self.ground.steps += 1
        states = {told.state for told in self.model.reports.values()}
        able = [each for each in HAPPENINGS if not each.needs or states & each.needs]
        names = [each.name for each in able for _ in range(each.often)]
        getattr(self, data.draw(st.sampled_from(names), label="happens"))(data)

    def time_passes(self, data: Any) -> None:
        self.passes(data.draw(TICKS, label="time"))

    # Teams

    def a_captain_reports(self, data: Any) -> None:
        team, draft = data.draw(TEAMS, label="team"), data.draw(SELDOM, label="a draft")
        self.does(data, "send", self.new_id(), team, CAPTAINS[team], data.draw(LINES), self.day(data), not draft)

    def a_captain_reports_once_more(self, data: Any) -> None:
        """Of the same day and in the same minute or so: caps are shared."""
        team = data.draw(TEAMS, label="team")
        self.passes(timedelta(minutes=data.draw(st.integers(0, 2), label="minutes")))
        for _ in range(2):
            self.does(data, "send", self.new_id(), team, CAPTAINS[team], data.draw(LINES), self.model.today, True)

    def a_phone_sends_again(self, data: Any) -> None:
        uuid, told = self.picks(data, "submitted", "decided", "returned")
        if told.body:
            self.does(data, "send", uuid, told.team, told.author, dict(told.body[1]), told.body[0], True)

    def another_report_under_a_used_id(self, data: Any) -> None:
        uuid, told = self.picks(data, "submitted", "decided", "withdrawn")
        team = data.draw(st.sampled_from([told.team, "QN2"]), label="team")
        self.does(data, "send", uuid, team, CAPTAINS[team], data.draw(LINES), self.model.today, True)

    def a_captain_amends(self, data: Any) -> None:
        uuid, told = self.picks(data, "draft", "returned", "submitted")
        day = self.day(data) if data.draw(SELDOM, label="another day") else told.day
        draft = data.draw(SELDOM, label="a draft")
        seen = self.seen(data, told)
        self.does(data, "amend", uuid, CAPTAINS[told.team], data.draw(LINES), day, seen, not draft)

    def a_captain_withdraws(self, data: Any) -> None:
        uuid, told = self.picks(data, "returned", "submitted", "draft")
        self.does(data, "withdraw", uuid, CAPTAINS[told.team])

    def a_team_corrects_itself(self, data: Any) -> None:
        uuid, told = self.picks(data, "decided")
        verified = {code: each or 0 for code, each in (told.verified or {}).items()}
        known = list(verified) or list(told.lines)
        codes = data.draw(st.lists(st.sampled_from(known), min_size=1, unique=True), label="corrected")
        lowered = {code: data.draw(st.integers(0, verified.get(code, 0)), label=code) for code in codes}
        if data.draw(SELDOM, label="raises"):
            lowered[codes[0]] = verified.get(codes[0], 0) + 1
        by = "member" if data.draw(SELDOM, label="no captain") else CAPTAINS[told.team]
        self.does(data, "correct", uuid, by, lowered)

    # Verifiers and organisers

    def a_verifier_decides(self, data: Any) -> None:
        uuid, told = self.picks(data, "submitted")
        want = data.draw(WANT, label="wants")
        verdicts = {code: self.verdict(data, want, code, claimed) for code, claimed in told.lines.items()}
        self.does(data, "decide", uuid, self.verifier(data, told), verdicts, self.seen(data, told))

    def verdict(self, data: Any, want: str, code: str, claimed: int) -> int | None:
        if want == "mixed":
            want = data.draw(st.sampled_from(["as claimed", "reduced", "rejected"]), label=code)
        if want == "reduced":
            return int(data.draw(st.integers(0, claimed), label=code))
        return claimed if want == "as claimed" else None

    def a_verifier_clears_the_queue(self, data: Any) -> None:
        for uuid, told in list(self.model.reports.items()):
            if told.state == "submitted":
                self.does(data, "decide", uuid, self.officer(told), dict(told.lines), told.version)

    def officer(self, told: Told) -> str:
        """One who may decide it, if any may."""
        return next((each for each in OFFICERS if self.model.may_decide(each, told)), "officer")

    def a_verifier_returns(self, data: Any) -> None:
        uuid, told = self.picks(data, "submitted")
        verdicts = {code: data.draw(st.sampled_from(["returned", "accepted"]), label=code) for code in told.lines}
        verdicts[next(iter(told.lines))] = "returned"
        self.does(data, "decide", uuid, self.verifier(data, told), verdicts, self.seen(data, told))

    def a_decision_is_taken_back(self, data: Any) -> None:
        uuid, told = self.picks(data, "decided")
        self.does(data, "reopen", uuid, self.verifier(data, told))

    def an_organiser_ticks_off_who_came(self, data: Any) -> None:
        kind, by = data.draw(st.tuples(GATHERINGS, st.sampled_from(["verifier", "officer"])), label="what and who")
        teams = data.draw(st.lists(st.sampled_from(["QN1", "QN2"]), min_size=1, unique=True), label="teams")
        most = {team: self.model.sizes[team] if kind == TRAINING else 1 for team in teams}
        counts = {team: data.draw(st.integers(1, most[team]), label=team) for team in teams}
        if data.draw(SELDOM, label="too many"):
            counts[teams[0]] = most[teams[0]] + 1
        self.does(data, "gather", self.new_id(), by, kind, self.day(data), counts)

    # The second look

    def second_looks_are_drawn(self, data: Any) -> None:
        self.does(data, "draw")

    def a_second_look_is_given(self, data: Any) -> None:
        """One that waits, or now and then one that has been given."""
        asked = [uuid for uuid, told in self.model.reports.items() if told.check not in ("", "given")]
        given = [uuid for uuid, told in self.model.reports.items() if told.check == "given"]
        chosen = given if given and data.draw(SELDOM, label="given already") else asked
        if not chosen:
            self.does(data, "draw")
            return
        uuid = data.draw(st.sampled_from(chosen), label="report")
        told = self.model.reports[uuid]
        by = self.somebody(data, [each for each in LOOKERS if self.model.may_look(each, told)])
        self.does(data, "look", uuid, by, self.findings(data, told), self.last_decision(data, told))

    def a_captain_contests(self, data: Any) -> None:
        uuid, told = self.picks(data, "decided")
        by = "member" if data.draw(SELDOM, label="no captain") else CAPTAINS[told.team]
        self.does(data, "contest", self.new_id(), uuid, by, self.last_decision(data, told))

    def a_re_check_is_answered(self, data: Any) -> None:
        """One that is open, or now and then any; where there is none somebody asks."""
        found = self.model.open_requests()
        anything = not found or data.draw(SELDOM, label="any request")
        found = list(self.model.requests) if anything else found
        if not found:
            self.a_captain_contests(data)
            found = self.model.open_requests()
        if not found:
            return
        form = data.draw(st.sampled_from(found), label="request")
        told = self.model.reports[self.model.requests[form].uuid]
        by = self.somebody(data, [each for each in OFFICERS if self.model.may_answer(each, told)])
        seen = self.last_decision(data, told)
        if data.draw(st.sampled_from([True, True, False]), label="granted"):
            self.does(data, "grant", form, by, self.findings(data, told), seen)
        else:
            self.does(data, "turn_down", form, by, seen)

    def an_officer_reviews_many(self, data: Any) -> None:
        """A batch is opened, or one that was is applied or cancelled, whatever happened to its reports meanwhile."""
        waiting = [form for form, each in self.model.batches.items() if not each.is_closed]
        if waiting and data.draw(st.booleans(), label="closes one"):
            form = data.draw(st.sampled_from(waiting), label="batch")
            self.does(data, "cancel_batch" if data.draw(SELDOM, label="cancels") else "apply_batch", form, "officer")
            return
        _, told = self.picks(data, "decided")
        effect = data.draw(st.sampled_from(["reopened", "reopened", "annulled"]), label="effect")
        whose = data.draw(st.sampled_from([told.decider, told.decider, "verifier", ""]), label="whose")
        days = told.day - timedelta(data.draw(st.integers(0, 9), label="days")), told.day
        form = self.new_id()
        opened = self.does(data, "open_batch", form, effect, whose, *days)
        if not opened and data.draw(st.booleans(), label="at once"):
            self.does(data, "apply_batch", form, data.draw(st.sampled_from(OFFICERS), label="officer"))

    def findings(self, data: Any, told: Told) -> dict[str, int | None]:
        """Other figures, or what stands."""
        stands = {code: (told.verified or {}).get(code, claimed) for code, claimed in told.lines.items()}
        if data.draw(st.sampled_from([False, False, True]), label="agrees"):
            return stands
        return {code: self.verdict(data, "mixed", code, claimed) for code, claimed in told.lines.items()}

    def somebody(self, data: Any, able: Sequence[str]) -> str:
        """One of those who may, or a stranger."""
        if not able or data.draw(SELDOM, label="a stranger"):
            return str(data.draw(st.sampled_from([*LOOKERS, "verifier", "auditor"]), label="by"))
        return str(data.draw(st.sampled_from(able), label="by"))

    def last_decision(self, data: Any, told: Told) -> int:
        return len(told.decisions) - data.draw(SELDOM, label="an old decision")

    # The province

    def the_council_annuls_a_session(self, data: Any) -> None:
        uuid, told = self.picks(data, "decided")
        by = self.verifier(data, told) if data.draw(SELDOM, label="not an officer") else "officer"
        self.does(data, "annul", uuid, by)

    def an_officer_posts(self, data: Any) -> None:
        team, code = data.draw(TEAMS, label="team"), data.draw(st.sampled_from([*PENALTIES, *BONUSES]), label="code")
        kind = "bonus" if code in BONUSES else "penalty"
        size = PENALTIES.get(code) or data.draw(st.integers(1, 50), label="size")
        if data.draw(SELDOM, label="another size"):
            size = data.draw(st.integers(0, 60), label="size")
        about = [uuid for uuid, told in self.model.reports.items() if told.team == team]
        uuid = data.draw(st.sampled_from([None, *about]), label="about")
        subject = data.draw(st.sampled_from(["form 1", "form 2"]), label="subject")
        by = data.draw(STRANGERS) if data.draw(SELDOM, label="a stranger") else "officer"
        self.does(data, "post", team, by, (kind, code, subject, size), uuid)

    def an_officer_takes_back(self, data: Any) -> None:
        if self.model.extras:
            team, *rest = data.draw(st.sampled_from(sorted(self.model.extras)), label="extra")
            self.does(data, "reverse", team, "officer", *rest)

    def the_rules_change(self, data: Any) -> None:
        code, change = data.draw(CHANGES, label="change")
        newest = self.model.rules[-1]
        ceiling = data.draw(st.sampled_from([newest.ceiling, newest.ceiling, 60, 150, 400, 1000]), label="ceiling")
        changes = {} if code == TRAINING and "cap" in change else {code: change}
        seen = len(self.model.rules) - data.draw(SELDOM, label="outdated")
        retroactive = not data.draw(SELDOM, label="not retroactive")
        self.does(data, "publish", changes, ceiling, self.day(data), retroactive, seen)

    def the_council_bars_a_team(self, data: Any) -> None:
        self.does(data, "bar", data.draw(TEAMS, label="team"), "officer")

    def a_locked_day_is_opened(self, data: Any) -> None:
        by = "verifier" if data.draw(SELDOM, label="not an officer") else "officer"
        back = data.draw(st.integers(4, 9), label="days back")
        self.does(data, "open_day", data.draw(TEAMS, label="team"), by, self.model.today - timedelta(back))

    def a_team_changes_its_size(self, data: Any) -> None:
        self.does(data, "resize", data.draw(TEAMS, label="team"), data.draw(st.integers(1, 9), label="size"))

    def a_verifier_joins_a_team(self, data: Any) -> None:
        """Most must stay strangers, or nobody is left to decide; who announces, above all."""
        if len(self.model.members) < MOST_JOINERS:
            announcer = data.draw(SELDOM, label="who announces")
            strangers = ["verifier", "verifier_an", "verifier_qd", "officer_two"]
            name = "officer" if announcer else data.draw(st.sampled_from(strangers), label="who")
            since = self.model.today + timedelta(data.draw(st.integers(-3, 3), label="since"))
            self.does(data, "join", name, data.draw(TEAMS, label="team"), since)

    def the_board_is_frozen(self, data: Any) -> None:
        if self.steps > ANNOUNCED_FROM // 2:
            self.does(data, "freeze")

    def the_results_are_announced(self, data: Any) -> None:
        """Late in the season, mostly when all is decided, or too early."""
        waiting = [uuid for uuid, told in self.model.reports.items() if told.state == "submitted"]
        returned = [uuid for uuid, told in self.model.reports.items() if told.state == "returned"]
        if self.steps < ANNOUNCED_FROM and not waiting + returned:
            return
        if self.steps >= ANNOUNCED_FROM and not data.draw(SELDOM, label="too early"):
            for uuid in returned:
                self.does(data, "withdraw", uuid, CAPTAINS[self.model.reports[uuid].team])
            for uuid in waiting:
                told = self.model.reports[uuid]
                self.does(data, "decide", uuid, self.officer(told), dict(told.lines), told.version)
            for form in self.model.open_requests():
                told = self.model.reports[self.model.requests[form].uuid]
                able = [each for each in OFFICERS if self.model.may_answer(each, told)]
                self.does(data, "turn_down", form, (able or ["officer"])[0], len(told.decisions))
        self.does(data, "announce", LAST)


class Happening(NamedTuple):
    """One thing that happens: how often, and which reports it needs, by their states."""

    name: str
    often: int
    needs: frozenset[str] = frozenset()


ANY = frozenset({"draft", "submitted", "returned", "decided", "withdrawn"})
OPEN = frozenset({"draft", "submitted", "returned"})
WAITING, DECIDED = frozenset({"submitted"}), frozenset({"decided"})
HAPPENINGS = (
    Happening("a_captain_reports", 8),
    Happening("time_passes", 6),
    Happening("a_captain_reports_once_more", 3),
    Happening("a_verifier_decides", 14, WAITING),
    Happening("a_verifier_clears_the_queue", 1, WAITING),
    Happening("a_verifier_returns", 3, WAITING),
    Happening("a_phone_sends_again", 2, ANY),
    Happening("another_report_under_a_used_id", 1, ANY),
    Happening("a_captain_amends", 4, OPEN),
    Happening("a_captain_withdraws", 1, OPEN),
    Happening("a_team_corrects_itself", 4, DECIDED),
    Happening("a_decision_is_taken_back", 4, DECIDED),
    Happening("the_council_annuls_a_session", 1, DECIDED),
    Happening("an_organiser_ticks_off_who_came", 3),
    Happening("second_looks_are_drawn", 2, DECIDED),
    Happening("a_second_look_is_given", 6, DECIDED),
    Happening("a_captain_contests", 2, DECIDED),
    Happening("a_re_check_is_answered", 4, DECIDED),
    Happening("an_officer_reviews_many", 4, DECIDED),
    Happening("an_officer_posts", 3),
    Happening("an_officer_takes_back", 1),
    Happening("the_rules_change", 5),
    Happening("the_council_bars_a_team", 1),
    Happening("a_locked_day_is_opened", 1),
    Happening("a_team_changes_its_size", 1),
    Happening("a_verifier_joins_a_team", 2),
    Happening("the_board_is_frozen", 1),
    Happening("the_results_are_announced", 2),
)


def holds(names: Sequence[str]) -> None:
    """These invariants of the app hold."""
    broken = {name: faults for name in names if (faults := list(INVARIANTS[name]()))}
    assert not broken, f"broken: {broken}"
