"""Badges follow the verified work: awarded in the same transaction as the decision that earns them."""

from uuid import uuid4

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import BadgeAward, Enrolment
from app.queries.rules import rule_book
from app.rulebook.badges import levels_reached, progress
from app.rulebook.facts import TeamFacts


def review(enrolment: Enrolment, facts: TeamFacts, seq: int) -> list[BadgeAward]:
    """Award every level now reached, take back every level no longer reached; returns the new awards."""
    book = rule_book(enrolment.campaign_id)
    reached = {
        (badge.code, level): progress(badge, facts).value
        for badge in book.newest.badges
        for level in levels_reached(badge, facts)
    }
    held = {(each.badge_code, each.level): each for each in held_by(enrolment)}
    for key in held.keys() - reached.keys():
        held[key].revoke(clock.now(), seq)
    new = [
        BadgeAward(
            uuid=str(uuid4()),
            enrolment_id=enrolment.id,
            badge_code=code,
            level=level,
            value=value,
            rules_version=book.number,
            awarded_at=clock.now(),
            seq=seq,
        )
        for (code, level), value in reached.items()
        if (code, level) not in held
    ]
    db.session.add_all(new)
    return new


def held_by(enrolment: Enrolment) -> list[BadgeAward]:
    """The levels an enrolment holds now."""
    return list(
        db.session.scalars(
            select(BadgeAward).where(BadgeAward.enrolment_id == enrolment.id, BadgeAward.revoked_seq.is_(None))
        )
    )
