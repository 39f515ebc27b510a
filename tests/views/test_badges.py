"""Badges: what they ask for, who holds them, and a page for each award."""

import re

from app.database import db
from app.models import BadgeAward
from tests.cast import CODE
from tests.views.season import VNEID

PAGE = f"/campaigns/{CODE}/badges"


def test_the_badges_of_the_rules_stand_there_with_milestones_and_holders(season, visitor):
    browser = visitor()
    browser.opens(PAGE)
    tile = re.search(r"Người dẫn lối VNeID</h2>.*?</ul>", browser.text, re.DOTALL)
    assert tile
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", tile.group()))
    assert "Đồng 25 tài khoản 1 đội" in words
    assert "Bạc 100 tài khoản 0 đội" in words
    assert "Mở cổng dịch vụ công" not in browser.text  # switched off in these rules


def test_an_award_has_a_public_page(season, visitor):
    with season.app.app_context():
        award = db.session.query(BadgeAward).filter_by(badge_code="vneid_guide").one().uuid
    browser = visitor()
    browser.opens(f"/badges/{award}")
    assert "Người dẫn lối VNeID" in browser.text
    assert "Tổ công nghệ số Quy Nhơn 1" in browser.text
    assert "Mức Đồng" in browser.text


def test_a_badge_that_was_taken_back_says_so(season, visitor):
    uuid = season.earns("QN2", {VNEID: 30})
    with season.app.app_context():
        won = db.session.query(BadgeAward).filter_by(badge_code="vneid_guide").order_by(BadgeAward.id.desc()).first()
        assert won
        award = won.uuid
    season.reopens(uuid)
    browser = visitor()
    browser.opens(f"/badges/{award}")
    assert "đã được thu lại" in browser.text
