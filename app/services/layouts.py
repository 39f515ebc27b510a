"""The province keeps its own layouts of the papers: a new version, or back to the one that ships; never an edit."""

import hashlib

from app import clock
from app.database import db
from app.models import Layout, Person, Unit
from app.services import audit


def keep(unit: Unit, paper: str, name: str, content: bytes | None, by: Person) -> Layout:
    """From now on this layout is used; without content the shipped one is taken up again."""
    made = Layout(
        unit_id=unit.id,
        paper=paper,
        name=name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest() if content is not None else "",
        by=by,
        at=clock.wall(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record("layout.changed", by, f"unit:{unit.code}", paper=paper, sha256=made.sha256)
    return made
