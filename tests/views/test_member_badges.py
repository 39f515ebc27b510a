"""Huy hiệu của tôi: the member's own page, the switch for the team, and that nobody else ever reads of it."""

import re
from functools import partial

import pytest
from sqlalchemy import func, select

from app.database import db
from app.models import BadgeDraft, BadgeShare, RuleVersion
from tests.cast import CODE, person_named
from tests.racing import enrolment
from tests.reporting import SUNDAY, decided, sent
from tests.views.season import VNEID

MINE = "/today/my-badges"
LIST = f"/campaigns/{CODE}/badge-rules"
SEND = f"{LIST}/badge"
MEMBER = "Trần Văn Bình"
FILLED = {
    "code": "all_rounder",
    "name": "Việc gì cũng làm",
    "name_en": "All-rounder",
    "metric": "sessions_attended",
    "unit_label": "buổi",
    "bronze": "1",
    "silver": "3",
}


@pytest.fixture
def attended(small_campaign, once):
    """The member of QN1 was at three verified sessions, its captain at one of them."""
    once("three sessions", partial(three_sessions, small_campaign))
    return small_campaign


def three_sessions(app):
    with app.app_context():
        member, captain, verifier = map(person_named, ("member", "captain", "verifier"))
        for back in range(3):
            present = (member.id,) if back else (member.id, captain.id)
            day = SUNDAY.replace(day=SUNDAY.day - back)
            decided(sent(enrolment("QN1"), captain, {VNEID: 3}, day, members=present), verifier)


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def tile(text, name="Thành viên bền bỉ"):
    """What the page says beside one badge."""
    found = next(each for each in text.split('<li class="badge">') if f'<span class="badge-name">{name}' in each)
    return re.sub(r"<[^>]+>", " ", found.split("</li>")[0])


def test_a_member_finds_what_they_hold_since_when_and_what_is_next(attended, visitor):
    member = visitor("member")
    member.opens("/today")
    assert f'href="{MINE}"' in member.text
    member.opens(MINE)
    assert "Mức Đồng" in tile(member.text)
    assert "đạt ngày 15/03/2026; còn 3 buổi nữa để đạt mức Bạc" in tile(member.text)
    assert "còn 1 Chủ nhật nữa để đạt mức Đồng" in tile(member.text, "Chủ nhật không vắng")


def test_a_captain_has_badges_of_their_own_too(attended, visitor):
    captain = visitor("captain")
    captain.opens(MINE)
    assert "Chưa đạt" in tile(captain.text)
    assert "còn 2 buổi nữa" in tile(captain.text)


def test_nobody_reads_of_a_member_until_they_let_the_team(attended, visitor):
    member, captain = visitor("member"), visitor("captain")
    captain.opens(MINE)
    assert MEMBER not in captain.text
    member.opens(MINE)
    member.sends(MINE)
    assert "Người trong đội bạn nay thấy" in member.text
    assert "Thôi cho đội xem" in member.text
    captain.opens(MINE)
    assert MEMBER in captain.text
    assert "Thành viên bền bỉ · Đồng" in captain.text
    member.sends(MINE)
    assert "chỉ mình bạn thấy" in member.text
    captain.opens(MINE)
    assert MEMBER not in captain.text


def test_an_old_page_sent_again_does_not_turn_the_switch_back(attended, visitor):
    member = visitor("member")
    member.opens(MINE)
    old = member.page
    for _ in range(2):
        member.page = old
        member.sends(MINE)
        assert "Thôi cho đội xem" in member.text
        assert count(attended, BadgeShare) == 1


@pytest.mark.parametrize("typed", ["", "2", "true", "１", "1 ", "x" * 10_000])
def test_anything_unclear_stays_private(attended, visitor, typed):
    member = visitor("member")
    member.opens(MINE)
    member.sends(MINE, shared=typed)
    assert count(attended, BadgeShare) == 0


