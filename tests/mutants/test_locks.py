"""Who moves points holds until the commit the rows that others must wait for: asked of PostgreSQL meanwhile."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event, select, update
from sqlalchemy.engine import make_url

from app.database import db, transaction
from app.models import Enrolment, Report
from app.services import locks
from tests.cast import NOW, stand_still
from tests.fixtures.databases import built_app
from tests.stateful.world import ORGANISED, World, arrange

VNEID = "vneid_level2_support"
TODAY = (NOW + timedelta(hours=7)).date()
SENT, DECIDED, NEW, FORM = (str(uuid4()) for _ in range(4))
FINE = ("penalty", "repeated_late", "form 1", 5)
OTHER_FINE = ("penalty", "repeated_late", "form 2", 5)
FOR_A_TEAM = {
    "send": (NEW, "QN1", "captain", {VNEID: 3}, TODAY, True),
    "amend": (SENT, "captain", {VNEID: 4}, TODAY, 1, True),
    "withdraw": (SENT, "captain"),
    "decide": (SENT, "verifier", {VNEID: 5}, 1),
    "reopen": (DECIDED, "verifier"),
    "correct": (DECIDED, "captain", {VNEID: 1}),
    "annul": (DECIDED, "officer"),
    "post": ("QN1", "officer", OTHER_FINE, None),
    "reverse": ("QN1", "officer", *FINE[:3]),
    "bar": ("QN1", "officer"),
    "gather": (FORM, "verifier", ORGANISED[0], TODAY, {"QN1": 3}),
    "open_day": ("QN1", "officer", TODAY - timedelta(8)),
    "resize": ("QN1", 3),
}
FOR_ALL = {
    "publish": ({VNEID: {"points": 4}}, 400, TODAY, True, 2),
    "freeze": (),
    "announce": (TODAY,),
}


@pytest.fixture
def world(postgresql_database, tmp_path):
    """One report that waits, one that is decided, one penalty."""
    with built_app(postgresql_database, tmp_path) as app, app.app_context():
        arrange()
        world = World()
        for uuid in (SENT, DECIDED):
            assert world.play("send", uuid, "QN1", "captain", {VNEID: 5}, TODAY, True) == ""
        assert world.play("decide", DECIDED, "verifier", {VNEID: 5}, 1) == ""
        assert world.play("post", "QN1", "officer", FINE, None) == ""
        stand_still(NOW)
        yield world


@pytest.fixture
def is_free(postgresql_database):
    """Whether somebody else could take the row now, to work beside us ('SHARE') or alone."""
    url = make_url(postgresql_database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as other:

        def ask(table, row_id, strength="NO KEY UPDATE", key="id"):
            try:
                other.execute(f"SELECT 1 FROM {table} WHERE {key} = %s FOR {strength} NOWAIT", [row_id])
            except psycopg.errors.LockNotAvailable:
                return False
            finally:
                other.rollback()
            return True

        yield ask


@contextmanager
def under_way(move, *told):
    """The move, not yet committed; taken back afterwards."""
    try:
        with transaction():
            move(*told)
            db.session.flush()
            yield
            raise Interrupted
    except Interrupted:
        pass


class Interrupted(Exception):
    """The test has seen enough."""


@pytest.mark.parametrize("verb", FOR_A_TEAM)
def test_who_moves_a_teams_points_holds_the_team_and_shares_the_campaign(world, is_free, verb):
    team, campaign = world.enrolment_ids["QN1"], world.campaign_id
    assert is_free("enrolments", team)
    with under_way(getattr(world, verb), *FOR_A_TEAM[verb]):
        assert not is_free("enrolments", team)
        assert not is_free("campaigns", campaign)
        assert is_free("campaigns", campaign, "SHARE"), "other teams need not wait"
        assert is_free("enrolments", world.enrolment_ids["AN1"])


@pytest.mark.parametrize("verb", FOR_ALL)
def test_who_moves_the_campaign_holds_it_alone(world, is_free, verb):
    assert world.play("decide", SENT, "verifier", {VNEID: 5}, 1) == ""
    with under_way(getattr(world, verb), *FOR_ALL[verb]):
        assert not is_free("campaigns", world.campaign_id, "SHARE")


def test_who_changes_the_rules_holds_every_team(world, is_free):
    with under_way(world.publish, *FOR_ALL["publish"]):
        assert [team for team, row_id in world.enrolment_ids.items() if is_free("enrolments", row_id)] == []


def test_whoever_joins_a_team_holds_it_against_verifiers(world, is_free):
    with under_way(world.join, "verifier_hn", "QN1", TODAY):
        assert not is_free("enrolments", world.enrolment_ids["QN1"])


def test_a_report_is_held_before_anything_is_decided_about_it(world, is_free):
    report = db.session.scalars(select(Report).where(Report.uuid == SENT)).one()
    with under_way(locks.hold, report):
        assert not is_free("reports", report.id)


def test_a_report_is_read_anew_under_its_lock(world):
    report = db.session.scalars(select(Report).where(Report.uuid == SENT)).one()
    with under_way(lambda: None):
        seen = report.version
        db.session.connection().execute(update(Report).values(version=seen + 1))
        locks.hold(report)
        assert report.version == seen + 1


def test_a_team_is_read_anew_under_its_lock(world):
    team = db.session.scalars(select(Enrolment).limit(1)).one()
    with under_way(lambda: None):
        size = team.size
        db.session.connection().execute(update(Enrolment).values(size=size + 1))
        locks.enter(team)
        assert team.size == size + 1


@pytest.mark.parametrize(("table", "key"), [("ledger_heads", "campaign_id"), ("audit_heads", "id")])
def test_the_head_of_a_chain_is_held_from_the_moment_it_is_read(world, is_free, table, key):
    free = []

    def look(connection, cursor, statement, *_):
        if statement.startswith("SELECT") and f"FROM {table}" in statement:
            free.append(is_free(table, 1, key=key))

    event.listen(db.engine, "after_cursor_execute", look)
    try:
        assert world.play("decide", SENT, "verifier", {VNEID: 5}, 1) == ""
    finally:
        event.remove(db.engine, "after_cursor_execute", look)
    assert free == [False]
