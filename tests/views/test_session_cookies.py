"""A session's cookie is written when it says something new, so that no late answer takes a message away."""

import pytest
from itsdangerous import TimestampSigner

from tests.cast import CODE, person_named

BOARD = f"/campaigns/{CODE}/leaderboard"


class Earlier(TimestampSigner):
    """Signs as it would have some seconds ago."""

    SECONDS = 0

    def get_timestamp(self):
        return super().get_timestamp() - self.SECONDS


@pytest.fixture
def signed(small_campaign):
    """Asks for a page with the officer's session as it was signed so many seconds ago."""

    def signed(seconds, address="/desk", **session):
        signing = small_campaign.session_interface.get_signing_serializer(small_campaign)
        signing.signer = type("Signer", (Earlier,), {"SECONDS": seconds})
        with small_campaign.app_context():
            identity = person_named("officer").get_id()
        kept = {"_user_id": identity, "_fresh": False, "csrf_token": "0123456789abcdef", "_permanent": True, **session}
        cookie = f"{small_campaign.config['SESSION_COOKIE_NAME']}={signing.dumps(kept)}"
        return small_campaign.test_client(use_cookies=False).get(address, headers={"Cookie": cookie})

    return signed


def test_a_message_outlives_an_answer_that_was_asked_for_before_it(visitor):
    officer = visitor("officer")
    officer.opens("/desk")
    asked_with = officer.client.get_cookie("xungkich").value
    late = officer.client.application.test_client()
    late.set_cookie("xungkich", asked_with)
    assert "Set-Cookie" not in late.get(BOARD, headers={"HX-Request": "true"}).headers
    officer.sends(f"/campaigns/{CODE}/freeze", reason="Chuẩn bị lễ công bố")
    assert "Báo cáo và thẩm định vẫn tiếp tục" in officer.text


@pytest.mark.parametrize(("seconds", "written"), [(0, False), (240, False), (360, True), (11 * 3600, True)])
def test_a_session_is_signed_anew_once_it_is_some_minutes_old(signed, seconds, written):
    answer = signed(seconds)
    assert answer.status_code == 200
    assert ("Set-Cookie" in answer.headers) is written


def test_after_twelve_hours_without_a_page_a_session_has_ended(signed):
    answer = signed(12 * 3600 + 60)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")


def test_a_session_that_is_not_to_last_is_written_only_when_it_says_something_new(signed):
    assert "Set-Cookie" not in signed(3600, _permanent=False).headers