@pytest.mark.parametrize("guess", ["", "?team=QN1", "?person=2", "?campaign=THU2026&team=QN1", "/2", "?code=QN1"])
def test_people_of_another_team_see_nothing_even_by_guessing(attended, visitor, guess):
    member, other = visitor("member"), visitor("captain_qn2")
    member.opens(MINE)
    member.sends(MINE)
    other.opens(MINE + guess)
    assert MEMBER not in other.text
    assert "Đồng đội cho xem" not in other.text
    other.opens(MINE)
    other.sends(MINE, team="QN1", person="2", team_id="1")
    with attended.app_context():
        shares = {(each.person_id, each.team_id) for each in db.session.scalars(select(BadgeShare))}
        theirs = person_named("captain_qn2").id, enrolment("QN2").team_id
        assert shares == {(person_named("member").id, enrolment("QN1").team_id), theirs}
    assert MEMBER not in other.text


@pytest.mark.parametrize("who", [None, "officer", "verifier", "auditor"])
def test_no_public_page_and_nobody_above_the_team_reads_of_it(attended, visitor, who):
    member, other = visitor("member"), visitor(who)
    member.opens(MINE)
    member.sends(MINE)
    assert other.opens(MINE).status_code in (200, 403)
    for address in (MINE, f"/campaigns/{CODE}/badges", "/teams/QN1", f"{LIST}/spread", f"/campaigns/{CODE}/rules"):
        other.opens(address)
        assert MEMBER not in other.text


def test_the_public_list_keeps_badges_of_members_apart_and_no_credential_is_made_of_them(attended, visitor):
    anybody = visitor()
    anybody.opens(f"/campaigns/{CODE}/badges")
    teams, members = anybody.text.split("Huy hiệu của thành viên")
    assert "Thành viên bền bỉ" in members
    assert "Thành viên bền bỉ" not in teams
    assert "đội</span>" not in members
    assert anybody.opens(f"/badges/achievements/{CODE}/1/vneid_guide-bronze.json").status_code == 200
    assert anybody.opens(f"/badges/achievements/{CODE}/1/steady_member-bronze.json").status_code == 404
    anybody.opens("/teams/QN1")
    assert "Thành viên bền bỉ" not in anybody.text
    anybody.opens(f"/campaigns/{CODE}/rules")
    assert "Thành viên bền bỉ" in anybody.text.split("Huy hiệu của thành viên")[1]


def test_the_report_of_spread_is_about_teams(attended, visitor):
    officer = visitor("officer")
    officer.opens(f"{LIST}/spread")
    assert "Bền bỉ Chủ nhật số" in officer.text
    assert "Thành viên bền bỉ" not in officer.text


def test_an_officer_sees_how_many_members_would_hold_it_and_no_name(attended, visitor):
    officer = visitor("officer")
    officer.opens(f"{LIST}/new")
    officer.sends(SEND, **FILLED, step="preview")
    ahead = officer.text.split('id="preview"')[1].split("Tên và hình")[0]
    assert re.findall(r'<p class="stat-value">(\d+)', ahead) == ["2", "1"]
    assert "Đội sẽ đạt thêm" not in ahead
    assert MEMBER not in officer.text
    officer.sends(SEND, step="publish", reason="Hội đồng thống nhất")
    assert "trong phiên bản 2" in officer.text
    member = visitor("member")
    member.opens(MINE)
    assert "Mức Bạc" in tile(member.text, FILLED["name"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"awarded": "week"}, "cần decision"),
        ({"metric": "sundays_attended", "silver": "6"}, "nhiều nhất 5"),
        ({"metric": "work_kinds", "activities": [VNEID]}, "nhiều nhất 1"),
        ({"weekdays": ["monday"], "metric": "sundays_attended"}, "nhiều nhất 0"),
    ],
)
def test_a_wrong_field_is_told(small_campaign, visitor, changes, words):
    officer = visitor("officer")
    officer.opens(f"{LIST}/new")
    assert officer.sends(SEND, **{**FILLED, **changes}).status_code == 422
    assert words in officer.text
    assert count(small_campaign, BadgeDraft) == 0


@pytest.mark.parametrize(("code", "metric"), [("vneid_guide", "sessions_attended"), ("steady_member", "reports")])
def test_a_published_badge_does_not_change_hands(small_campaign, visitor, code, metric):
    officer = visitor("officer")
    officer.opens(f"{LIST}/badge/{code}")
    assert officer.sends(SEND, metric=metric, activities=[], step="publish", reason="Thử").status_code == 422
    assert "không đổi qua lại được" in officer.text
    assert count(small_campaign, RuleVersion) == 2
