"""The outbox: which notices become e-mails, and what became of each. No transaction waits for a mail server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from app.clock import wall
from app.database import db
from app.models import Mail, Notice, Person
from app.queries.outbox import Candidate, lost
from app.rulebook.mail_times import FIRST_WAIT, after_the_night, next_try

MOST_ERROR = 300
NOT_THEIRS = "not_theirs"
LETTERS_KEPT, NOTICES_KEPT = timedelta(days=90), timedelta(days=730)  # as long as photos; as an account unused
LEAST_LEASE = 10 * FIRST_WAIT  # longer than any line to a server stays open


@dataclass(frozen=True, slots=True)
class Draft:
    """An e-mail to be written, about these notices of one person."""

    key: str
    subject: str
    body: str
    about: Sequence[Candidate]


def write(seen: Sequence[Candidate], drafts: Sequence[Draft]) -> int:
    """Keep these e-mails, and that about every notice looked at it is settled whether one goes out."""
    at = wall()
    for draft in drafts:
        mail = Mail(
            key=draft.key,
            person_id=draft.about[0].person_id,
            subject=draft.subject[:200],
            body=draft.body,
            made_at=at,
            due_at=at,
        )
        db.session.add(mail)
        db.session.flush()
        _settle([each.id for each in draft.about], at, mail.id)
    carried = {each.id for draft in drafts for each in draft.about}
    _settle([each.id for each in seen if each.id not in carried], at, None)
    return len(drafts)


def settle_all(at: datetime) -> None:
    """No e-mail leaves this installation: none is kept for the day when one might."""
    pending = Notice.mailed_at.is_(None), Notice.ready_at <= at
    if db.session.scalar(select(Notice.id).where(*pending).limit(1)):
        db.session.execute(update(Notice).where(*pending).values(mailed_at=at))


def take(at: datetime) -> tuple[Mail, Person] | None:
    """The next e-mail that is due, for this worker alone: the try counts before it is made, so a crash is one too.

    Letters that are nobody's business any more are given up here, those of minors wait for the morning.
    """
    wanted = select(Mail).where(Mail.due_at <= at).order_by(Mail.due_at, Mail.id).limit(1)
    while mail := db.session.scalar(wanted.with_for_update(skip_locked=True)):
        person = db.session.get_one(Person, mail.person_id)
        due = after_the_night(at, person.minor_until)
        if lost(mail, at):
            mail.due_at, mail.error = None, NOT_THEIRS
        elif due > at:
            mail.due_at = due
        else:
            mail.tries += 1
            mail.due_at = max(next_try(mail.tries, mail.made_at, at) or at, at + LEAST_LEASE)
            db.session.flush()
            return mail, person
        db.session.flush()
    return None


def sent(mail_id: int) -> None:
    """The server has taken it."""
    mail = db.session.get_one(Mail, mail_id, with_for_update=True)
    mail.sent_at, mail.due_at, mail.error = wall(), None, ""


def failed(mail_id: int, why: str, for_good: bool) -> None:
    """The server has not; it is tried again later, unless that cannot help or two days have passed."""
    mail, at = db.session.get_one(Mail, mail_id, with_for_update=True), wall()
    mail.error = why[:MOST_ERROR]
    mail.due_at = None if for_good else next_try(mail.tries, mail.made_at, at)


def forget(at: datetime) -> tuple[int, int]:
    """Empty what has left, or was given up, long ago, and delete what was read long ago; how many of each.

    That something was sent, to whom and when, stays.
    """
    old = Mail.made_at < at - LETTERS_KEPT, Mail.due_at.is_(None), Mail.body != ""
    letters = db.session.scalars(update(Mail).where(*old).values(body="").returning(Mail.id)).all()
    read = delete(Notice).where(Notice.read_at < at - NOTICES_KEPT).returning(Notice.id)
    return len(letters), len(db.session.scalars(read).all())


def _settle(notices: Sequence[int], at: datetime, mail_id: int | None) -> None:
    if notices:
        db.session.execute(update(Notice).where(Notice.id.in_(notices)).values(mailed_at=at, mail_id=mail_id))
