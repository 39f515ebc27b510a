"""Badges follow the verified work: awarded in the same transaction as the decision that earns them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import uuid4

from sqlalchemy import bindparam, select, update

from app import clock
from app.database import db
from app.models import BadgeAward
from app.queries.rules import RuleBook
from app.rulebook.badges import levels_reached, progress
from app.rulebook.facts import TeamFacts
from app.rulebook.rules import Badge

Levels = dict[tuple[str, str], int]
HELD = select(BadgeAward.enrolment_id, BadgeAward.badge_code, BadgeAward.level, BadgeAward.id).where(
    BadgeAward.enrolment_id.in_(bindparam("enrolments", expanding=True)), BadgeAward.revoked_seq.is_(None)
)


def review(facts: Mapping[int, TeamFacts], after: Mapping[int, int], book: RuleBook) -> dict[int, int]:
    """Award every level now reached, take back every level no longer reached; returns how many each then holds.

    `facts` and `after` (the ledger sequence at which it happens) are by enrolment id, for one team or for many.
    """
    held = held_by(facts)
    counts = {}
    for enrolment_id, known in facts.items():
        reached = {(badge.code, level): badge for badge in book.newest.badges for level in levels_reached(badge, known)}
        _take_back(enrolment_id, held[enrolment_id], reached, after[enrolment_id])
        new = {key: badge for key, badge in reached.items() if key not in held[enrolment_id]}
        db.session.add_all(_award(enrolment_id, key, new[key], known, book, after[enrolment_id]) for key in new)
        counts[enrolment_id] = len(reached)
    db.session.flush()
    return counts


def held_by(enrolment_ids: Collection[int]) -> defaultdict[int, Levels]:
    """By enrolment the levels it holds now, with the id of each award."""
    held: defaultdict[int, Levels] = defaultdict(dict)
    for enrolment_id, code, level, row_id in db.session.execute(HELD, {"enrolments": list(enrolment_ids)}):
        held[enrolment_id][code, level] = row_id
    return held


def _take_back(enrolment_id: int, held: Levels, reached: Mapping[tuple[str, str], Badge], seq: int) -> None:
    lost = [row_id for key, row_id in held.items() if key not in reached]
    if lost:
        db.session.execute(
            update(BadgeAward)
            .where(BadgeAward.enrolment_id == enrolment_id, BadgeAward.id.in_(lost))
            .values(revoked_at=clock.now(), revoked_seq=seq)
        )


def _award(
    enrolment_id: int, key: tuple[str, str], badge: Badge, facts: TeamFacts, book: RuleBook, seq: int
) -> BadgeAward:
    return BadgeAward(
        uuid=str(uuid4()),
        enrolment_id=enrolment_id,
        badge_code=key[0],
        level=key[1],
        value=progress(badge, facts).value,
        rules_version=book.number,
        awarded_at=clock.now(),
        seq=seq,
    )
