"""Badges follow the verified work: awarded in the same transaction as the decision that earns them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Plan:
    """What one team's facts mean for its badges: levels to award, awards to take back, how many it then holds."""

    facts: TeamFacts
    new: Mapping[tuple[str, str], Badge]
    lost: Sequence[int]
    count: int


def plan(facts: Mapping[int, TeamFacts], book: RuleBook) -> dict[int, Plan]:
    """By enrolment what is to be done; writes nothing, so that it can be asked before anything is locked for long."""
    held = held_by(facts)
    plans = {}
    for enrolment_id, known in facts.items():
        reached = {(badge.code, level): badge for badge in book.newest.badges for level in levels_reached(badge, known)}
        mine = held[enrolment_id]
        plans[enrolment_id] = Plan(
            known,
            {key: badge for key, badge in reached.items() if key not in mine},
            [row_id for key, row_id in mine.items() if key not in reached],
            len(reached),
        )
    return plans


def follow(plans: Mapping[int, Plan], after: Mapping[int, int], book: RuleBook) -> None:
    """Award and take back as planned; `after` is the ledger sequence at which it happens, by enrolment id."""
    for enrolment_id, each in plans.items():
        seq = after[enrolment_id]
        if each.lost:
            db.session.execute(
                update(BadgeAward)
                .where(BadgeAward.enrolment_id == enrolment_id, BadgeAward.id.in_(each.lost))
                .values(revoked_at=clock.now(), revoked_seq=seq)
            )
        db.session.add_all(_award(enrolment_id, key, each.new[key], each.facts, book, seq) for key in each.new)
    db.session.flush()


def held_by(enrolment_ids: Collection[int]) -> defaultdict[int, Levels]:
    """By enrolment the levels it holds now, with the id of each award."""
    held: defaultdict[int, Levels] = defaultdict(dict)
    for enrolment_id, code, level, row_id in db.session.connection().execute(HELD, {"enrolments": list(enrolment_ids)}):
        held[enrolment_id][code, level] = row_id
    return held


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
