"""A photo struck as private is destroyed with the tap; what a crash left there after the commit goes here."""

from app.extensions import photo_store
from app.queries.evidence import all_destroyed


def run() -> list[str]:
    """Destroy what should be gone; returns what still lay there."""
    store = photo_store()
    left = [each for each in all_destroyed() if store.is_there(each)]
    store.destroy(left)
    return left
