"""What has to do with a report is found by indexes, also before SQLite knows how its tables are filled."""

from datetime import date

from sqlalchemy import event

from app.database import db
from app.queries.flag_others import OTHERS

DAY = date(2026, 3, 8)
ASKED = {"ids": [7], "timed": [7], "placed": [7], "first": DAY, "last": DAY}


def test_no_report_is_looked_for_by_its_state(sqlite_app):
    told = []
    with sqlite_app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *each: told.append(each[2:4]))
        db.session.execute(OTHERS, ASKED)
        statement, values = told[-1]
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    steps = [row.detail for row in plan]
    assert any("ix_reports_enrolment_id_activity_day" in each for each in steps)
    assert not [each for each in steps if "ix_reports_state" in each or each.startswith("SCAN")]
