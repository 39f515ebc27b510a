"""Statements that go to the driver itself: the same answers as SQLAlchemy's, on both databases."""

import pkgutil
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import import_module

import pytest
from sqlalchemy import JSON, Boolean, Date, Integer, String, bindparam, event, insert, select, text
from sqlalchemy.exc import IntegrityError

from app import queries, services
from app.database import Base, Instant, db, transaction
from app.driver import is_postgresql, until_commit, without_waiting
from app.spelled import AT_ONCE
from app.statements import Statement, asked, upsert

SETTINGS = Base.metadata.tables["settings"]
KEYS = Statement(select(SETTINGS.c.key).order_by(SETTINGS.c.key))
VALUE = Statement(select(SETTINGS.c.value).where(SETTINGS.c.key == bindparam("key")))
ADD = Statement(insert(SETTINGS))
RETURNED = Statement(insert(SETTINGS).returning(SETTINGS.c.key))
APPENDED = upsert(SETTINGS, ["key"], lambda row: {"value": SETTINGS.c.value + row.value})
VALUES = [
    (Integer, 1 - 2**31),
    (Integer, 2**31 - 1),
    (String, "Nguyễn Văn A's 100% %s %(x)s :so ? $1"),
    (Boolean, True),
    (Boolean, False),
    (Date, date(2026, 3, 1)),
    (Instant, datetime(2026, 3, 1, 0, 30, 0, 5, tzinfo=UTC)),
    (Instant, datetime(2026, 3, 1, 7, 30, tzinfo=timezone(timedelta(hours=7)))),
]
SENT = [*VALUES, (JSON, {"sums": {"ấp": 3}, "within": [None, 1.5]})]


def all_statements():
    """Every statement the app has, by where it stands."""
    packages = [
        each for layer in (queries, services) for each in pkgutil.walk_packages(layer.__path__, f"{layer.__name__}.")
    ]
    named: dict[int, tuple[str, Statement]] = {}
    for module in (import_module(each.name) for each in packages):
        for name, value in vars(module).items():
            known = value.items() if isinstance(value, dict) else [("", value)]
            named |= {
                id(each): (f"{module.__name__}.{name}{key}", each) for key, each in known if isinstance(each, Statement)
            }
    return [pytest.param(statement, id=name) for name, statement in named.values()]


def setting(key, value="x"):
    return {"key": key, "value": value}


@pytest.mark.parametrize("statement", all_statements())
def test_every_statement_is_spelled_for_the_database_with_nothing_left_to_parse(app, statement):
    spelled = statement.spelled(db.engine.dialect)
    assert "POSTCOMPILE" not in spelled.text
    assert "%(" not in spelled.text
    if not is_postgresql():
        assert spelled.text.count("?") == len(spelled.names)


@pytest.mark.parametrize(("kind", "value"), SENT, ids=[str(each) for _, each in SENT])
def test_a_value_comes_back_as_it_went(app, kind, value):
    echo = Statement(select(bindparam("said", type_=kind), bindparam("again", type_=kind)))
    assert [list(each) for each in echo.rows({"said": value, "again": None})] == [[value, None]]


@pytest.mark.parametrize(("kind", "value"), VALUES, ids=[str(each) for _, each in VALUES])
def test_a_value_that_never_changes_stands_in_the_statement(app, kind, value):
    assert Statement(select(bindparam("said", value, type_=kind))).one()[0] == value


def test_a_row_is_made_when_it_is_new_and_followed_up_when_it_is_known(app):
    with transaction():
        ADD.run(setting("noise"))
        APPENDED.run(setting("a", "1"), setting("b", "2"))
        APPENDED.run(setting("a", "3"))
        APPENDED.run()
    assert [VALUE.one({"key": each})[0] for each in ("a", "b", "noise")] == ["13", "2", "x"]


@pytest.mark.parametrize("count", [2, AT_ONCE, AT_ONCE + 1, 40])
def test_several_rows_land_at_once_however_many(app, count):
    keys = [f"{at:02}" for at in range(count)]
    with transaction():
        ADD.run(*(setting(each, f"of {each}") for each in keys))
        APPENDED.run(*(setting(each, "!") for each in keys[1:]))
    assert [VALUE.one({"key": each})[0] for each in keys] == ["of 00", *(f"of {each}!" for each in keys[1:])]


