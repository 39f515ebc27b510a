"""Teams: they live for years; an enrolment gives them their place in one campaign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Cluster, Enrolment, Person, Standing, Team, Unit
from app.models.teams import TEAM_KINDS
from app.queries.campaigns import clusters, stage
from app.queries.past_board import last_posted
from app.queries.rules import rule_book
from app.rulebook.text import search_key
from app.services import audit, judgements, locks
from app.services.imports import Counts, Faults
from app.services.refusals import Refused

LARGEST = 1000


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team of a list; `row` is its place in the file."""

    row: int
    code: str
    name: str
    kind: str
    unit_code: str
    cluster_code: str
    size: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows are checked against and written to, by code."""

    units: dict[str, Unit]
    clusters: dict[str, Cluster]
    teams: dict[str, Team]
    enrolments: dict[str, Enrolment]


def import_teams(campaign: Campaign, rows: Sequence[TeamRow], by: Person) -> Counts:
    """Make the teams and enrol them in the campaign; the same rows again change nothing."""
    db.session.execute(locks.CAMPAIGN, {"id": campaign.id})
    if stage(campaign).is_final:
        raise Refused("campaign_final")
    known = _known(campaign)
    _check(rows, known)
    outcomes = [_take(campaign, each, known) for each in rows]
    db.session.flush()
    db.session.add_all(
        Standing(enrolment_id=known.enrolments[row.code].id)
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome == "new"
    )
    counts = Counts(*(outcomes.count(each) for each in ("new", "changed", "same")))
    if counts.new or counts.changed:
        audit.record("teams.imported", by, f"campaign:{campaign.code}", new=counts.new, changed=counts.changed)
    db.session.flush()
    _follow(
        campaign,
        [known.enrolments[row.code].id for row, outcome in zip(rows, outcomes, strict=True) if outcome == "changed"],
    )
    return counts


def _follow(campaign: Campaign, changed: Sequence[int]) -> None:
    """Badges that rest on a team's size or unit; a decision on its work waits, or has landed and is seen."""
    if changed:
        held = select(Enrolment.id).where(Enrolment.id.in_(changed)).order_by(Enrolment.id)
        db.session.execute(held.with_for_update())
        judgements.follow(campaign, dict.fromkeys(changed, last_posted(campaign)), rule_book(campaign.id), "team")


def _known(campaign: Campaign) -> _Known:
    enrolled = select(Enrolment, Team.code).join(Team).where(Enrolment.campaign_id == campaign.id)
    return _Known(
        units={each.code: each for each in db.session.scalars(select(Unit))},
        clusters={each.code: each for each in clusters(campaign)},
        teams={each.code: each for each in db.session.scalars(select(Team))},
        enrolments={code: enrolment for enrolment, code in db.session.execute(enrolled)},
    )


def _check(rows: Sequence[TeamRow], known: _Known) -> None:
    faults = Faults()
    first: dict[str, int] = {}
    for each in rows:
        if each.code in first:
            faults.add(each.row, "code", "twice_in_file", value=each.code, other=first[each.code])
        first.setdefault(each.code, each.row)
        if each.kind not in TEAM_KINDS:
            faults.add(each.row, "kind", "not_one_of", value=each.kind, known=", ".join(TEAM_KINDS))
        if each.unit_code not in known.units:
            faults.add(each.row, "unit_code", "unknown_unit", value=each.unit_code)
        if each.cluster_code not in known.clusters:
            faults.add(
                each.row,
                "cluster_code",
                "unknown_cluster",
                value=each.cluster_code,
                known=", ".join(known.clusters),
            )
        if not 1 <= each.size <= LARGEST:
            faults.add(each.row, "size", "not_whole_between", value=each.size, low=1, high=LARGEST)
    faults.refuse()


def _take(campaign: Campaign, row: TeamRow, known: _Known) -> str:
    """Bring one team and its enrolment up to date: 'new' in the campaign, 'changed' or 'same'."""
    told = {
        "name": row.name,
        "search_key": search_key(row.name),
        "kind": row.kind,
        "unit_id": known.units[row.unit_code].id,
    }
    team = known.teams.get(row.code)
    if team is None:
        team = Team(code=row.code, created_at=clock.now(), **told)
        known.teams[row.code] = team
        db.session.add(team)
    changed = _set(team, told)
    place = {"cluster_id": known.clusters[row.cluster_code].id, "size": row.size}
    enrolment = known.enrolments.get(row.code)
    if enrolment is None:
        enrolment = Enrolment(campaign_id=campaign.id, team=team, **place)
        known.enrolments[row.code] = enrolment
        db.session.add(enrolment)
        return "new"
    return "changed" if _set(enrolment, place) or changed else "same"


def _set(thing: Team | Enrolment, values: Mapping[str, object]) -> bool:
    wrong = {name: value for name, value in values.items() if getattr(thing, name) != value}
    for name, value in wrong.items():
        setattr(thing, name, value)
    return bool(wrong)
