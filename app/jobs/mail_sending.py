"""E-mails leave: each is taken in one transaction, handed to the server outside of any, and settled in another.

A crash between the last two sends it again, under the same Message-ID.
"""

from time import monotonic

from app.clock import wall
from app.database import transaction
from app.exports import notice_mails
from app.outside import mail
from app.outside.letters import Letter
from app.outside.mail import Line, NotSent
from app.services import outbox

BUDGET = 20.0  # seconds a look may take: a slow server does not keep the other jobs waiting


def run() -> list[str]:
    """Send what is due while the server takes it; returns the keys of what was sent."""
    if not mail.is_open():
        return []
    done, until = [], monotonic() + BUDGET
    with mail.line() as line:
        while monotonic() < until and (taken := _taken()):
            number, letter = taken
            try:
                _hand_over(line, number, letter)
            except NotSent as refusal:
                if refusal.is_down:
                    break
            else:
                done.append(letter.key)
    return done


def _taken() -> tuple[int, Letter] | None:
    with transaction():
        found = outbox.take(wall())
        if found is None:
            return None
        made, person = found
        return made.id, Letter(
            key=made.key,
            to=person.login,
            name=person.full_name,
            subject=made.subject,
            body=made.body,
            at=made.made_at,
            choices=notice_mails.choices_link(),
        )


def _hand_over(line: Line, number: int, letter: Letter) -> None:
    try:
        line.send(letter)
    except NotSent as refusal:
        with transaction():
            outbox.failed(number, refusal.why, refusal.for_good)
        raise
    with transaction():
        outbox.sent(number)
