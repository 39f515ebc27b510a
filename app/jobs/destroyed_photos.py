"""A photo struck as private, or a team's that was removed, goes with the tap; what a crash left after it goes here."""

from app.extensions import photo_store
from app.queries.evidence import all_destroyed
from app.queries.team_photos import lately_removed


def run() -> list[str]:
    """Destroy what should be gone; returns what still lay there."""
    store = photo_store()
    left = [each for each in (*all_destroyed(), *lately_removed()) if store.is_there(each)]
    store.destroy(left)
    return left
