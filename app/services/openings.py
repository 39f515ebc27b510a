"""A person opens a photo in full: an approval counts only after that, and the decision says so."""

from functools import cache

from sqlalchemy import BigInteger, Insert, bindparam, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import Base, Instant, db
from app.models import Evidence, Person

OPENINGS = Base.metadata.tables["evidence_openings"]
KNOWN = exists().where(OPENINGS.c.evidence_id == bindparam("photo"), OPENINGS.c.person_id == bindparam("person"))
FIRST = select(
    bindparam("photo", type_=BigInteger), bindparam("person", type_=BigInteger), bindparam("at", type_=Instant)
).where(~KNOWN)


def look_at(photo: Evidence, by: Person) -> None:
    """Keep that this person has looked at a photo; the first time counts, and nobody else waits for it."""
    connection = db.session.connection()
    opened = {"photo": photo.id, "person": by.id, "at": clock.now()}
    connection.execute(_once(connection.dialect.name), opened)


@cache
def _once(dialect_name: str) -> Insert:
    """Of two at the same moment the second does nothing; a row that is known is not even tried, as none may change."""
    statement = {"postgresql": postgresql, "sqlite": sqlite}[dialect_name].insert(OPENINGS)
    return statement.from_select(["evidence_id", "person_id", "at"], FIRST).on_conflict_do_nothing()
