"""What letters said is forgotten after ninety days, what was read after two years; what still waits is not."""

from datetime import timedelta

from sqlalchemy import select

from app.clock import wall
from app.database import db, transaction
from app.jobs import old_letters
from app.models import JobClaim, Mail, Notice
from tests.cast import cast


def test_only_what_is_old_and_over_is_forgotten_and_once_a_day(app):
    people = cast()
    at, day = wall(), timedelta(days=1)
    due = at + day
    with transaction() as session:
        for name, made, waits in (("old", 91, None), ("fresh", 89, None), ("waiting", 91, due)):
            about = {"person_id": people.captain.id, "subject": "Báo cáo", "body": "Đội QN1"}
            session.add(Mail(key=name, made_at=at - made * day, due_at=waits, **about))
        for name, read in (("read long ago", 731), ("read", 729), ("unread", None)):
            when = {"made_at": at - 800 * day, "ready_at": at - 800 * day, "read_at": read and at - read * day}
            about = {"person_id": people.captain.id, "role": "captain", "kind": "day_opened", "facts": {}}
            session.add(Notice(key=name, **about, **when))
    assert old_letters.run() == ["1 letters, 1 notices"]
    assert dict(db.session.execute(select(Mail.key, Mail.body)).all()) == {
        "old": "",
        "fresh": "Đội QN1",
        "waiting": "Đội QN1",
    }
    assert set(db.session.scalars(select(Notice.key))) == {"read", "unread"}
    assert old_letters.run() == []
    with transaction() as session:
        session.delete(session.scalars(select(JobClaim).where(JobClaim.job == old_letters.JOB)).one())
    assert old_letters.run() == []
