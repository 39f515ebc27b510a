"""SQLite learns once a day how its tables are filled."""

from sqlalchemy import text

from app.database import db
from app.jobs import table_statistics
from tests.cast import cast


def test_sqlite_s_tables_are_looked_at_once_a_day(app):
    cast()
    is_sqlite = db.engine.dialect.name == "sqlite"
    assert len(table_statistics.run()) == is_sqlite
    assert table_statistics.run() == []
    if is_sqlite:
        assert db.session.scalar(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'units'")) > 0
