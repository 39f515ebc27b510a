"""Once a day SQLite learns how its tables are filled, to choose its indexes well; PostgreSQL does so by itself."""

from sqlalchemy import text

from app import clock
from app.database import db, transaction
from app.queries.campaigns import all_campaigns
from app.services import claims

JOB = "table_statistics"


def run() -> list[str]:
    """Gather the statistics unless it was done today; returns the day it did."""
    day = clock.wall().date().isoformat()
    if db.engine.dialect.name != "sqlite" or not all_campaigns():
        return []
    with transaction() as session:
        if not claims.claim(JOB, day):
            return []
        session.execute(text("ANALYZE"))
    return [day]
