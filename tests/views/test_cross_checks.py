"""Another unit's verifier looks a second time; anybody can repeat the draw with the lines of the docs."""

import re
import subprocess
import sys
from functools import partial
from types import SimpleNamespace
from uuid import uuid4

import pytest

from app.config import ROOT
from app.database import db, transaction
from app.jobs import cross_check_draws
from app.models import Campaign, CrossCheck, Report
from app.services import decisions, rechecks
from tests.browsing import Visitor
from tests.cast import CODE, gathered, stand_still
from tests.neighbours import LATER, neighbours, rules_draw
from tests.racing import enrolment, person, report
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"


LOGINS = {"next door": "verifier.qd@cast.example"}


@pytest.fixture
def ward(small_campaign, once):
    """QN1's report, decided with 25 and drawn for the ward next door: its uuid, its line, and browsers."""
    once("a second look asked of the ward next door", partial(asked_next_door, small_campaign))
    stand_still(LATER)
    with small_campaign.app_context():
        report = db.session.query(Report).one()
        ids = {"uuid": report.uuid, "line": next(each.id for each in report.lines if each.claimed)}
        photo = report.evidence[0].sha256

    def visit(who):
        browser = Visitor(small_campaign.test_client())
        with small_campaign.app_context():
            browser.is_known_as(person(LOGINS.get(who, who)))
        return browser

    return SimpleNamespace(**ids, visit=visit, app=small_campaign, page=f"/cross-checks/{report.uuid}", photo=photo)


def asked_next_door(app):
    with app.app_context():
        people = gathered()
        neighbours(people)
        rules_draw(people, 100)
        decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.verifier)
        stand_still(LATER)
        cross_check_draws.run()


def test_the_verifier_next_door_opens_the_photos_lowers_a_figure_and_the_team_reads_it(ward):
    browser = ward.visit("next door")
    browser.opens("/cross-checks")
    assert "Tổ công nghệ số Quy Nhơn 1" in browser.text
    assert "Rút thăm" in browser.text
    browser.opens(ward.page)
    browser.opens_photos()
    assert browser.address.startswith(ward.page)
    browser.sends(ward.page, **{f"quantity__{ward.line}": "20", f"reason__{ward.line}": "Số lượng chưa khớp bộ đếm"})
    assert "Đã ghi kết quả chấm chéo" in browser.text
    assert "Bạn đã chấm chéo" in browser.text
    captain = ward.visit("captain")
    captain.opens(f"/reports/{ward.uuid}")
    assert "72 điểm" in captain.text
    assert "Chấm chéo" in captain.text
    assert "Lưu Thị Sen" not in captain.text


def test_agreeing_is_one_press(ward):
    browser = ward.visit("next door")
    browser.opens(ward.page)
    browser.opens_photos()
    browser.sends(ward.page)
    assert "giữ nguyên kết quả" in browser.text
    captain = ward.visit("captain")
    captain.opens(f"/reports/{ward.uuid}")
    assert "Chấm chéo: giữ nguyên kết quả" in captain.text


@pytest.mark.parametrize(
    ("quantity", "reason", "words"),
    [
        ("20", "", "Bạn ghi lý do đổi số lượng"),
        ("26", "Nhiều hơn", "Không xác minh nhiều hơn số đội báo (25)"),
        ("2O", "Chữ O", "Số lượng là số nguyên"),
        ("20", "gọi 0905 123 456", "Không ghi dữ liệu cá nhân"),
        ("20", "x" * 100_000, "Tối đa 1000"),
    ],
)
def test_a_wrong_field_is_told_and_what_was_typed_is_kept(ward, quantity, reason, words):
    browser = ward.visit("next door")
    browser.opens(ward.page)
    browser.opens_photos()
    browser.sends(ward.page, **{f"quantity__{ward.line}": quantity, f"reason__{ward.line}": reason})
    assert browser.page.status_code == 422
    assert words in browser.text
    assert f'value="{quantity}"' in browser.text
    with ward.app.app_context():
        assert db.session.query(CrossCheck).one().outcome is None


def test_without_having_opened_the_photos_it_is_asked_for(ward):
    browser = ward.visit("next door")
    browser.opens(ward.page)
    browser.sends(ward.page)
    assert browser.page.status_code == 422
    assert "Còn 1 ảnh bạn chưa mở" in browser.text


