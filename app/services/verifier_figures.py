"""Verifiers' figures as the pages read them, made anew as a whole; whoever reached a milestone gets its badge."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert

from app.clock import wall
from app.database import db
from app.models import Campaign, Person, VerifierAward, VerifierFigure
from app.queries.campaigns import Stage
from app.queries.verifier_figures import awarded
from app.rulebook.appraised import Appraised
from app.rulebook.verifier_badges import levels_reached
from app.services import audit, notices

NOTHING = Appraised()
Found = Mapping[int, Appraised]


def keep(where: Stage, found: Found, units: Mapping[int, str], by: Person) -> list[VerifierAward]:
    """Replace the campaign's figures by these, by person id, and award what they have earned; returns the awards."""
    campaign = where.campaign
    db.session.execute(delete(VerifierFigure).where(VerifierFigure.campaign_id == campaign.id))
    rows = [
        {
            "campaign_id": campaign.id,
            "person_id": person_id,
            "unit_path": units.get(person_id, ""),
            "at": where.now,
            **counts._asdict(),
        }
        for person_id, counts in found.items()
        if counts != NOTHING
    ]
    if rows:
        db.session.execute(insert(VerifierFigure), rows)
    return _award(where, found, by)


def _award(where: Stage, found: Found, by: Person) -> list[VerifierAward]:
    """What was earned once stays, whatever later second looks find."""
    campaign, known = where.campaign, awarded(where.campaign)
    new = [
        _awarded(campaign, person_id, badge.code, level, where.now)
        for badge in where.rules.verifier_badges
        for person_id, counts in sorted(found.items())
        for level in levels_reached(badge, counts)
        if (person_id, badge.code, level) not in known
    ]
    if new:
        db.session.add_all(new)
        db.session.flush()
        _tell(where, new)
        audit.record("verifier_badges.awarded", by, f"campaign:{campaign.code}", count=len(new))
    return new


def _awarded(campaign: Campaign, person_id: int, code: str, level: str, at: datetime) -> VerifierAward:
    return VerifierAward(campaign_id=campaign.id, person_id=person_id, badge_code=code, level=level, at=at)


def _tell(where: Stage, new: list[VerifierAward]) -> None:
    """Everybody reads once what they have earned, with the highest level of each badge."""
    names = {each.code: each.name for each in where.rules.verifier_badges}
    best: dict[int, dict[str, str]] = {}
    for each in new:  # levels come in their order
        best.setdefault(each.person_id, {})[each.badge_code] = each.level
    facts = {
        person_id: {
            "campaign": where.campaign.code,
            "badges": [[names[code], level] for code, level in levels.items()],
        }
        for person_id, levels in best.items()
    }
    notices.tell_each("appraiser_badge", f"verifier_awards:{where.campaign.id}:{new[-1].id}", facts, wall())
