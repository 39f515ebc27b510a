"""Once a day photos past their time are struck, and files that nothing shows leave the store."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from app import clock
from app.database import db, transaction
from app.extensions import photo_store
from app.outside.photos import PhotoStore
from app.queries.evidence import shown
from app.queries.team_photos import files_shown
from app.services import claims, people, retention

JOB = "photo_retention"
ORPHAN_DAYS = 7
AT_ONCE = 500


def run() -> list[str]:
    """What was struck and swept, in words; nothing when today's is done."""
    with transaction():
        if not claims.claim(JOB, clock.wall().date().isoformat()):
            return []
        struck = retention.expire(people.system_actor())
    swept = sum(sweep(photo_store(), clock.wall() - timedelta(days=ORPHAN_DAYS)))
    return [f"{struck} expired, {swept} files swept"] if struck or swept else []


def sweep(store: PhotoStore, than: datetime) -> Iterator[bool]:
    """Take what was put before that instant and nothing shows off the shelf; whether each is gone."""
    older = store.older(than)
    while some := list(islice(older, AT_ONCE)):
        names = {name for _, name in some}
        needed = shown(names) | files_shown(names)
        db.session.rollback()  # nothing is held while files go
        yield from (store.sweep(name, than) for name, whose in some if whose not in needed)
