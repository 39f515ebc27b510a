"""Append-only tables (trust.md I7): whatever statement asks for a change, the database itself refuses it.

One finished campaign per database serves all statements, since none of them may change anything.
"""

import shutil
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.database import GUARDED, Base, db
from tests.endings import announced
from tests.fixtures.databases import built_app

STATEMENTS = {
    "sqlite": {
        "UPDATE": "UPDATE {table} SET {column} = {column}",
        "UPDATE OR REPLACE": "UPDATE OR REPLACE {table} SET {column} = {column}",
        "DELETE": "DELETE FROM {table} WHERE {match}",
        "TRUNCATE": "DELETE FROM {table}",
        "REPLACE": "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        "UPSERT": "INSERT INTO {table} SELECT * FROM {table} WHERE true "
        "ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
        "ON CONFLICT": "INSERT OR IGNORE INTO {table} SELECT * FROM {table} LIMIT 1",
    },
    "postgresql": {
        "UPDATE": "UPDATE {table} SET {column} = {column}",
        "DELETE": "DELETE FROM {table} WHERE {match}",
        "TRUNCATE": "TRUNCATE {table} CASCADE",
        "REPLACE": "MERGE INTO {table} AS kept USING (SELECT * FROM {table} LIMIT 1) AS sent ON {merge} "
        "WHEN MATCHED THEN UPDATE SET {column} = sent.{column}",
        "UPSERT": "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) "
        "DO UPDATE SET {column} = excluded.{column}",
        "ON CONFLICT": "INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT ({key}) "
        "DO UPDATE SET {column} = DEFAULT",
    },
}
CASES = [(kind, name) for kind, statements in STATEMENTS.items() for name in statements]
DROP = {
    "sqlite": "DROP TRIGGER {name}",
    "postgresql": "DROP TRIGGER {name} ON {table}",
}
TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.fixture(scope="module")
def sqlite_finished(sqlite_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    shutil.copyfile(sqlite_template, folder / "test.db")
    with built_app(f"sqlite:///{folder / 'test.db'}", folder) as app, app.app_context():
        announced()
        yield app


@pytest.fixture(scope="module")
def postgresql_finished(postgres_templates, tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    with postgres_templates.clone() as url, built_app(url, folder) as app, app.app_context():
        announced()
        yield app


@pytest.fixture
def finished(request, kind):
    """The finished campaign's database of that kind; what a test leaves uncommitted is taken back."""
    app = request.getfixturevalue(f"{kind}_finished")
    with app.app_context():
        yield app
        db.session.rollback()


def statement(kind, name, table):
    """The statement that would change the first row of `table`."""
    primary = [column.name for column in Base.metadata.tables[table].primary_key]
    column = next(each.name for each in Base.metadata.tables[table].columns if not each.primary_key)
    first = f"(SELECT {', '.join(primary)} FROM {table} LIMIT 1)"
    return text(
        STATEMENTS[kind][name].format(
            table=table,
            column=column,
            key=", ".join(primary),
            match=f"({', '.join(primary)}) = {first}",
            merge=" AND ".join(f"kept.{each} = sent.{each}" for each in primary),
        )
    )


def rows(table):
    return sorted(map(repr, db.session.execute(Base.metadata.tables[table].select())))


def drop_guards(kind):
    for name, table in db.session.execute(text(TRIGGERS[kind])).all():
        db.session.execute(text(DROP[kind].format(name=name, table=table)))


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_an_append_only_table_refuses_every_change(finished, kind, name, table):
    before = rows(table)
    assert before, f"the finished campaign left no row in {table}"
    with pytest.raises(DBAPIError, match=f"{table} is append-only"):
        db.session.execute(statement(kind, name, table))
    db.session.rollback()
    assert rows(table) == before


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_without_its_guards_only_a_constraint_would_stop_the_statement(finished, kind, name, table):
    drop_guards(kind)
    with suppress(IntegrityError):
        db.session.execute(statement(kind, name, table))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_without_its_guards_the_audit_log_could_be_emptied(finished, kind):
    drop_guards(kind)
    db.session.execute(statement(kind, "TRUNCATE", "audit_events"))
    assert rows("audit_events") == []
    db.session.rollback()
    assert rows("audit_events") != []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_decision_cannot_be_replaced_through_its_other_unique_key(finished, kind):
    before = rows("verdicts")
    keep = "OR REPLACE" if kind == "sqlite" else ""
    clash = "" if kind == "sqlite" else "ON CONFLICT (decision_id, line_id) DO UPDATE SET verdict = excluded.verdict"
    with pytest.raises(DBAPIError, match="verdicts is append-only"):
        db.session.execute(
            text(
                f"INSERT {keep} INTO verdicts (id, decision_id, line_id, verdict, claimed, verified_quantity, reason) "
                f"SELECT 9999, decision_id, line_id, 'rejected', claimed, 0, '' FROM verdicts LIMIT 1 {clash}"
            )
        )
    db.session.rollback()
    assert rows("verdicts") == before


def test_nothing_is_guarded_by_mistake():
    assert {"ledger_entries", "decisions", "verdicts", "audit_events", "snapshot_rows", "awards"} <= set(GUARDED)
    assert not {"standings", "reports", "badge_awards", "people"} & set(GUARDED)
