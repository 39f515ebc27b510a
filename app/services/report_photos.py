"""The photos that a report shows, written into its rows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app import clock
from app.database import db
from app.models import Evidence, Report
from app.rulebook.evidence import MOST_PHOTOS
from app.rulebook.fingerprints import parts
from app.services import locks
from app.services.refusals import Refused

STRUCK = select(Evidence.id).where(
    Evidence.sha256.in_(bindparam("names", expanding=True)), Evidence.removed_because == "privacy"
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo already kept outside, by content."""

    sha256: str
    size: int
    width: int
    height: int
    fingerprint: int | None = None
    taken_at: datetime | None = None


def photos_of(report: Report) -> tuple[Photo, ...]:
    """The photos that the report itself shows now, in their order."""
    return tuple(
        Photo(each.sha256, each.size, each.width, each.height, each.fingerprint, each.taken_at)
        for each in report.evidence
        if each.removed_at is None and each.recheck_id is None
    )


def write(report: Report, photos: Sequence[Photo]) -> None:
    """Rows follow the photos: what the report no longer shows is kept as a fact, what was destroyed never returns."""
    shown, now = add(report, photos), clock.now()
    for row in report.evidence:
        if row.sha256 not in shown and row.removed_at is None and row.recheck_id is None:
            row.removed_at, row.removed_because = now, "replaced"


def add(report: Report, photos: Sequence[Photo], recheck_id: int | None = None) -> dict[str, Photo]:
    """Show these photos too, the report's own or those of a request about it; returns them by name."""
    if len(photos) > MOST_PHOTOS:
        raise Refused("photos_many", most=MOST_PHOTOS)
    shown = {each.sha256: each for each in photos}
    known = {each.sha256: each for each in report.evidence}
    locks.keep_photos(shown.keys() | known.keys())
    if shown and db.session.scalars(STRUCK, {"names": list(shown)}).first():
        raise Refused("photo_private")
    for sha256 in known.keys() & shown.keys():
        known[sha256].removed_at, known[sha256].removed_because = None, ""
    new = [each for sha256, each in shown.items() if sha256 not in known]
    report.evidence += [_row(each, clock.now(), recheck_id) for each in new]
    return shown


def _row(photo: Photo, now: datetime, recheck_id: int | None) -> Evidence:
    part_0, part_1, part_2 = parts(photo.fingerprint) if photo.fingerprint is not None else (None, None, None)
    own = {"part_0": part_0, "part_1": part_1, "part_2": part_2, "added_at": now, "recheck_id": recheck_id}
    return Evidence(**asdict(photo), **own)
