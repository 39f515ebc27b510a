"""Every revision goes up, down and up again with data in its tables, on both databases; `create_all` makes the same."""

from datetime import timedelta
from uuid import uuid4

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from app import clock
from app.config import ROOT
from app.database import Base, db, transaction
from app.services import decisions, nominations, rechecks
from app.services.decision_rows import Ruling
from tests.cast import cast, stand_still
from tests.endings import announced
from tests.fixtures.databases import built_app
from tests.reporting import decided, looked, sent
from tests.services.test_decisions import entries, points

REVISIONS = [each.revision for each in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()]
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1, 2",
    "postgresql": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), "
    "(SELECT prosrc FROM pg_proc WHERE pg_proc.oid = tgfoid), tgenabled::text "
    "FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
}
CHAINS = (
    "SELECT campaign_id, seq, body, hash FROM ledger_entries ORDER BY 1, 2",
    "SELECT id, body, hash FROM audit_events ORDER BY 1",
    "SELECT campaign_id, seq, hash FROM ledger_heads ORDER BY 1",
    "SELECT seq, hash FROM audit_heads",
)
CONSENTS = "SELECT whose, CAST(given AS INTEGER) FROM nomination_consents ORDER BY id"
JUDGED = "SELECT verdict, judged_id FROM recheck_answers ORDER BY id"
LEFT = {
    "sqlite": "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT 'table ' || tablename FROM pg_tables WHERE schemaname = 'public' UNION ALL "
    "SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


@pytest.fixture
def empty_app(app, request, tmp_path):
    """The app over a database of the same kind without any table, outside its context."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        with built_app(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path) as empty:
            yield empty
        return
    templates = request.getfixturevalue("postgres_templates")
    name = f"{templates.prefix}_empty"
    templates.execute("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
    with built_app(templates.url(name), tmp_path) as empty:
        yield empty
    templates.execute("DROP DATABASE {} WITH (FORCE)", name)


def asked(questions):
    """The answers to one question, put to the database of either kind."""
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(text(questions[db.engine.dialect.name]))]


def schema():
    """Everything a revision makes: columns, keys, indexes, checks and triggers."""
    seen = inspect(db.engine)
    makers = (
        seen.get_columns,
        seen.get_pk_constraint,
        seen.get_foreign_keys,
        seen.get_unique_constraints,
        seen.get_indexes,
        seen.get_check_constraints,
    )
    tables = sorted(set(seen.get_table_names()) - {"alembic_version"})
    return {
        "triggers": asked(TRIGGERS),
        **{(table, make.__name__): sorted(told(make(table))) for table in tables for make in makers},
    }


def told(found):
    """Reflected keys and columns as text, without the addresses of objects."""
    return [
        str({name: told([value])[0] if isinstance(value, dict) else str(value) for name, value in each.items()})
        for each in (found if isinstance(found, list) else [found])
    ]


def counts():
    """Rows by table, for the tables that exist."""
    there = set(inspect(db.engine).get_table_names())
    return {
        name: db.session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
        for name in Base.metadata.tables
        if name in there
    }


def step(move, revision):
    """One revision; Alembic uses a connection of its own, so nothing of ours may be open."""
    db.session.remove()
    move(revision=revision)


def test_every_revision_goes_down_and_up_again_with_data(app):
    people = announced()
    assert points(people.enrolments["QN1"]) > 0
    whole, before = schema(), counts()
    for revision in [*REVISIONS[1:], "base"]:
        step(flask_migrate.downgrade, revision)
        left = counts()
        assert left == {name: before[name] for name in left}
        assert left or revision == "base"
    assert asked(LEFT) == [("table alembic_version",)]
    for revision in reversed(REVISIONS):
        step(flask_migrate.upgrade, revision)
    assert schema() == whole
    assert {name: rows for name, rows in counts().items() if rows} == {"audit_heads": 1}
    again = announced()
    assert len(entries(again.campaign)) > 0


def test_a_ledger_from_before_the_chains_is_chained_as_the_app_would_have(app):
    announced()
    before = [asked(dict.fromkeys(LEFT, question)) for question in CHAINS]
    step(flask_migrate.downgrade, "0004")
    step(flask_migrate.upgrade, "head")
    assert [asked(dict.fromkeys(LEFT, question)) for question in CHAINS] == before
    assert len(before[0]) > 0
    assert len(before[1]) > 0


def test_answers_from_before_are_told_which_decision_they_judged(app):
    people = cast()
    answered(people, "QN1", people.captain, None)
    answered(people, "QN2", people.captain_qn2, 8)
    before = asked(dict.fromkeys(LEFT, JUDGED))
    step(flask_migrate.downgrade, "0021")
    step(flask_migrate.upgrade, "head")
    assert asked(dict.fromkeys(LEFT, JUDGED)) == before
    assert [verdict for verdict, _ in before] == ["turned_down", "granted"]


def test_a_yes_that_was_taken_back_is_a_no_before_as_well(app):
    people = cast()
    with transaction():
        put = people.campaign, str(uuid4()), people.member, people.teams["QN1"], people.verifier, "200 người"
        nomination = nominations.nominate(*put)
        for whose, by in (("guardian", people.verifier), ("member", people.member)):
            nominations.consent(nomination, whose, True, by)
        nominations.consent(nomination, "member", False, people.member)
    step(flask_migrate.downgrade, "0022")
    assert asked(dict.fromkeys(LEFT, CONSENTS)) == [("guardian", 1), ("member", 0)]
    step(flask_migrate.upgrade, "head")
    assert asked(dict.fromkeys(LEFT, CONSENTS)) == [("guardian", 1), ("member", 0)]


def answered(people, team, captain, quantity):
    """A request against a decision that was reopened and made anew before its answer, and once more after it."""
    report = decided(sent(people.enrolments[team], captain, {"vneid_level2_support": 9}), people.verifier)
    with transaction():
        request = rechecks.ask(str(uuid4()), report, standing(report), captain, "Bộ đếm ghi đủ")
    decided_anew(report, people.verifier)
    with transaction():
        looked(report, people.officer)
        about = request, people.officer
        if quantity is None:
            rechecks.turn_down(*about, standing(report), "Ảnh không đủ")
        else:
            [line] = (each for each in report.lines if each.claimed)
            found = [Ruling(line.id, "verified", quantity, "Đếm lại")]
            rechecks.grant(*about, found, standing(report), "Đếm lại")
    stand_still(clock.now() + timedelta(minutes=1))
    db.session.refresh(report)
    decided_anew(report, people.officer)


def standing(report):
    assert report.decision_id is not None
    return report.decision_id


def decided_anew(report, by):
    with transaction():
        decisions.reopen(report, by, "Xem lại")
    decided(report, by)


def test_a_half_migrated_database_keeps_what_stands_below(app):
    announced()
    people = counts()["people"]
    step(flask_migrate.downgrade, REVISIONS[-1])
    step(flask_migrate.upgrade, "head")
    assert counts()["people"] == people
    assert counts()["campaigns"] == 0


def test_create_all_and_the_migrations_make_the_same(app, empty_app):
    migrated = schema()
    with empty_app.app_context():
        db.create_all()
        made = schema()
    assert made == migrated


def test_a_missing_trigger_would_be_seen(app):
    whole = schema()
    table, name = asked(TRIGGERS)[0][:2]
    drop = {"sqlite": f"DROP TRIGGER {name}", "postgresql": f"DROP TRIGGER {name} ON {table}"}
    db.session.execute(text(drop[db.engine.dialect.name]))
    db.session.commit()
    assert schema() != whole
