"""Before an officer publishes, the preview says which points, ranks and days would change, and writes nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import event, func, select

from app.database import Base, db, transaction
from app.models import Enrolment
from app.queries.rules import rule_book
from app.services import rule_versions
from tests.cast import cast
from tests.reporting import decided, sent
from tests.services.test_rule_versions import (
    SATURDAY,
    SUNDAY,
    TOMORROW,
    assert_sound,
    changed,
    earn,
    points,
    proposed,
    publish,
)

DOSSIER = "dvc_full_support"


def preview(people, since, rules=None):
    return rule_versions.preview(people.campaign, proposed(people, since, rules), people.officer)


def rows():
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()
    }


def shown(effect):
    return {each.code: (each.points, each.ranks, dict(each.days)) for each in effect.teams}


def two_teams(people):
    """QN2 leads with dossiers, QN1 follows with accounts."""
    earn(people, SATURDAY, 20)
    decided(sent(people.enrolments["QN2"], people.captain_qn2, {DOSSIER: 12}), people.verifier)
    assert (points(people), points(people, "QN2")) == (60, 72)


def test_a_preview_names_old_and_new_points_ranks_and_days(app):
    people = cast()
    two_teams(people)
    effect = preview(people, SATURDAY)
    assert shown(effect) == {"QN1": ((60, 80), (2, 1), {SATURDAY: 20}), "QN2": ((72, 72), (1, 2), {})}
    assert (effect.entries, effect.days) == (1, [SATURDAY])
    assert (effect.with_new_points, effect.with_new_rank) == (1, 2)


def test_teams_of_another_cluster_share_no_rank(app):
    people = cast()
    earn(people, SATURDAY, 20)
    decided(sent(people.enrolments["AN1"], people.captain_an1, {DOSSIER: 12}), people.verifier_an)
    assert shown(preview(people, SATURDAY)) == {"QN1": ((60, 80), (1, 1), {SATURDAY: 20})}


def test_a_preview_writes_nothing_and_comes_true(app):
    people = cast()
    two_teams(people)
    before = rows()
    effect = preview(people, SATURDAY)
    with transaction():
        assert rows() == before
    done = publish(people, SATURDAY)
    assert (done.entries, done.teams) == (effect.entries, 1)
    for each in effect.teams:
        assert points(people, each.code) == each.points[1]
    assert_sound(people)


def test_a_version_that_changes_nothing_so_far_has_an_empty_preview(app):
    people = cast()
    two_teams(people)
    assert preview(people, TOMORROW).teams == ()
    off = preview(people, SATURDAY, changed(rule_book(people.campaign.id).newest, on=False))
    assert (off.teams, off.entries, off.days) == ((), 0, [])


def test_another_order_of_tie_breaks_moves_ranks_without_points(app):
    people = cast()
    earn(people, SATURDAY, 24)
    decided(sent(people.enrolments["QN2"], people.captain_qn2, {DOSSIER: 12}), people.verifier)
    newest = rule_book(people.campaign.id).newest
    assert points(people) == points(people, "QN2") == 72
    effect = preview(people, SUNDAY, replace(newest, tie_break=("fewer_penalties",)))
    assert shown(effect) == {"QN1": ((72, 72), (2, 1), {})}


def test_a_day_on_which_only_counts_move_is_named_too(app):
    people = cast()
    newest = rule_book(people.campaign.id).newest
    earn(people, SATURDAY, 30)
    publish(people, SATURDAY, replace(newest, daily_ceiling=30))
    effect = preview(people, SATURDAY, changed(rule_book(people.campaign.id).newest, cap=20))
    assert shown(effect) == {"QN1": ((30, 30), (1, 1), {SATURDAY: 0})}


def test_a_team_outside_the_ranking_is_shown_without_a_rank(app):
    people = cast()
    two_teams(people)
    with transaction():
        db.session.get_one(Enrolment, people.enrolments["QN1"].id).ranked = False
    assert shown(preview(people, SATURDAY)) == {"QN1": ((60, 80), None, {SATURDAY: 20})}


@pytest.mark.parametrize("teams", [1, 2])
def test_a_preview_asks_as_often_for_two_teams_as_for_one(app, teams):
    people = cast()
    earn(people, SATURDAY)
    if teams == 2:
        earn(people, SATURDAY, team="QN2")
    wanted = proposed(people, SATURDAY)
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    rule_versions.preview(people.campaign, wanted, people.officer)
    assert len(asked) <= 13, asked
