"""Photos that reports and teams show."""

from collections.abc import Iterator

from sqlalchemy import select

from app.database import db
from app.models import Evidence, Report, Team, TeamPhoto
from app.outside.photos import PhotoStore
from app.queries.team_photos import LIVE


def photos_kept(store: PhotoStore) -> Iterator[str]:
    """I15: every photo that a report or a team shows lies in the store, whole, with its thumbnail."""
    shown = (
        select(Report.uuid, Evidence.sha256, Evidence.size)
        .join(Report, Report.id == Evidence.report_id)
        .where(Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    for uuid, sha256, size in db.session.execute(shown.execution_options(yield_per=1000)):
        if not store.is_whole(sha256, size):
            yield f"report {uuid}: photo {sha256}"
    live = select(Team.code, TeamPhoto.file, TeamPhoto.size).join(Team, Team.id == TeamPhoto.team_id).where(LIVE)
    for code, name, size in db.session.execute(live.order_by(TeamPhoto.id)):
        if not store.is_whole(name, size):
            yield f"team {code}: photo {name}"
