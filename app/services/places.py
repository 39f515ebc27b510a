"""Places are remembered as teams name them."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.models import Place


def remember(unit_id: int, kind: str, name: str, hamlet: str = "") -> Place:
    """The unit's place of that kind, name and hamlet; made when it is new."""
    found = db.session.scalar(
        select(Place).where(Place.unit_id == unit_id, Place.kind == kind, Place.name == name, Place.hamlet == hamlet)
    )
    return found or _new(Place(unit_id=unit_id, kind=kind, name=name, hamlet=hamlet))


def _new(place: Place) -> Place:
    """The place, or the one that another team of the unit has just made."""
    try:
        with db.session.begin_nested():
            db.session.add(place)
    except IntegrityError:
        return remember(place.unit_id, place.kind, place.name, place.hamlet)
    return place
