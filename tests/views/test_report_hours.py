"""Hours on the report form, and the phone's times behind it."""

import pytest
from sqlalchemy import select

from app.database import db
from app.models import Report
from tests.cast import NOW, stand_still
from tests.views.test_reports import stored, write

HOURS = {"begins_at": "07:30", "ends_at": "11:00"}


def report(app):
    with app.app_context():
        return db.session.scalars(select(Report)).one()


@pytest.mark.parametrize(
    ("begins_at", "ends_at", "kept"),
    [
        ("07:30", "11:00", (450, 660)),
        ("7h30", "11:00:00", (450, 660)),
        ("00:00", "23:59:59.999", (0, 1439)),
        ("", "", (None, None)),
    ],
)
def test_hours_are_kept_as_minutes_and_shown_again(small_campaign, visitor, begins_at, ends_at, kept):
    captain = visitor("captain")
    address = write(captain, begins_at=begins_at, ends_at=ends_at)
    found = report(small_campaign)
    assert (found.begins_at, found.ends_at) == kept
    if kept == (450, 660):
        assert "07:30–11:00" in captain.text
        captain.opens(f"{address}/edit")
        assert 'value="07:30"' in captain.text
        verifier = visitor("verifier")
        verifier.opens(f"{address}/decision")
        assert "07:30–11:00" in verifier.text


@pytest.mark.parametrize(
    ("begins_at", "ends_at", "words"),
    [
        ("07:30", "", "cả giờ bắt đầu và giờ kết thúc"),
        ("", "11:00", "cả giờ bắt đầu và giờ kết thúc"),
        ("11:00", "11:00", "sau giờ bắt đầu"),
        ("22:00", "01:00", "sau giờ bắt đầu"),
        ("24:00", "25:00", "Giờ viết như 07:30"),
        ("1e3", "11:00", "Giờ viết như 07:30"),
        ("０７:３０", "11:00", "Giờ viết như 07:30"),
        ("07:30\x00", "11:00", "Giờ viết như 07:30"),
    ],
)
def test_hours_that_make_no_sense_are_told_beside_their_field(small_campaign, visitor, begins_at, ends_at, words):
    captain = visitor("captain")
    write(captain, begins_at=begins_at, ends_at=ends_at)
    assert captain.page.status_code == 422
    assert words in captain.text
    assert stored(small_campaign) == 0


def test_a_presence_that_was_reported_already_is_told_beside_the_hours(small_campaign, visitor):
    captain = visitor("captain")
    captain.opens("/reports/new")
    members = [each.split('"')[0] for each in captain.text.split('name="members" value="')[1:]]
    assert len(members) == 2
    first = {"qty__vneid_level2_support": "", "members": members, **HOURS}
    write(captain, qty__service_point_shift="1", service_confirmation="MC-07", **first)
    write(captain, qty__green_sunday_day="1", **{**first, "begins_at": "10:00", "ends_at": "12:00"})
    assert captain.page.status_code == 422
    assert "không tính cùng lúc cho cùng thành viên" in captain.text
    assert stored(small_campaign) == 1


PRESSED = "2026-03-15T13:20:00Z"


@pytest.mark.parametrize(
    ("submitted_at", "now", "judged"),
    [
        (PRESSED, "2026-03-15T20:30:00.000+07:00", "2026-03-15T13:20:00+00:00"),
        (PRESSED, "2026-03-15T13:45:00Z", None),
        (PRESSED, "", None),
        ("", "2026-03-15T13:30:00Z", None),
        ("2026-03-15T13:20:00", "2026-03-15T13:30:00", None),
        ("hôm qua", "hôm nay", None),
        ("2026-03-15T13:20:00Z\x00", "2026-03-15T13:30:00Z", None),
        ("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", None),
        ("2026-99-99T99:99:99Z", "1e308", None),
        ("x" * 5000, "２０２６", None),
    ],
)
def test_the_phones_times_decide_only_where_they_can_be_read_and_are_right(
    small_campaign, visitor, submitted_at, now, judged
):
    captain = visitor("captain")
    write(captain, phone_submitted_at=submitted_at, phone_now=now)
    assert captain.page.status_code == 200
    assert report(small_campaign).first_submitted_at.isoformat() == (judged or NOW.isoformat())


def test_the_form_never_sends_an_old_press_again(visitor):
    """After a refusal the fields are empty, to be filled in when send is pressed anew."""
    captain = visitor("captain")
    stand_still(NOW)
    write(captain, place="", phone_submitted_at=PRESSED, phone_now=PRESSED)
    assert captain.page.status_code == 422
    assert PRESSED not in captain.text
