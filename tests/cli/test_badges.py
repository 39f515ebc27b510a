"""The command that judges every team again."""

from app.database import db, transaction
from app.models import BadgeAward
from tests.cast import CODE, cast
from tests.endings import announced
from tests.reporting import decided, sent


def review(app, code=CODE):
    return app.test_cli_runner().invoke(args=["badges", "review", "--campaign", code])


def test_what_is_in_order_stays_and_what_was_lost_comes_back(sqlite_app):
    with sqlite_app.app_context():
        people = cast()
        decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 30}), people.verifier)
    assert "4 đội: trao 0 mức huy hiệu, thu lại 0." in review(sqlite_app).stderr
    with sqlite_app.app_context(), transaction():
        db.session.query(BadgeAward).filter(BadgeAward.badge_code == "vneid_guide").delete()
    assert "4 đội: trao 1 mức huy hiệu, thu lại 0." in review(sqlite_app).stderr


def test_an_announced_campaign_is_left_alone(sqlite_app):
    with sqlite_app.app_context():
        announced()
    result = review(sqlite_app)
    assert result.exit_code == 1
    assert "đã công bố kết quả" in result.stderr


def test_an_unknown_campaign_is_told(sqlite_app):
    assert "Không có chiến dịch" in review(sqlite_app, "LA2020").stderr
