"""For whom certificates are due under a version of the results: teams, their members, special awards."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Award, Campaign, Membership, Nomination, Person, Result
from app.queries.campaigns import stage
from app.queries.certificates import Key
from app.queries.results import awards_of, specials_of


@dataclass(frozen=True, slots=True)
class Due:
    """One certificate, in the words that go on it."""

    key: Key
    prize: str
    recipient: str
    unit: str
    team: str = ""
    cluster: str = ""


def due(result: Result) -> list[Due]:
    """Every certificate of the version: team by team with its members behind it, then the special awards."""
    campaign = result.campaign
    rules = stage(campaign).book.newest
    labels = {each.code: each.label for each in rules.prizes}
    awards = awards_of(result)
    members = _members(campaign, [each.enrolment.team_id for each in awards])
    found = [one for each in awards for one in _of_team(each, labels, members[each.enrolment.team_id])]
    return found + _specials(result, {each.code: each.label for each in rules.special_awards})


def _of_team(award: Award, labels: dict[str, str], members: Sequence[Person]) -> list[Due]:
    team, cluster = award.enrolment.team, award.enrolment.cluster.name
    prize, code, id_ = labels.get(award.prize_code, award.prize_code), award.prize_code, award.enrolment_id
    own = Due(Key("team", id_, None, code), prize, team.name, team.unit.name, team.name, cluster)
    return [own] + [
        Due(Key("member", id_, each.id, code), prize, each.full_name, team.unit.name, team.name, cluster)
        for each in members
    ]


def _members(campaign: Campaign, team_ids: Sequence[int]) -> defaultdict[int, list[Person]]:
    """Who belonged to each team while the campaign ran, by given name."""
    rows = db.session.execute(
        select(Membership.team_id, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.team_id.in_(team_ids),
            Membership.starts_on <= campaign.ends_on,
            Membership.ends_on.is_(None) | (Membership.ends_on >= campaign.starts_on),
        )
    )
    found: defaultdict[int, list[Person]] = defaultdict(list)
    for team_id, person in sorted(rows, key=lambda row: (row[1].given_name, row[1].full_name, row[1].id)):
        if person not in found[team_id]:
            found[team_id].append(person)
    return found


def _specials(result: Result, labels: dict[str, str]) -> list[Due]:
    specials = specials_of(result)
    nominated = [each.nomination_id for each in specials if each.nomination_id]
    rows = db.session.execute(select(Nomination.id, Nomination.person_id).where(Nomination.id.in_(nominated)))
    people = {row[0]: row[1] for row in rows}
    return [
        Due(
            Key("special", each.enrolment_id, people.get(each.nomination_id or 0), each.code, each.name),
            labels.get(each.code, each.code),
            each.name,
            each.unit_name if each.unit_id is None else "",
        )
        for each in specials
    ]
