"""The benchmark of sending writes the same rows twice."""

import shutil

from sqlalchemy import text

from app.database import db
from bench.sending import OF_REPORT, begun, compared
from bench.verification import opened

TABLES = (*OF_REPORT, "audit_events", "audit_heads")


def test_the_floor_writes_what_the_app_has_written(tmp_path):
    app = begun(f"sqlite:///{tmp_path}/app.db", str(tmp_path), entries=1_000)
    shutil.copyfile(tmp_path / "app.db", tmp_path / "floor.db")
    copy = opened(f"sqlite:///{tmp_path}/floor.db", str(tmp_path))
    assert all(each.value > 0 for each in compared("here", app, copy, rounds=3, warm_up=0))
    assert rows(app) == rows(copy)


def rows(app):
    with app.app_context():
        return {table: db.session.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all() for table in TABLES}
