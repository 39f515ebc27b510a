"""The backlog page: by unit, with ages, and a ready message that blames nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.database import db
from tests.cast import NOW, person_named, stand_still
from tests.racing import enrolment
from tests.reporting import returned, sent

PAGE = "/backlog"
VNEID = "vneid_level2_support"


def send(team, captain, count=1):
    for _ in range(count):
        found = sent(enrolment(team), person_named(captain), {VNEID: 1})
    return found


@pytest.fixture
def late(small_campaign):
    """Three days and a little later QN has two waiting and one returned, AN one."""
    with small_campaign.app_context():
        send("QN1", "captain", 2)
        send("AN1", "captain_an1")
        returned(send("QN2", "captain_qn2"), person_named("verifier"))
    stand_still(NOW + timedelta(hours=73))
    return small_campaign


def test_the_officer_sees_every_unit_and_copies_a_message(late, visitor):
    officer = visitor("officer")
    officer.opens("/desk?campaign=THU2026")
    assert 'href="/backlog?campaign=THU2026"' in officer.text
    officer.opens(f"{PAGE}?campaign=THU2026")
    assert officer.text.index("Đoàn phường Quy Nhơn") < officer.text.index("Đoàn xã An Nhơn")
    assert "Đoàn phường Quy Nhơn: 2 báo cáo" in officer.text
    assert (
        "Chào bạn Võ Thanh Dũng. Đoàn phường Quy Nhơn còn 2 báo cáo đã chờ thẩm định quá 48 giờ, cũ nhất 3 ngày"
    ) in officer.text
    assert "xem giúp tại http://127.0.0.1:8000/queue." in officer.text
    assert "1 quá 48 giờ" in officer.text
    assert officer.text.count("có thể đang bận") >= 2
    assert "Trịnh Công Sơn" not in officer.text


def test_a_verifier_sees_their_own_unit_and_no_message(late, visitor):
    verifier = visitor("verifier")
    verifier.opens("/queue")
    assert 'href="/backlog"' in verifier.text
    verifier.opens(PAGE)
    assert "Đoàn phường Quy Nhơn" in verifier.text
    assert "Đoàn xã An Nhơn" not in verifier.text
    assert "Lời nhắn soạn sẵn" not in verifier.text
    assert verifier.opens(f"{PAGE}?campaign=KHONG").status_code == 404


def test_the_auditor_reads_and_where_nothing_waits_it_says_so(visitor):
    auditor = visitor("auditor")
    auditor.opens(PAGE)
    assert "Không báo cáo nào đang chờ" in auditor.text


def test_it_takes_eight_questions_whatever_waits(late, visitor):
    officer, asked = visitor("officer"), []
    officer.opens(f"{PAGE}?campaign=THU2026")  # the rules are read once per process
    with late.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        few = _asked(officer, asked)
        send("QN1", "captain", 12)
        send("AN2", "captain_an2", 3)
    assert few == _asked(officer, asked) <= 8


def _asked(officer, asked):
    asked.clear()
    officer.opens(f"{PAGE}?campaign=THU2026")
    return len([each for each in asked if each.startswith("SELECT")])
