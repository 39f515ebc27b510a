"""What the server has prepared outlives a page that only reads, and a transaction that failed."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app.database import db
from app.models import Report

PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM reports%'")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_rollback_forgets_no_prepared_statement(crowd):
    with crowd.app_context():
        for _ in range(8):
            db.session.execute(select(func.count()).select_from(Report))
            db.session.rollback()
        assert db.session.scalar(PREPARED) == 1
        with pytest.raises(DBAPIError):
            db.session.execute(text("SELECT 1/0"))
        db.session.rollback()
        assert db.session.scalar(PREPARED) == 1
        assert db.session.scalar(select(func.count()).select_from(Report)) == 0
