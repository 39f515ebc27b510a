"""A live board that is caught up with is the board that would be made anew, whatever has happened meanwhile."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.database import db, one_state, transaction
from app.live import memory
from app.live.boards import boards
from app.live.making import Boards, made, rolled
from app.models import Enrolment
from app.queries.board_choices import OVERALL, Choice, offers
from app.queries.board_lines import board_lines
from app.queries.board_order import Ruled, Valued, entry_of
from app.queries.board_rows import TeamRow as Listed
from app.queries.campaigns import stage
from app.queries.horizon import horizon
from app.queries.reach import reach
from app.rulebook.boards import REGISTRY
from app.rulebook.ranking import DEFAULT, Row, TieFacts, missing, rank, why_tied
from app.services import decisions, extras, snapshots, teams
from app.services.teams import TeamRow
from tests.cast import NOW, TEAMS, cast, person_named, stand_still
from tests.racing import campaign, enrolment
from tests.reporting import decided, returned, sent

VNEID, DOSSIER = "vneid_level2_support", "dvc_full_support"
CAPTAIN = {"QN1": "captain", "QN2": "captain_qn2", "AN1": "captain_an1", "AN2": "captain_an2"}
VERIFIER = {"QN1": "verifier", "QN2": "verifier", "AN1": "verifier_an", "AN2": "verifier_an"}
MOVES = 25


# --- the order of the lines ---

FIGURES = st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 2), st.integers(0, 2))


def listed(number, figures) -> Listed:
    points, sundays, first, decided_reports = figures
    ties = TieFacts(sundays, 0, min(first, decided_reports), decided_reports)
    return Listed(number, number, f"D{number:02}", "Đội", "Xã", "VN/", "cum", 5, points, ties, None, 0)


def entry(row: Listed):
    return entry_of(Valued(row, row.points), DEFAULT)


def by_the_rules(rows: list[Listed]):
    """What the rulebook says of each place, without a sorted list that is kept."""
    ranked = rank([Row(each, each.code, each.points, each.ties) for each in rows], DEFAULT)
    for place, each in enumerate(ranked):
        above = ranked[each.rank - 2] if each.rank > 1 else None
        tied = ranked[place - 1].row if place and ranked[place - 1].row.points == each.row.points else None
        yield (
            each.row.code,
            each.rank,
            above.rank if above else None,
            missing(each.row, above.row) if above else None,
            (why_tied(tied, each.row) or "shared") if tied and each.row.points else "",
        )


def told(lines):
    return [(each.row.code, each.rank, each.above, each.gap, each.tie) for each in lines]


@given(st.lists(FIGURES, min_size=1, max_size=12), st.lists(st.tuples(st.integers(0, 11), FIGURES), max_size=12))
def test_moved_lines_stand_as_the_rules_of_ranking_say(begun, moves):
    rows = [listed(number, each) for number, each in enumerate(begun)]
    lines = board_lines(map(entry, rows), Ruled(DEFAULT))
    for at, figures in moves:
        old = rows[at % len(rows)]
        rows[at % len(rows)] = listed(old.enrolment_id, figures)
        lines = lines.with_moved([(entry(old), entry(rows[at % len(rows)]))])
    assert told(lines) == list(by_the_rules(rows))
    assert list(lines) == list(board_lines(map(entry, rows), Ruled(DEFAULT)))
    assert [lines.level(top) for top in (1, 2, 20)] == [
        sum(each.rank == lines[top - 1].rank for each in lines[top:]) if top < len(lines) else 0 for top in (1, 2, 20)
    ]


# --- whatever happens in a season ---


class Season:
    """Random moves by the services, as the pages make them."""

    def __init__(self, seed: int) -> None:
        self.people, self.by, self.numbers = cast(), Random(seed), count(1)
        self.copied: set[date] = set()

    def team(self) -> str:
        return self.by.choice(list(CAPTAIN))

    def work(self) -> dict[str, int]:
        return {VNEID: self.by.choice((4, 10, 10, 20)), DOSSIER: self.by.choice((2, 5))}

    def sends(self):
        team, back = self.team(), self.by.randrange(3)
        return team, sent(enrolment(team), person_named(CAPTAIN[team]), self.work(), today() - timedelta(days=back))

    def verifies(self) -> None:
        team, report = self.sends()
        found: tuple[dict[str, int | None], ...] = ({}, {VNEID: 4}, {VNEID: None, DOSSIER: None})
        decided(report, person_named(VERIFIER[team]), self.by.choice(found))

    def verifies_many(self) -> None:
        for _ in range(3):
            self.verifies()

    def returns_and_decides(self) -> None:
        team, report = self.sends()
        returned(report, person_named(VERIFIER[team]))

    def reopens(self) -> None:
        team, report = self.sends()
        decided(report, person_named(VERIFIER[team]))
        with transaction():
            decisions.reopen(report, person_named(VERIFIER[team]), "Xem lại số đếm")

    def gives_or_takes(self) -> None:
        kind, code, points = self.by.choice((("bonus", "creative_model", 40), ("penalty", "repeated_late", 5)))
        about = f"lần {next(self.numbers)}"
        with transaction():
            extras.post(enrolment(self.team()), kind, code, about, points, person_named("officer"), "Biên bản")

    def bars(self) -> None:
        if self.by.random() < 0.3:
            with transaction():
                extras.bar(enrolment("AN2"), person_named("officer"), "Biên bản của Hội đồng")

    def opts_out_or_in(self) -> None:
        """The list of teams is loaded behind it: the audit log is what tells of either."""
        code = self.team()
        with transaction():
            found = db.session.get_one(Enrolment, self.people.enrolments[code].id)
            found.ranked = not found.ranked
        self.lists_teams()

    def lists_teams(self) -> None:
        """A new team, or another size, name or cluster."""
        number = next(self.numbers)
        team = self.by.choice(TEAMS)
        changed = self.by.choice(
            (
                TeamRow(2, f"M{number}", "Đội mới", team.kind, team.unit_code, team.cluster_code, 9),
                TeamRow(2, team.code, f"{team.name} {number}", team.kind, team.unit_code, "phuong", 4 + number % 5),
            )
        )
        with transaction():
            teams.import_teams(campaign(), [changed], person_named("officer"))

    def ends_the_day(self) -> None:
        if self.by.random() < 0.5:
            self.copies(today())
        stand_still(clock.now() + timedelta(days=1))

    def copies_the_day_before(self) -> None:
        """The copy is taken late: the board's day has begun, and nothing else has happened."""
        self.copies(today() - timedelta(days=1))

    def copies(self, day: date) -> None:
        if day not in self.copied:
            self.copied.add(day)
            with transaction():
                snapshots.take(campaign(), "day", day)


