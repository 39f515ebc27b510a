"""Training and meetings for tests, recorded through the service as the page does."""

from datetime import date
from uuid import UUID, uuid4

from app.database import transaction
from app.models import Campaign, Enrolment, Person
from app.services import organising
from app.services.organising import Gathering
from tests.reporting import SUNDAY

TRAINING, MEETING = "training_attendance", "monthly_online_meeting"


def gathered(
    campaign: Campaign,
    by: Person,
    counts: dict[Enrolment, int],
    kind: str = TRAINING,
    day: date = SUNDAY,
    form: UUID | None = None,
) -> int:
    """Who came, written down; returns how many teams are new."""
    came = {each.id: count for each, count in counts.items()}
    with transaction():
        return organising.record(campaign, Gathering(form or uuid4(), kind, day, came), by)
