"""Places are remembered as teams name them."""

from sqlalchemy import select

from app.database import db
from app.models import Place


def remember(unit_id: int, kind: str, name: str, hamlet: str = "") -> Place:
    """The unit's place of that kind, name and hamlet; made when it is new."""
    found = db.session.scalar(
        select(Place).where(Place.unit_id == unit_id, Place.kind == kind, Place.name == name, Place.hamlet == hamlet)
    )
    if found is None:
        found = Place(unit_id=unit_id, kind=kind, name=name, hamlet=hamlet)
        db.session.add(found)
        db.session.flush()
    return found
