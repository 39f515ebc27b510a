"""While something long is written on SQLite, a captain who waited in vain gets the form back, and all in it."""

import sqlite3
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event

from app.database import db
from app.models import RecheckRequest, Report
from tests.racing import enrolment, person
from tests.reporting import decided, sent
from tests.views.test_report_photos import GOOD, OTHER, chosen, fields
from tests.views.test_reports import write

VNEID, NOTE = "vneid_level2_support", "Hướng dẫn bà con ở nhà văn hóa"
BUSY = "đợi ít giây rồi bấm gửi lại"


@pytest.fixture
def impatient(small_campaign):
    """Whoever writes waits a moment only, instead of five seconds."""
    with small_campaign.app_context():
        event.listen(db.engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=20"))
        db.engine.dispose()
    return small_campaign


@contextmanager
def somebody_writes(app):
    """The worker applies a batch, say: SQLite's one writer is taken."""
    with app.app_context():
        file = str(db.engine.url.database)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_report_sent_meanwhile_comes_back_whole_with_its_photos_and_is_sent_again_once(impatient, visitor):
    captain = visitor("captain")
    captain.opens("/reports/new")
    with somebody_writes(impatient):
        write(captain, note=NOTE, photo=chosen(GOOD, OTHER))
        assert captain.page.status_code == 503
    assert BUSY in captain.text
    assert NOTE in captain.text
    made = fields(captain.page)["uuid"]
    assert captain.text.count('name="carried"') == 2
    captain.sends("/reports")
    assert "Đã gửi" in captain.text
    with impatient.app_context():
        assert [each.uuid for each in db.session.query(Report)] == [made]
        assert len(db.session.query(Report).one().evidence) == 2


def test_a_correction_sent_meanwhile_comes_back_whole(impatient, visitor):
    captain = visitor("captain")
    address = write(captain)
    captain.opens(f"{address}/edit")
    with somebody_writes(impatient):
        captain.sends(f"{address}/edit", note=NOTE)
        assert captain.page.status_code == 503
    assert BUSY in captain.text
    captain.sends(f"{address}/edit")
    with impatient.app_context():
        assert db.session.query(Report).one().note == NOTE


def test_a_request_for_a_re_check_comes_back_whole(impatient, visitor):
    with impatient.app_context():
        made = decided(sent(enrolment("QN1"), person("captain"), {VNEID: 25}), person("verifier"), {VNEID: 20}, "Lệch")
        ask = f"/reports/{made.uuid}/recheck"
    captain = visitor("captain")
    captain.opens(ask)
    with somebody_writes(impatient):
        captain.sends(ask, reason="Bộ đếm ghi 25", photo=chosen(GOOD))
        assert captain.page.status_code == 503
    assert BUSY in captain.text
    assert "Bộ đếm ghi 25" in captain.text
    captain.sends(ask)
    with impatient.app_context():
        assert db.session.query(RecheckRequest).one().reason == "Bộ đếm ghi 25"
