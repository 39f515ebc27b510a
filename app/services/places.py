"""Places are remembered as teams name them."""

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.models import Place

NAMED = select(Place).where(
    *(getattr(Place, each) == bindparam(each) for each in ("unit_id", "kind", "name", "hamlet"))
)


def remember(unit_id: int, kind: str, name: str, hamlet: str = "") -> Place:
    """The unit's place of that kind, name and hamlet; made when it is new."""
    named = {"unit_id": unit_id, "kind": kind, "name": name, "hamlet": hamlet}
    return db.session.scalar(NAMED, named) or _new(Place(**named))


def _new(place: Place) -> Place:
    """The place, or the one that another team of the unit has just made."""
    try:
        with db.session.begin_nested():
            db.session.add(place)
    except IntegrityError:
        return remember(place.unit_id, place.kind, place.name, place.hamlet)
    return place
