"""Photos that are stored already while something else in the form was wrong: signed, so that nobody sends another's."""

from collections.abc import Sequence
from datetime import datetime

from itsdangerous import BadData, URLSafeTimedSerializer

from app.services.report_photos import Photo

LONGEST = 6 * 24 * 3600
"""Seconds a photo may be carried: what no report shows is swept after seven days."""


def signed(photos: Sequence[Photo], whose: str, secret: str) -> tuple[str, ...]:
    """A token for each photo, good in the hands of one person for one report."""
    sealer = _sealer(whose, secret)
    return tuple(sealer.dumps(_row(each)) for each in photos)


def carried(tokens: Sequence[str], whose: str, secret: str) -> list[Photo | None]:
    """The photo behind each token; None for one that was made up, made for another, or is too old."""
    sealer = _sealer(whose, secret)
    return [_photo(sealer, each) for each in tokens]


def _row(photo: Photo) -> list[object]:
    taken = photo.taken_at.isoformat() if photo.taken_at else None
    return [photo.sha256, photo.size, photo.width, photo.height, photo.fingerprint, taken]


def _photo(sealer: URLSafeTimedSerializer, token: str) -> Photo | None:
    try:
        sha256, size, width, height, fingerprint, taken = sealer.loads(token, max_age=LONGEST)
    except BadData:
        return None
    return Photo(sha256, size, width, height, fingerprint, datetime.fromisoformat(taken) if taken else None)


def _sealer(whose: str, secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=f"photo {whose}")
