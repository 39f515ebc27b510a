"""A verifier looks at a report: others see it, and what is typed is there again on any device."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from sqlalchemy import Insert, case
from sqlalchemy.dialects import postgresql, sqlite

from app.clock import wall
from app.database import Base, db
from app.models import Person, Report

HELD = timedelta(minutes=10)
CLAIMS = Base.metadata.tables["report_claims"]


def look(report: Report, by: Person, typed: Mapping[str, str]) -> None:
    """Hold the report for this person for a while and keep what they have typed so far; it binds nobody.

    Nothing of the report, its team or its campaign is locked: one statement makes or renews this person's own row.
    """
    at, connection = wall(), db.session.connection()
    values = {"report_id": report.id, "person_id": by.id, "since": at, "until": at + HELD, "typed": dict(typed)}
    connection.execute(_renewal(connection.dialect.name, bool(typed)), values)


@cache
def _renewal(dialect_name: str, has_typed: bool) -> Insert:
    """What was typed before stays where nothing is typed; a look that had ended begins anew."""
    statement = {"postgresql": postgresql, "sqlite": sqlite}[dialect_name].insert(CLAIMS)
    new = statement.excluded
    renewed = {"until": new.until, "since": case((CLAIMS.c.until < new.since, new.since), else_=CLAIMS.c.since)}
    if has_typed:
        renewed["typed"] = new.typed
    return statement.on_conflict_do_update(index_elements=["report_id", "person_id"], set_=renewed)
