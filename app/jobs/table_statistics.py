"""Once a day SQLite learns how its tables are filled, so that it chooses its indexes well; PostgreSQL does so itself."""

from sqlalchemy import text

from app import clock
from app.database import db, transaction
from app.services import claims

JOB = "table_statistics"


def run() -> list[str]:
    """Gather the statistics unless it was done today; returns the day it did."""
    day = clock.wall().date().isoformat()
    if db.engine.dialect.name != "sqlite":
        return []
    with transaction() as session:
        if not claims.claim(JOB, day):
            return []
        session.execute(text("ANALYZE"))
    return [day]