def test_answers_come_in_the_order_of_what_was_asked(app):
    with transaction():
        found = asked(*((RETURNED, setting(each)) for each in "cab"))
        assert [list(each) for (each,) in found] == [["c"], ["a"], ["b"]]
        keys, one, none = asked((KEYS, {}), (VALUE, {"key": "a"}), (VALUE, {"key": "nobody's"}))
    assert [[tuple(row) for row in rows] for rows in (keys, one, none)] == [[("a",), ("b",), ("c",)], [("x",)], []]


def test_what_is_asked_while_nobody_waits_sees_what_was_run_before_it(app):
    with transaction(), without_waiting():
        ADD.run(setting("a"))
        with without_waiting():
            ADD.run(setting("b"))
        assert [row[0] for row in KEYS.rows()] == ["a", "b"]
        ADD.run(setting("c"), setting("d"))
    assert [row[0] for row in KEYS.rows()] == ["a", "b", "c", "d"]


def add_twice(_):
    ADD.run(setting("a"))
    ADD.run(setting("a"))


def add_many_twice(_):
    ADD.run(setting("a"), setting("b"), setting("a"))


def add_twice_without_waiting(_):
    with without_waiting():
        add_twice(_)
        KEYS.rows()


def add_twice_with_the_commit(_):
    until_commit()
    add_twice(_)


@pytest.mark.parametrize("breaking", [add_twice, add_many_twice, add_twice_without_waiting, add_twice_with_the_commit])
def test_what_breaks_is_told_like_anything_else_and_nothing_of_its_transaction_lands(app, breaking):
    with pytest.raises(IntegrityError), transaction() as session:
        breaking(session)
    assert list(KEYS.rows()) == []
    with transaction():
        ADD.run(setting("a"))
    assert [row[0] for row in KEYS.rows()] == ["a"]


def often_asked_then_broken():
    """The driver prepares what it has been asked five times; what stands behind a fault never reaches the server."""
    for _ in range(5):
        VALUE.rows({"key": "a"})
    with without_waiting():
        add_twice(None)
        VALUE.rows({"key": "a"})


def test_what_would_have_been_prepared_behind_a_fault_is_asked_again_as_if_it_had_never_been(app):
    with pytest.raises(IntegrityError), transaction():
        often_asked_then_broken()
    with transaction():
        ADD.run(setting("a"))
    assert VALUE.one({"key": "a"})[0] == "x"


def test_what_is_left_to_the_commit_lands_with_it(app):
    with transaction() as session:
        until_commit()
        ADD.run(setting("a"))
        session.commit()
        assert [row[0] for row in KEYS.rows()] == ["a"]
        ADD.run(setting("b"))
        until_commit()
        ADD.run(setting("c"))
    assert [row[0] for row in KEYS.rows()] == ["a", "b", "c"]


def leave_and_break():
    until_commit()
    ADD.run(setting("a"))
    raise KeyError


def test_what_is_left_to_the_commit_is_gone_with_a_rollback(app):
    with pytest.raises(KeyError), transaction():
        leave_and_break()
    assert db.session.scalars(select(SETTINGS.c.key)).all() == []


def test_a_write_that_commits_half_way_goes_on_with_a_connection_of_its_own(app):
    with transaction() as session:
        ADD.run(setting("a"))
        session.commit()
        ADD.run(setting("b"))
        session.rollback()
        ADD.run(setting("c"))
    assert [row[0] for row in KEYS.rows()] == ["a", "c"]


def test_who_listens_to_the_engine_hears_of_them_too(app):
    heard = []
    for name in ("before_cursor_execute", "after_cursor_execute"):
        event.listen(db.engine, name, lambda *each, name=name: heard.append((name.split("_")[0], *each[2:4], each[5])))
    with transaction():
        ADD.run(setting("a"), setting("b"))
        KEYS.rows()
    added, asked_for = ADD.spelled(db.engine.dialect).text, KEYS.spelled(db.engine.dialect).text
    assert heard == [
        ("before", added, [["a", "x"], ["b", "x"]], True),
        ("before", asked_for, [], False),
        ("after", asked_for, [], False),
    ]


def test_numbers_of_any_size_are_planned_once(app):
    plain = Statement(select(bindparam("number", type_=Integer) + 1, bindparam("note", "however large")))
    assert [plain.one({"number": each})[0] for each in (0, 40_000, 2**31 - 2) * 8] == [1, 40_001, 2**31 - 1] * 8
    if is_postgresql():
        known = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE :like"
        assert db.session.scalar(text(known), {"like": "%however large%"}) == 1
