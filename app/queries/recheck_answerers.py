"""Who answers a re-check: somebody else, one level above the unit that decided."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from app.database import db
from app.models import Decision, RecheckRequest, Report, RoleGrant, Unit
from app.queries.deciders import DECIDING, Decider, roles_held
from app.queries.involved import involved_in


def answerers(requests: Sequence[RecheckRequest]) -> Mapping[int, set[int]]:
    """Per request id who may answer it; the number of queries does not grow with the requests.

    They hold a deciding role above the unit at which the contested decision was taken, the nearest such unit that has
    anybody; they decided nothing of the report and had no part in it. Where nobody is above, somebody else of the
    highest unit answers. What only an officer annuls only an officer gives back.
    """
    reports = [each.report for each in requests]
    if not reports:
        return {}
    held = [
        (Decider(person_id, path), role)
        for person_id, path, role in db.session.execute(roles_held(DECIDING, RoleGrant.role))
    ]
    involved = involved_in(reports, {each.person_id for each, _role in held})
    deciders, levels, annulments = deciders_of(reports), _levels(requests), _annulments(requests)
    return {
        each.id: nearest_above(
            levels[each.id],
            [
                one
                for one, role in held
                if each.report.enrolment.team.unit.path.startswith(one.path)
                and (role == "officer" or each.decision_id not in annulments)
            ],
            involved[each.report_id] | deciders[each.report_id] | {each.by_id},
        )
        for each in requests
    }


def nearest_above(level: str, roles: Collection[Decider], not_them: Collection[int]) -> set[int]:
    """Those of the nearest unit above this level that has anybody able; of the highest unit where none is above."""
    able = [each for each in roles if each.person_id not in not_them]
    above = [each.path for each in able if level.startswith(each.path) and each.path != level]
    highest = min((each.path for each in roles), key=len, default="")
    path = max(above, key=len) if above else highest
    return {each.person_id for each in able if each.path == path}


def deciders_of(reports: Collection[Report]) -> Mapping[int, set[int]]:
    """Per report id everybody who decided anything of it; a team's own corrections are no decisions on it."""
    found: dict[int, set[int]] = {each.id: set() for each in reports}
    asked = select(Decision.report_id, Decision.by_id).where(Decision.report_id.in_(found))
    for report_id, by_id in db.session.execute(asked):
        found[report_id].add(by_id)
    return found


def _annulments(requests: Sequence[RecheckRequest]) -> set[int]:
    """Ids of those contested decisions that are annulments."""
    mine = Decision.id.in_({each.decision_id for each in requests}), Decision.kind == "annulled"
    return set(db.session.scalars(select(Decision.id).where(*mine)))


def _levels(requests: Sequence[RecheckRequest]) -> Mapping[int, str]:
    """Per request id the path of the unit for which the contested decision was taken, the team's own if none fits.

    Roles run by the wall's time and decisions by the competition's, so roles that have ended count here too.
    """
    decisions = {each.decision_id for each in requests}
    asked = (
        select(Decision.id, Unit.path)
        .join(RoleGrant, RoleGrant.person_id == Decision.by_id)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(
            Decision.id.in_(decisions),
            RoleGrant.role.in_(DECIDING),
            func.substr(Decision.unit_path, 1, func.length(Unit.path)) == Unit.path,
        )
    )
    found: dict[int, str] = {}
    for decision_id, path in db.session.execute(asked):
        found[decision_id] = max(found.get(decision_id, ""), path, key=len)
    return {each.id: found.get(each.decision_id, each.report.enrolment.team.unit.path) for each in requests}
