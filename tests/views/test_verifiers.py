"""Verifiers' figures on their pages: everybody's for those above, one's own for oneself; a full check is decided."""

import pytest
from sqlalchemy import event

from app.database import db, transaction
from app.models import Campaign, FullCheck, VerifierAward, VerifierFigure
from app.rulebook.appraised import Appraised
from tests.cast import CODE, NOW, person_named

PAGE = f"/campaigns/{CODE}/verifiers"
START = f"/campaigns/{CODE}/full-checks"
DOUBTED = Appraised(96, 90, 12, 315, 25, 5, 8, 8)
PRAISED = Appraised(41, 41, 0, 20, 4, 0, 30, 27)


def keep(campaign, name, path, counts):
    person, at = person_named(name), NOW
    db.session.add(VerifierFigure(campaign_id=campaign, person_id=person.id, unit_path=path, at=at, **counts._asdict()))
    return person


@pytest.fixture
def figures(small_campaign):
    """Two verifiers with figures and one with a badge; another campaign's figures beside them."""
    with small_campaign.app_context(), transaction() as session:
        ids = {each.code: each.id for each in session.query(Campaign)}
        keep(ids[CODE], "verifier", "VN/T52/X21583/", DOUBTED)
        fair = keep(ids[CODE], "verifier_an", "VN/T52/X21907/", PRAISED)
        keep(ids["NHIEU2026"], "verifier_hn", "VN/T01/", Appraised(decided=777))
        for level in ("bronze", "silver"):
            earned = {"badge_code": "fair_appraiser", "level": level, "at": NOW}
            session.add(VerifierAward(campaign_id=ids[CODE], person_id=fair.id, **earned))
    return small_campaign


@pytest.mark.parametrize("name", ["officer", "council", "auditor"])
def test_who_watches_over_the_campaign_sees_everybody_by_unit(figures, visitor, name):
    above = visitor(name)
    above.opens("/desk")
    assert f'href="{PAGE}"' in above.text
    above.opens(PAGE)
    assert above.text.index("Đoàn phường Quy Nhơn") < above.text.index("Đoàn xã An Nhơn")
    for words in ("5 giờ", "90 trên 96 (93,7%)", "12 trên 96 (12,5%)", "5 trên 25 (20%)", "từ 8,8% đến 39,2%"):
        assert words in above.text
    assert "0 trên 4, chưa đủ số liệu" in above.text
    assert "từ 0%" not in above.text
    assert "27 trên 30 (90%)" in above.text
    assert "Thẩm định công tâm · Bạc" in above.text
    assert "777" not in above.text
    assert ("Chấm chéo toàn bộ Đoàn phường Quy Nhơn" in above.text) is (name == "officer")


def test_what_is_proposed_says_a_number_and_no_fault(figures, visitor):
    above = visitor("auditor")
    above.opens(PAGE)
    assert "đổi kết quả 5 trên 25 báo cáo do Võ Thanh Dũng quyết định, trên mức 10% của thể lệ" in above.text
    assert "Số này chưa nói vì sao" in above.text
    assert not [each for each in ("thiếu trách nhiệm", "vi phạm", "gian dối", "cẩu thả") if each in above.text.lower()]


def test_a_verifier_sees_their_own_row_and_nobody_elses(figures, visitor):
    own = visitor("verifier_an")
    own.opens("/queue")
    assert f'href="{PAGE}"' in own.text
    own.opens(PAGE)
    assert "Việc thẩm định của tôi" in own.text
    assert "còn 259 báo cáo trả lời đúng hạn nữa để đạt mức Vàng" in own.text
    assert "còn 79 báo cáo trả lời đúng hạn nữa" not in own.text
    assert "Mức Bạc" in own.text
    assert "Võ Thanh Dũng" not in own.text
    assert "5 trên 25" not in own.text
    assert visitor("verifier_hn").opens(PAGE).status_code == 404
    other = visitor("verifier")
    other.opens(PAGE)
    assert "5 trên 25 (20%)" in other.text
    assert "Thẩm định công tâm" in other.text


def test_earned_badges_stand_with_what_the_verifier_has_done(figures, visitor):
    own = visitor("verifier_an")
    own.opens("/queue/done")
    assert "Thẩm định công tâm · Mức Bạc" in own.text
    other = visitor("verifier")
    other.opens("/queue/done")
    assert "Thẩm định công tâm" not in other.text


def test_the_officer_decides_with_a_reason_and_ends_it(figures, visitor):
    officer = visitor("officer")
    officer.opens(PAGE)
    officer.sends(START, reason="Rút thăm đổi nhiều kết quả")
    assert "Từ bây giờ mọi báo cáo của Đoàn phường Quy Nhơn được chấm chéo" in officer.text
    assert "đang chấm chéo toàn bộ" in officer.text
    assert "Đề xuất chấm chéo toàn bộ" not in officer.text
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    assert "mọi báo cáo mới của Đoàn phường Quy Nhơn được đơn vị khác xem lần hai" in verifier.text
    officer.sends(f"{START}/X21583/ending")
    assert "Đã thôi chấm chéo toàn bộ" in officer.text
    assert "đã thôi" in officer.text
    verifier.opens(PAGE)
    assert "xem lần hai" not in verifier.text


def test_what_was_decided_meanwhile_is_told_and_nothing_is_begun_twice(figures, visitor):
    officer = visitor("officer")
    before = officer.opens(PAGE)
    officer.sends(START, reason="Một")
    during = officer.page
    officer.page = before
    officer.sends(START, reason="Hai")
    assert officer.page.status_code == 409
    assert "Đơn vị này đang được chấm chéo toàn bộ, do Hồ Thị Mai quyết định" in officer.text
    for _ in range(2):
        officer.page = during
        officer.sends(f"{START}/X21583/ending")
    assert "đã thôi lúc" in officer.text
    with figures.app_context():
        assert db.session.query(FullCheck).count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Bạn ghi lý do"),
        ({"reason": "x" * 100_000}, "Tối đa 500"),
        ({"unit": "X00004", "reason": "Kiểm tra"}, "Không có đơn vị mã này trong đơn vị của bạn"),
        ({"unit": "", "reason": "Kiểm tra"}, "Không có đơn vị mã này trong đơn vị của bạn"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_begun(figures, visitor, fields, words):
    officer = visitor("officer")
    officer.opens(PAGE)
    officer.sends(START, **fields)
    assert officer.page.status_code == 422
    assert words in officer.text
    with figures.app_context():
        assert db.session.query(FullCheck).count() == 0


def test_the_page_takes_at_most_eight_questions_however_many_verifiers(figures, visitor):
    officer, asked = visitor("officer"), []
    with figures.app_context():
        engine = db.engine

    def count():
        asked.append(0)
        event.listen(engine, "before_cursor_execute", heard)
        officer.opens(PAGE)
        event.remove(engine, "before_cursor_execute", heard)
        return asked[-1]

    def heard(*_):
        asked[-1] += 1

    count()
    few = count()
    with figures.app_context(), transaction() as session:
        campaign = session.query(Campaign).filter_by(code=CODE).one().id
        for name in ("officer", "verifier_hn", "captain", "member"):
            keep(campaign, name, "VN/T52/", DOUBTED)
    assert count() == few <= 8
