"""Whom the council's choices name: teams, units and people with their consent, as they are read out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.database import db
from app.models import Campaign, CouncilAct, Enrolment, Nomination, Team, Unit
from app.queries.council import holding


@dataclass(frozen=True, slots=True)
class Honoured:
    """One winner of one special award, with the row it is one of."""

    code: str
    name: str
    unit_name: str
    why: str
    enrolment_id: int | None = None
    unit_id: int | None = None
    nomination_id: int | None = None


def consented(nomination: Nomination, campaign: Campaign) -> bool:
    """Whether the member said yes, and for a minor their guardian too."""
    given = nomination.answers
    until = nomination.person.minor_until
    minor = until is not None and clock.local_day(clock.now(), campaign.zone) < until
    return given.get("member", False) and (not minor or given.get("guardian", False))


def honoured(campaign: Campaign, acts: Sequence[CouncilAct], codes: Sequence[str]) -> list[Honoured]:
    """The winners of the special awards, in the order of the rules; whoever takes consent back is out."""
    chosen = holding(acts, "special")
    asked = [chosen[code] for code in codes if code in chosen]
    return [each for _, each in winners(campaign, asked)]


def winners(campaign: Campaign, acts: Sequence[CouncilAct]) -> list[tuple[CouncilAct, Honoured]]:
    """Whom each of these choices of special awards names, in their order; whoever takes consent back is out."""
    named = [(act, one) for act in acts for one in (act.choice or {})["winners"]]
    teams = _teams(campaign, [one["team"] for _, one in named if "team" in one])
    units = _units([one["unit"] for _, one in named if "unit" in one])
    people = nominations_by_uuid(campaign, [one["nomination"] for _, one in named if "nomination" in one])
    found = ((act, _of(act, one, campaign, teams, units, people)) for act, one in named)
    return [(act, each) for act, each in found if each is not None]


def _of(
    act: CouncilAct,
    one: Mapping[str, str],
    campaign: Campaign,
    teams: Mapping[str, Enrolment],
    units: Mapping[str, Unit],
    people: Mapping[str, Nomination],
) -> Honoured | None:
    if "team" in one and one["team"] in teams:
        team = teams[one["team"]]
        return Honoured(act.subject, team.team.name, team.team.unit.name, act.reason, enrolment_id=team.id)
    if "unit" in one and one["unit"] in units:
        unit = units[one["unit"]]
        return Honoured(act.subject, unit.name, unit.name, act.reason, unit_id=unit.id)
    person = people.get(one.get("nomination", ""))
    if person is None or not consented(person, campaign):
        return None
    return Honoured(act.subject, person.name, person.unit.name, act.reason, nomination_id=person.id)


def _teams(campaign: Campaign, codes: Sequence[str]) -> dict[str, Enrolment]:
    rows = db.session.scalars(
        select(Enrolment)
        .join(Team, Team.id == Enrolment.team_id)
        .where(Enrolment.campaign_id == campaign.id, Team.code.in_(codes))
        .options(joinedload(Enrolment.team).joinedload(Team.unit))
    )
    return {each.team.code: each for each in rows}


def _units(codes: Sequence[str]) -> dict[str, Unit]:
    return {each.code: each for each in db.session.scalars(select(Unit).where(Unit.code.in_(codes)))}


def nominations_by_uuid(campaign: Campaign, uuids: Sequence[str]) -> dict[str, Nomination]:
    """These nominations of the campaign, with people, units and consents."""
    rows = db.session.scalars(
        select(Nomination)
        .where(Nomination.campaign_id == campaign.id, Nomination.uuid.in_(uuids))
        .options(joinedload(Nomination.person), joinedload(Nomination.unit), selectinload(Nomination.consents))
    )
    return {each.uuid: each for each in rows}
