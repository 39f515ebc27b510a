"""Photos that reports show."""

from collections.abc import Iterator

from sqlalchemy import select

from app.database import db
from app.models import Evidence, Report
from app.outside.photos import PhotoStore


def photos_kept(store: PhotoStore) -> Iterator[str]:
    """I15: every photo that a report shows lies in the store, whole, with its thumbnail."""
    shown = (
        select(Report.uuid, Evidence.sha256, Evidence.size)
        .join(Report, Report.id == Evidence.report_id)
        .where(Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    for uuid, sha256, size in db.session.execute(shown.execution_options(yield_per=1000)):
        if not store.is_whole(sha256, size):
            yield f"report {uuid}: photo {sha256}"
