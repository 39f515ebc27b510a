"""The command that tells how the outbox stands, and the settings it rests on."""

import pytest

from app.clock import wall
from app.config import BadSetting, Settings
from app.database import transaction
from app.models import Mail
from app.services.outbox import NOT_THEIRS
from tests.cast import cast

SETTINGS = {"XUNGKICH_DATABASE_URL": "sqlite:///x.db", "XUNGKICH_SECRET_KEY": "x", "XUNGKICH_MAIL_FROM": "a@b.example"}


def test_it_counts_what_was_sent_waits_and_was_given_up_and_names_the_errors(sqlite_app):
    with sqlite_app.app_context():
        captain = cast().captain.id
        at = wall()
        with transaction() as session:
            for number, (due, sent, error) in enumerate(
                [(None, at, ""), (at, None, "451 later"), (None, None, NOT_THEIRS), (None, None, NOT_THEIRS)]
            ):
                mail = Mail(key=f"k{number}", person_id=captain, subject="s", body="b", made_at=at)
                mail.due_at, mail.sent_at, mail.error = due, sent, error
                session.add(mail)
    told = sqlite_app.test_cli_runner().invoke(args=["mails", "status"]).stderr
    assert "không gửi thư nào" in told
    assert "Thư: 1 đã gửi, 1 chờ gửi, 2 đã thôi gửi." in told
    assert "2 × người nhận không còn vai trò" in told
    assert "1 × 451 later" in told


@pytest.mark.parametrize("url", ["smtp://", "http://mail.example", "mail.example:25", "smtp://mail.example:x"])
def test_a_mail_server_that_cannot_work_stops_the_start_without_repeating_its_password(url):
    with pytest.raises(BadSetting, match="XUNGKICH_SMTP_URL"):
        Settings.from_env({**SETTINGS, "XUNGKICH_SMTP_URL": url})
    with pytest.raises(BadSetting, match="XUNGKICH_SMTP_URL") as told:
        Settings.from_env({**SETTINGS, "XUNGKICH_SMTP_URL": "http://u:geheim@mail.example"})
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("sender", ["", "nobody", "a@b.example\nBcc: x@y.example", "A <a@b.example>"])
def test_a_sender_that_is_no_address_stops_the_start(sender):
    with pytest.raises(BadSetting, match="XUNGKICH_MAIL_FROM"):
        Settings.from_env({**SETTINGS, "XUNGKICH_SMTP_URL": "smtp://mail.example", "XUNGKICH_MAIL_FROM": sender})


def test_without_a_mail_server_no_sender_is_asked_for():
    assert Settings.from_env({**SETTINGS, "XUNGKICH_MAIL_FROM": ""}).smtp_url == ""
    known = Settings.from_env({**SETTINGS, "XUNGKICH_SMTP_URL": "smtps://u:p%40ss@mail.example:465"})
    assert known.smtp_url == "smtps://u:p%40ss@mail.example:465"
