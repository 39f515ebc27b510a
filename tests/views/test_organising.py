"""The organiser's page: choose, tick off, done; everything works without JavaScript."""

import re
from datetime import timedelta

from app.database import db, transaction
from app.models import Membership, Standing, Team
from tests.cast import BEGUN, CODE, NOW, person_named, stand_still
from tests.gathering import MEETING, TRAINING

PAGE, SENT = f"/campaigns/{CODE}/organising", f"/campaigns/{CODE}/gatherings"


def points(app, code):
    with app.app_context():
        rows = db.session.query(Standing).all()
        return next(
            each.points for each in rows if each.enrolment.team.code == code and each.enrolment.campaign.code == CODE
        )


def test_a_verifier_finds_the_page_from_the_queue_and_records_a_training(small_campaign, visitor):
    verifier = visitor("verifier")
    verifier.opens("/queue")
    assert f'href="{PAGE}"' in verifier.text
    verifier.opens(PAGE)
    assert "Tổ công nghệ số Quy Nhơn 1" in verifier.text
    assert "An Nhơn" not in verifier.text
    verifier.sends(SENT, **{"count-QN1": "8"})
    assert "Đã ghi 1 đội." in verifier.text
    assert "đã ghi 8 thành viên" in verifier.text
    assert points(small_campaign, "QN1") == 16
    assert points(small_campaign, "QN2") == 0


def test_a_meeting_is_ticked(small_campaign, visitor):
    verifier = visitor("verifier")
    verifier.opens(f"{PAGE}?kind={MEETING}&day=2026-03-10")
    verifier.sends(SENT, **{"count-QN1": "1", "count-QN2": "1"})
    assert "Đã ghi 2 đội." in verifier.text
    assert "Thứ Ba, 10/03/2026" in verifier.text
    assert (points(small_campaign, "QN1"), points(small_campaign, "QN2")) == (10, 10)


def test_pressing_twice_is_harmless_and_says_so(small_campaign, visitor):
    verifier = visitor("verifier")
    form = {"uuid": "6f1c1f0e-8a63-4a39-9d35-1f0f0a4c2b11", "kind": TRAINING, "day": "2026-03-15", "count-QN1": "8"}
    verifier.opens(PAGE)
    for said in ("Đã ghi 1 đội.", "Các đội này đã được ghi từ trước."):
        verifier.sends(SENT, **form)
        assert said in verifier.text
        verifier.opens(f"{PAGE}?kind={MEETING}")
    assert points(small_campaign, "QN1") == 16


def test_nine_of_a_team_of_eight_are_refused_beside_the_field_and_what_was_typed_is_kept(small_campaign, visitor):
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    answer = verifier.sends(SENT, **{"count-QN1": "9", "count-QN2": "7"})
    assert answer.status_code == 422
    assert "Tổ công nghệ số Quy Nhơn 1: Đội có 8 thành viên: ghi từ 1 đến 8." in verifier.text
    assert 'value="9"' in verifier.text
    assert 'value="7"' in verifier.text
    assert points(small_campaign, "QN2") == 0


def test_nothing_ticked_is_said(visitor):
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    assert verifier.sends(SENT).status_code == 422
    assert "Bạn chọn ít nhất một đội." in verifier.text


def test_ones_own_team_is_shown_with_the_reason_and_cannot_be_slipped_in(small_campaign, visitor):
    with small_campaign.app_context(), transaction() as session:
        team = session.query(Team).filter_by(code="QN1").one()
        session.add(Membership(team_id=team.id, person_id=person_named("verifier").id, starts_on=BEGUN))
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    assert "Bạn là thành viên của đội này" in verifier.text
    assert 'name="count-QN1"' not in verifier.text
    assert verifier.sends(SENT, **{"count-QN1": "8"}).status_code == 422
    assert "nên không ghi cho đội này" in verifier.text
    assert points(small_campaign, "QN1") == 0


def test_a_team_of_another_unit_is_not_found(small_campaign, visitor):
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    assert verifier.sends(SENT, **{"count-AN1": "6"}).status_code == 404
    assert points(small_campaign, "AN1") == 0


def test_an_officer_chooses_one_unit(visitor):
    officer = visitor("officer")
    officer.opens(PAGE)
    assert "An Nhơn 1" in officer.text
    officer.opens(f"{PAGE}?unit=X21583")
    assert "An Nhơn 1" not in officer.text
    assert "Quy Nhơn 2" in officer.text


def test_a_day_to_come_and_a_closed_campaign_offer_no_button(visitor):
    verifier = visitor("verifier")
    verifier.opens(f"{PAGE}?day=2026-03-20")
    assert "Ngày này chưa đến" in verifier.text
    assert "Ghi các đội đã chọn" not in verifier.text
    stand_still(NOW + timedelta(days=60))
    verifier.opens(PAGE)
    assert "Số liệu đã chốt" in verifier.text
    assert "Ghi các đội đã chọn" not in verifier.text


def test_a_day_that_is_none_is_said_beside_its_field(visitor):
    verifier = visitor("verifier")
    verifier.opens(f"{PAGE}?day=31/31/2026")
    assert "Ngày viết như 15/03/2026." in verifier.text


def test_the_team_finds_the_record_among_its_reports_and_cannot_change_it(visitor):
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    verifier.sends(SENT, **{"count-QN1": "8"})
    captain = visitor("captain")
    captain.opens("/reports")
    assert "Đã xác minh" in captain.text
    captain.opens(re.findall(r'href="(/reports/[0-9a-f-]{36})"', captain.text)[0])
    assert "Đơn vị tổ chức ghi theo điểm danh" in captain.text
    assert "Đội báo" not in captain.text
    assert "/edit" not in captain.text
    captain.opens("/today")
    assert "Đã xác minh" not in captain.text
    captain.opens("/teams/QN1")
    assert "Tham gia lớp tập huấn" in captain.text
