"""The council's room: conditions and ties in words, choices with their reasons, a look at what would be."""

from datetime import date
from functools import partial

import pytest

from tests.browsing import Forms
from tests.cast import CODE
from tests.views.season import VNEID

PAGE = f"/campaigns/{CODE}/council"


@pytest.fixture
def council(season, once, visitor):
    once("three teams out on three Sundays", partial(three_teams_out, season))
    found = visitor("council")
    found.opens(PAGE)
    return found


def three_teams_out(season):
    for day in (1, 8):
        for team in ("QN1", "AN1", "AN2"):
            season.earned(team, {VNEID: 10}, date(2026, 3, day))


def sends(browser, kind, subject, **changes):
    """One of the room's forms, sent."""
    form = next(
        each
        for each in Forms(browser.text).found
        if (each["fields"].get("kind"), each["fields"].get("subject")) == (kind, subject)
    )
    browser.page = browser.client.post(PAGE, data={**form["fields"], **changes})
    while browser.page.status_code == 303:
        browser.opens(browser.page.headers["Location"])


def test_the_room_says_who_is_eligible_and_what_the_others_lack(council):
    assert "Giải Nhất" in council.text
    assert "/3 Chủ nhật" in council.text


def test_equals_are_explained_step_by_step_and_the_council_orders_them_with_a_reason(council):
    assert "đồng hạng, Hội đồng có thể chọn thứ tự" in council.text
    sends(council, "order", "xa-dong-bang", reason="")
    assert council.page.status_code == 422
    sends(council, "order", "xa-dong-bang", **{"place-AN1": "2", "place-AN2": "1", "reason": "Bốc thăm"})
    assert (
        "xếp thứ tự: Đội hình tình nguyện An Nhơn 2; Đội hình tình nguyện An Nhơn 1. Lý do: Bốc thăm." in council.text
    )


def test_an_order_with_a_place_twice_is_refused(council):
    sends(council, "order", "xa-dong-bang", **{"place-AN1": "1", "place-AN2": "1", "reason": "Bốc thăm"})
    assert council.page.status_code == 422
    assert "Mỗi đội một thứ tự riêng" in council.text


def test_special_awards_are_chosen_and_taken_back_with_reasons(council):
    sends(council, "special", "creative_model", winner="team:QN2", reason="Mô hình chợ số")
    assert "đã chọn" in council.text
    assert "giải Mô hình sáng tạo cho Tổ công nghệ số Quy Nhơn 2. Lý do: Mô hình chợ số." in council.text
    sends(council, "special", "creative_model", withdraw="1", reason="Ghi nhầm")
    assert "Lý do: Ghi nhầm." in council.text


def test_a_look_at_what_would_be_changes_nothing(council):
    before = council.text
    council.opens(f"{PAGE}?without=QN1")
    assert "Không có gì thay đổi" in council.text
    assert council.text.count("thử không xét") == 1
    council.opens(PAGE)
    assert "thử không xét" not in council.text
    assert before.count("Giải Nhất") == council.text.count("Giải Nhất")


def test_signatories_read_and_do_not_write(council, visitor):
    signatory = visitor("signatory")
    signatory.opens(PAGE)
    assert signatory.page.status_code == 200
    assert "Chọn thứ tự này" not in signatory.text


def test_a_member_agrees_to_be_put_forward_and_the_council_can_choose_them(council, visitor):
    verifier = visitor("verifier")
    address = f"/campaigns/{CODE}/nominations"
    verifier.opens(address)
    who = next(each for each in verifier.text.split('<option value="') if "Trần Văn Bình" in each).split('"')[0]
    verifier.sends(address, who=who, why="")
    assert verifier.page.status_code == 422
    verifier.sends(address, who=who, why="Hướng dẫn 200 người")
    assert "Đang chờ trả lời" in verifier.text
    council.opens(PAGE)
    assert "Trần Văn Bình" not in council.text
    member = visitor("member")
    member.opens("/notices")
    member.opens("/nominations")
    form = next(each for each in Forms(member.text).found if str(each["action"]).endswith("/consent"))
    member.client.post(form["action"], data={**form["fields"], "answer": "yes"})
    council.opens(PAGE)
    assert "Trần Văn Bình" in council.text
    chosen = next(each for each in council.text.split('value="nomination:')[1:]).split('"')[0]
    sends(council, "special", "outstanding_individuals", winner=f"nomination:{chosen}", reason="Giúp được nhiều")
    assert "giải Cá nhân tiêu biểu cho Trần Văn Bình. Lý do: Giúp được nhiều." in council.text
    member.opens("/nominations")
    assert "Rút lại đồng ý" in member.text
    member.client.post(form["action"], data={**form["fields"], "answer": "no"})
    member.opens("/nominations")
    assert "Bạn không đồng ý" in member.text
    council.opens(PAGE)
    assert "giải Cá nhân tiêu biểu. Lý do: Giúp được nhiều." in council.text
    assert "Trần Văn Bình" not in council.text
