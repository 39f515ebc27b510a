"""What a decision rests on: the numbers that coming decisions have."""

from sqlalchemy import select

from app.database import db, transaction
from app.driver import is_postgresql
from app.models import Decision
from app.queries.groundwork import numbers
from tests.cast import cast
from tests.reporting import decided, sent


def test_decisions_to_come_are_numbered_after_all_there_are(app):
    people = cast()
    with transaction():
        assert list(numbers(1)) == [1]
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}), people.verifier)
    known = db.session.scalars(select(Decision.id)).one()
    db.session.rollback()
    with transaction():
        assert list(numbers(3)) == [known + 1, known + 2, known + 3]
        more = list(numbers(2))
    assert more == ([known + 4, known + 5] if is_postgresql() else [known + 1, known + 2])