@pytest.mark.parametrize("who", ["verifier", "captain"])
def test_whom_it_was_not_asked_of_finds_no_page(ward, who):
    assert ward.visit(who).opens(ward.page).status_code in (403, 404)


def test_a_second_press_says_by_whom_it_was_given(ward):
    first, second = ward.visit("next door"), ward.visit("next door")
    for browser in (first, second):
        browser.opens(ward.page)
        browser.opens_photos()
    first.sends(ward.page)
    second.sends(ward.page)
    assert second.page.status_code == 409
    assert "Lưu Thị Sen đã chấm chéo báo cáo này" in second.text


def test_what_is_reopened_while_somebody_looks_is_told_and_no_longer_asked_for(ward):
    browser = ward.visit("next door")
    browser.opens(ward.page)
    browser.opens_photos()
    with ward.app.app_context(), transaction():
        decisions.reopen(report(ward.uuid), person("verifier"), "Xem lại ảnh")
    browser.sends(ward.page)
    assert browser.address == "/cross-checks"
    assert "Báo cáo này vừa được mở lại" in browser.text
    assert "Chưa có báo cáo nào chờ bạn chấm chéo" in browser.text
    assert browser.opens(ward.page).status_code == 404


def test_what_was_answered_as_a_re_check_is_told_and_stands_on_no_timeline_as_awaited(ward):
    browser, captain = ward.visit("next door"), ward.visit("captain")
    captain.opens(f"/reports/{ward.uuid}")
    assert "Chờ Đoàn phường Quy Nhơn Đông chấm chéo" in captain.text
    browser.opens(ward.page)
    browser.opens_photos()
    with ward.app.app_context(), transaction():
        decision = report(ward.uuid).decision_id or 0
        request = rechecks.ask(str(uuid4()), report(ward.uuid), decision, person("captain"), "Bộ đếm ghi 25")
        rechecks.turn_down(request, person("officer"), decision, "Ảnh không đủ")
    browser.sends(ward.page)
    assert browser.address == "/cross-checks"
    assert "Hồ Thị Mai, ở cấp trên, đã trả lời phúc tra báo cáo này" in browser.text
    captain.opens(f"/reports/{ward.uuid}")
    assert "Chờ Đoàn phường" not in captain.text


def test_who_looks_a_second_time_strikes_a_photo_with_personal_data(ward):
    browser = ward.visit("next door")
    browser.opens(ward.page)
    browser.sends(f"/reports/{ward.uuid}/evidence/{ward.photo}/privacy")
    assert "Ảnh đã bị hủy" in browser.text
    assert "Chưa có báo cáo nào chờ bạn chấm chéo" in browser.text
    captain = ward.visit("captain")
    captain.opens(f"/reports/{ward.uuid}")
    assert "Bổ sung và gửi lại" in captain.text


def test_a_verifier_hands_a_decided_report_on_from_their_desk(ward):
    with ward.app.app_context():
        other = decided(sent(enrolment("QN2"), person("captain_qn2"), {VNEID: 4}), person("verifier")).uuid
    browser = ward.visit("verifier")
    browser.opens(f"/reports/{other}/decision")
    browser.sends(f"/reports/{other}/cross-check", reason="Tôi quen đội này")
    assert "Đã nhờ Đoàn phường Quy Nhơn Đông xem lần hai" in browser.text


def test_the_lines_in_the_docs_draw_what_the_page_lists(ward, tmp_path):
    stranger = Visitor(ward.app.test_client())
    stranger.opens(f"/campaigns/{CODE}/cross-checks")
    with ward.app.app_context():
        seed = db.session.query(Campaign).filter_by(code=CODE).one().draw_seed
    assert seed in stranger.text
    listed, script = tmp_path / "list.csv", tmp_path / "draw.py"
    listed.write_text(stranger.opens(f"/campaigns/{CODE}/cross-checks.csv").get_data(as_text=True), encoding="utf-8")
    [lines] = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "second-look.md").read_text(encoding="utf-8"), re.S)
    script.write_text(lines, encoding="utf-8")
    assert len([each for each in lines.splitlines() if each]) <= 10
    done = subprocess.run([sys.executable, script, seed, listed], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [ward.uuid]
