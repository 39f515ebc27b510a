"""Which levels teams hold now: asked with every decision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select

from app.database import db
from app.models import BadgeAward
from app.spelled import Row
from app.statements import Statement

Level = tuple[str, str]
HELD = select(
    BadgeAward.enrolment_id, BadgeAward.badge_code, BadgeAward.level, BadgeAward.id, BadgeAward.rules_version
).where(BadgeAward.revoked_seq.is_(None))
OF_ONE = Statement(HELD.where(BadgeAward.enrolment_id == bindparam("enrolment")))
OF_MANY = HELD.where(BadgeAward.enrolment_id.in_(bindparam("enrolments", expanding=True)))


class Award(NamedTuple):
    """A level that a team holds, and the version of the rules it was earned under."""

    id: int
    version: int


Levels = Mapping[Level, Award]


def held_by(enrolment_ids: Collection[int]) -> defaultdict[int, dict[Level, Award]]:
    """By enrolment the levels it holds now."""
    return read(db.session.connection().execute(OF_MANY, {"enrolments": list(enrolment_ids)}))


def read(rows: Iterable[Row]) -> defaultdict[int, dict[Level, Award]]:
    """The same from rows at hand."""
    held: defaultdict[int, dict[Level, Award]] = defaultdict(dict)
    for enrolment_id, code, level, row_id, version in rows:
        held[enrolment_id][code, level] = Award(row_id, version)
    return held
