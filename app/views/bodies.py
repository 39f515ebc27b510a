"""How much a request may bring: little, but for the forms that bring photos."""

from flask import request
from flask_login import current_user

from app.outside.darkroom import MOST_BYTES
from app.rulebook.evidence import MOST_PHOTOS

WITH_PHOTOS = ("reports.create", "reports.amend", "rechecks.ask")
ROOM = MOST_PHOTOS * MOST_BYTES + 1024 * 1024


def make_room() -> None:
    """Whoever has signed in may send as many photos as a report may show."""
    if request.endpoint in WITH_PHOTOS and request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = ROOM
