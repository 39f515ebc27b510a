"""What imported reports are checked against, asked once for the whole import."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Enrolment, Membership, Person, Place, Team
from app.queries.deciders import Decider, deciding_roles
from app.queries.rights import memberships_of
from app.queries.rules import RuleBook, rule_book
from app.services import places


@dataclass(slots=True)
class Ground:
    """The campaign's teams, rules and people who decide, by the names that rows use."""

    campaign: Campaign
    by: Person
    book: RuleBook
    today: date
    enrolments: dict[str, Enrolment]
    people: dict[str, Person]
    roles: dict[int, list[Decider]]
    periods: dict[int, list[Membership]]
    known_places: dict[tuple[int, str, str, str], Place] = field(default_factory=dict)

    def holds_role(self, person: Person, team: Team) -> bool:
        """Whether the person is a verifier or officer of a unit above the team, now."""
        return any(team.unit.path.startswith(each.path) for each in self.roles.get(person.id, ()))

    def is_member(self, person: Person, team: Team, day: date) -> bool:
        """Whether the person belonged to the team on that day or belongs to it now."""
        return any(
            each.person_id == person.id
            and any(each.starts_on <= at and (each.ends_on is None or at <= each.ends_on) for at in (day, self.today))
            for each in self.periods.get(team.id, ())
        )

    def place(self, unit_id: int, kind: str, name: str, hamlet: str) -> Place:
        """The unit's place, made once."""
        key = (unit_id, kind, name, hamlet)
        if key not in self.known_places:
            self.known_places[key] = places.remember(*key)
        return self.known_places[key]


def survey(campaign: Campaign, team_codes: set[str], logins: set[str], by: Person) -> Ground:
    """Lock the enrolments concerned (in one order) and look up everything the rows may name."""
    enrolments = _enrolments(campaign, team_codes)
    roles: defaultdict[int, list[Decider]] = defaultdict(list)
    for each in deciding_roles():
        roles[each.person_id].append(each)
    periods: defaultdict[int, list[Membership]] = defaultdict(list)
    for period in memberships_of([each.team_id for each in enrolments]):
        periods[period.team_id].append(period)
    persons = db.session.scalars(select(Person).where(Person.login.in_(logins), Person.is_system.is_(False)))
    return Ground(
        campaign=campaign,
        by=by,
        book=rule_book(campaign.id),
        today=local_day(now(), campaign.zone),
        enrolments={each.team.code: each for each in enrolments},
        people={each.login: each for each in persons},
        roles=roles,
        periods=periods,
    )


def _enrolments(campaign: Campaign, team_codes: set[str]) -> Sequence[Enrolment]:
    wanted = (
        select(Enrolment.id)
        .join(Team)
        .where(Enrolment.campaign_id == campaign.id, Team.code.in_(team_codes))
        .order_by(Enrolment.id)
    )
    db.session.execute(wanted.with_for_update(of=Enrolment)).all()
    return db.session.scalars(
        select(Enrolment)
        .where(Enrolment.id.in_(wanted))
        .options(joinedload(Enrolment.team).joinedload(Team.unit))
        .execution_options(populate_existing=True)
    ).all()
