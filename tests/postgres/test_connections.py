"""What the server has prepared outlives a page that only reads, and a transaction that failed."""

import pytest
from sqlalchemy import func, literal, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from app.database import db
from app.models import Campaign, Report
from app.services.refusals import Refused
from app.statements import Statement, asked
from app.views.writing import in_turn

PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%kept over%FROM reports%'")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_rollback_forgets_prepared_statements_after_a_fault_alone(crowd):
    with crowd.app_context():
        for _ in range(8):
            db.session.execute(select(func.count(), literal_column("'kept over'")).select_from(Report))
            db.session.rollback()
        assert db.session.scalar(PREPARED) == 1
        with pytest.raises(DBAPIError):
            db.session.execute(text("SELECT 1/0"))
        db.session.rollback()
        assert db.session.scalar(PREPARED) == 0
        assert db.session.scalar(select(func.count()).select_from(Report)) == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_row_not_had_in_time_is_a_refusal_and_any_other_fault_is_not(crowd):
    with crowd.app_context(), db.engine.connect() as other:
        other.execute(select(Campaign.id).with_for_update())
        db.session.execute(text("SET lock_timeout = '20ms'"))
        db.session.commit()
        with pytest.raises(Refused, match="writer_busy"), in_turn():
            db.session.execute(select(Campaign.id).with_for_update(read=True))
        with pytest.raises(DBAPIError), in_turn():
            db.session.execute(text("SELECT 1/0"))
        other.rollback()
        with in_turn():
            assert db.session.execute(select(Campaign.id).with_for_update(read=True)).all()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_whose_server_has_gone_is_given_up_before_a_page_asks_with_it(crowd):
    with crowd.app_context(), db.engine.connect() as other:
        gone = db.session.scalar(select(func.pg_backend_pid()))
        db.session.rollback()
        db.session.remove()
        other.execute(select(func.pg_terminate_backend(gone, 5000)))
        assert db.session.scalar(select(func.pg_backend_pid())) != gone


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_that_has_heard_nothing_is_not_asked_whether_it_lives(crowd):
    with crowd.app_context(), db.engine.connect() as other:
        mine = db.session.scalar(select(func.pg_backend_pid()))
        last = "SELECT query FROM pg_stat_activity WHERE pid = :pid"
        db.session.rollback()
        db.session.remove()
        db.session.connection()
        assert other.scalar(text(last), {"pid": mine}) == "ROLLBACK"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_row_not_had_in_time_is_a_refusal_among_questions_asked_together_too(crowd):
    held, free = (Statement(each) for each in (select(Campaign.id).with_for_update(read=True), select(literal(1))))
    with crowd.app_context(), db.engine.connect() as other:
        other.execute(select(Campaign.id).with_for_update())
        db.session.execute(text("SET lock_timeout = '20ms'"))
        db.session.commit()
        with pytest.raises(Refused, match="writer_busy"), in_turn():
            asked((free, {}), (held, {}), (free, {}))
        other.rollback()
        with in_turn():
            assert [len(each) for each in asked((free, {}), (held, {}), (free, {}))] == [1, 2, 1]
