"""Once a day what letters said is forgotten, and what people read long ago."""

from app import clock
from app.database import transaction
from app.services import claims, outbox

JOB = "old_letters"


def run() -> list[str]:
    """What was forgotten, in words; nothing when today's is done."""
    with transaction():
        if not claims.claim(JOB, clock.wall().date().isoformat()):
            return []
        letters, notices = outbox.forget(clock.wall())
    return [f"{letters} letters, {notices} notices"] if letters or notices else []
