"""Photos behind reports: which are shown, which are gone for good."""

from collections.abc import Collection

from sqlalchemy import select

from app.database import db
from app.models import Evidence


def destroyed(sha256s: Collection[str]) -> set[str]:
    """Those of these photos that were destroyed because they showed personal data."""
    gone = select(Evidence.sha256).where(Evidence.sha256.in_(sha256s), Evidence.removed_because == "privacy")
    return set(db.session.scalars(gone.distinct()))


def all_destroyed() -> list[str]:
    """Every photo that was destroyed for it; there are few."""
    return list(db.session.scalars(select(Evidence.sha256).where(Evidence.removed_because == "privacy").distinct()))


def shown(sha256s: Collection[str]) -> set[str]:
    """Those of these photos that some report shows."""
    live = select(Evidence.sha256).where(Evidence.sha256.in_(sha256s), Evidence.removed_at.is_(None))
    return set(db.session.scalars(live.distinct()))
