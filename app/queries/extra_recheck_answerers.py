"""Who answers the re-check of a penalty: another officer than who posted it, one level above, never of the team."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from app.clock import local_day, now
from app.database import db
from app.models import Enrolment, Extra, ExtraRecheck, Membership, RoleGrant, Unit
from app.queries.deciders import Decider, deciding_roles
from app.queries.involved import holds, involved_in
from app.queries.recheck_answerers import deciders_of, nearest_above

OFFICER = "officer"


def answerers(requests: Sequence[ExtraRecheck]) -> Mapping[int, set[int]]:
    """Per request id who may answer it; the number of queries does not grow with the requests.

    They are officers above the unit for which the penalty was posted, the nearest that has one, else others of the
    highest unit. They did not post it, do not belong to the team today and did not on that day; where it is about a
    report, they decided nothing of it and had no part in it.
    """
    extras = [each.extra for each in requests]
    if not extras:
        return {}
    officers = deciding_roles((OFFICER,))
    levels, barred = _levels(extras), _barred(extras, {each.person_id for each in officers})
    return {
        each.id: nearest_above(
            levels[each.extra_id], _covering(officers, each.extra.enrolment), barred[each.extra_id] | {each.by_id}
        )
        for each in requests
    }


def _covering(officers: Sequence[Decider], enrolment: Enrolment) -> list[Decider]:
    return [each for each in officers if enrolment.team.unit.path.startswith(each.path)]


def _barred(extras: Sequence[Extra], people: Collection[int]) -> defaultdict[int, set[int]]:
    """Per penalty's id who posted it, belongs to the team, or judged or did the work that it is about."""
    reports = list({each.report.id: each.report for each in extras if each.report}.values())
    involved, decided = involved_in(reports, people), deciders_of(reports)
    teams = {each.enrolment.team_id for each in extras}
    mine = Membership.team_id.in_(teams), Membership.person_id.in_(sorted(people))
    periods = db.session.scalars(select(Membership).where(*mine)).all()
    barred: defaultdict[int, set[int]] = defaultdict(set)
    for extra in extras:
        zone = extra.enrolment.campaign.zone
        days = (local_day(extra.at, zone), local_day(now(), zone))
        of_team = [each for each in periods if each.team_id == extra.enrolment.team_id]
        members = {each.person_id for each in of_team if holds(each.starts_on, each.ends_on, days)}
        about = involved[extra.report_id] | decided[extra.report_id] if extra.report_id is not None else set()
        barred[extra.id] = {extra.by_id} | members | about
    return barred


def _levels(extras: Sequence[Extra]) -> Mapping[int, str]:
    """Per penalty's id the path of the unit whose officer posted it, the team's own if none fits.

    Roles run by the wall's time and penalties by the competition's, so roles that have ended count here too.
    """
    asked = (
        select(Extra.id, Unit.path)
        .join(RoleGrant, RoleGrant.person_id == Extra.by_id)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(Extra.id.in_({each.id for each in extras}), RoleGrant.role == OFFICER)
    )
    own = {each.id: each.enrolment.team.unit.path for each in extras}
    found: dict[int, str] = {}
    for extra_id, path in db.session.execute(asked):
        if own[extra_id].startswith(path):
            found[extra_id] = max(found.get(extra_id, ""), path, key=len)
    return own | found
