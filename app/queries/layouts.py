"""Which layout each paper of a province is printed in, and which were used before."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from app.database import db
from app.models import Layout, Unit


def history(unit: Unit) -> Sequence[Layout]:
    """Every change, the newest first, without the files."""
    return db.session.scalars(
        select(Layout).where(Layout.unit_id == unit.id).options(joinedload(Layout.by)).order_by(Layout.id.desc())
    ).all()


def in_use(unit: Unit, paper: str) -> bytes | None:
    """The province's own layout of a paper; None for the one that ships."""
    newest = db.session.scalar(
        select(Layout)
        .where(Layout.unit_id == unit.id, Layout.paper == paper)
        .options(undefer(Layout.content))
        .order_by(Layout.id.desc())
        .limit(1)
    )
    return newest.content if newest else None
