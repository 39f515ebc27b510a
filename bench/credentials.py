"""What a signed credential costs, beside the bare signature of the same bytes; the answers made of it."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import BadgeAward
from app.views.badge_credentials import shown_or_404
from bench.figures import Figure, interleaved
from bench.seasons import build

ROUNDS = 300


def measure() -> Sequence[Figure]:
    """Milliseconds a credential, and how many bare signatures that is."""
    with tempfile.TemporaryDirectory() as name:
        app = build(f"sqlite:///{name}/app.db", Path(name), 4, 1_000)
        uuid = _award(app)
        client = app.test_client()
        with app.test_request_context():
            found = shown_or_404(uuid)
            words = found.token().rpartition(".")[0].encode()
            key = Ed25519PrivateKey.generate()
            ours, floor = interleaved((found.token, lambda: key.sign(words)), ROUNDS)
        answer, picture = interleaved(
            (lambda: client.get(f"/badges/{uuid}.json"), lambda: client.get(f"/badges/{uuid}.png")), ROUNDS // 10
        )
    return [
        Figure("a signed credential", ours, "ms", 2),
        Figure("the bare signature of as many bytes", floor, "ms"),
        Figure("signatures that a credential costs", ours / floor, ""),
        Figure("the whole answer, /badges/<award>.json", answer, "ms"),
        Figure("the share picture, painted before", picture, "ms"),
    ]


def _award(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(BadgeAward.uuid).order_by(BadgeAward.id).limit(1)).one()
