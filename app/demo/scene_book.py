"""What the story knows of a campaign while it is written: enrolments and verifiers by team, places by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Enrolment, Person, Place, Team


@dataclass(slots=True)
class SceneBook:
    """Kept alive by whoever builds, so that nothing is read twice."""

    campaign: Campaign
    enrolments: dict[str, Enrolment]
    verifiers: dict[str, Person]
    places: dict[tuple[int, str, str, str], Place] = field(default_factory=dict)

    def verifier_of(self, team_code: str) -> Person:
        """The verifier of the nearest unit above the team that has one."""
        codes = self.enrolments[team_code].team.unit.path.rstrip("/").split("/")
        return next(self.verifiers[code] for code in reversed(codes) if code in self.verifiers)

    def place_ids(self, asked: Iterable[tuple[str, tuple[str, str, str]]]) -> list[int]:
        """The ids of places asked for as (team code, (kind, name, hamlet)); new ones are made in one go."""
        keys = [(self.enrolments[code].team.unit_id, *place) for code, place in asked]
        new = {key: Place(unit_id=key[0], kind=key[1], name=key[2], hamlet=key[3]) for key in keys}
        new = {key: place for key, place in new.items() if key not in self.places}
        db.session.add_all(new.values())
        db.session.flush()
        self.places.update(new)
        return [self.places[key].id for key in keys]


def open_book(campaign: Campaign, verifiers: dict[str, Person]) -> SceneBook:
    """The book of a campaign whose teams are enrolled; `verifiers` by unit code."""
    enrolments = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.campaign_id == campaign.id)
        .options(joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.cluster))
    )
    return SceneBook(campaign, {each.team.code: each for each in enrolments}, verifiers)