PLAIN = ("verifies", "verifies_many", "returns_and_decides", "reopens", "gives_or_takes")
RARE = ("bars", "opts_out_or_in", "lists_teams", "ends_the_day", "copies_the_day_before")


def today() -> date:
    return clock.local_day(clock.now(), "Asia/Ho_Chi_Minh")


def spelled(found: Boards):
    """Everything a page could draw of it."""
    by_cluster = {code: list(lines) for code, lines in found.by_cluster.items() if lines}
    places = {key: found.place_of(key) for key in found.entries}
    flags = (found.compared, found.compared_with_week, found.copies, found.last_sunday, found.has_provinces)
    return by_cluster, places, flags


def choices(seen):
    open_now = offers(seen)
    return [each for board in REGISTRY.values() if (each := open_now.choose(board, None, None, "")) is not None]


def anew(seen, choice) -> Boards:
    found = made(seen, choice)
    return rolled(found, seen, choice) if choice.board.rolls_up else found


@pytest.mark.parametrize("number", [0, *(pytest.param(each, marks=pytest.mark.soak) for each in range(1, 10))])
def test_a_board_caught_up_with_is_the_board_made_anew(app, number):
    season = Season(2 * number + (db.engine.dialect.name == "postgresql"))  # another one on each database
    stand_still(NOW)
    for _ in range(MOVES):
        getattr(season, season.by.choice(PLAIN if season.by.random() < 0.7 else RARE))()
        if season.by.random() < 0.6:  # else several moves come between two readers
            seen = horizon(stage(campaign()), full=bool(season.by.randrange(2)))
            for choice in choices(seen):
                assert spelled(boards(seen, reach(seen), choice)) == spelled(anew(seen, choice)), choice


def known(code: str = "overall") -> Boards:
    seen = horizon(stage(campaign()), full=True)
    return boards(seen, reach(seen), Choice(REGISTRY[code]))


def test_what_moves_no_figure_leaves_the_board_as_it_is_however_long(app, monkeypatch):
    season = Season(1)
    season.verifies_many()
    monkeypatch.setattr(memory, "KEPT", timedelta(0))
    before = known()
    season.sends()
    assert known() is before


def test_another_name_is_seen_with_the_next_look(app):
    Season(1).verifies_many()
    known()
    with transaction():
        teams.import_teams(campaign(), [replace(TEAMS[0], name="Đội đổi tên")], person_named("officer"))
    assert "Đội đổi tên" in [each.team_name for each in known().of().rows()]


def test_units_follow_when_a_team_leaves_the_ranking(app):
    Season(1).verifies_many()
    assert {each.unit_code for each in known("units").of().rows()} == {"X21583", "X21907"}
    with transaction():
        db.session.get_one(Enrolment, enrolment("AN1").id).ranked = False
        teams.import_teams(campaign(), [replace(TEAMS[0], size=9)], person_named("officer"))
    assert [each.unit_code for each in known("units").of().rows()] == ["X21583"]


def test_a_copy_that_came_late_is_compared_with_at_the_next_look(app):
    season = Season(1)
    season.verifies_many()
    assert not known().compared
    season.copies_the_day_before()
    assert known().compared


def test_after_a_decision_the_other_teams_are_not_read_again(app):
    season = Season(1)
    season.verifies_many()
    before = known()
    decided(sent(enrolment("QN1"), person_named("captain"), {VNEID: 7}), person_named("verifier"))
    after = known()
    same = {key for key, each in after.entries.items() if each is before.entries[key]}
    assert after.entries.keys() - same == {season.people.enrolments["QN1"].id}
    assert spelled(before) != spelled(after)


def test_who_began_to_read_earlier_gets_the_board_of_then(app):
    season, newer = Season(2), []

    def meanwhile():
        with app.app_context():
            season.verifies()
            later = horizon(stage(campaign()), full=True)
            newer.append(boards(later, reach(later)))

    with one_state():
        seen = horizon(stage(campaign()), full=True)
        older = reach(seen)
        thread = Thread(target=meanwhile)
        thread.start()
        thread.join()
        assert spelled(boards(seen, older)) == spelled(made(seen, OVERALL)) != spelled(newer[0])
    assert boards(seen, reach(seen)) is newer[0]
