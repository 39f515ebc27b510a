"""Badges of members, worked out from what holds now: a reversal has taken them back before anybody asks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from app.database import db
from app.models import BadgeShare, Person, RoleGrant, RuleVersion, Team
from app.queries.attended import attended_by, attended_by_everybody
from app.queries.campaigns import Stage
from app.queries.horizon import Horizon
from app.queries.rules import RuleBook
from app.rulebook.attended import Attended
from app.rulebook.badges import LEVELS, Progress
from app.rulebook.deadlines import start_of
from app.rulebook.honours import Badge
from app.rulebook.member_badges import Term, held, progress


@dataclass(frozen=True, slots=True)
class OwnTile:
    """A badge as a member has it: the highest level and since when; `progress` is None where it may not be told."""

    badge: Badge
    level: str | None
    at: datetime | None
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody who lets the team see what they hold."""

    person: Person
    tiles: list[OwnTile]


def tiles_of(person: Person, horizon: Horizon) -> list[OwnTile]:
    """The member badges in force, and what is held under older rules; what is held first."""
    done = attended_by([person.id], horizon)[person.id]
    return _tiles(done, _terms(horizon), told=horizon.seq is None)


def shared_with(team: Team, horizon: Horizon, at: datetime) -> list[Shared]:
    """The people of the team who said yes, by given name, with what they hold; `at` is the wall's time."""
    people = db.session.scalars(sharing(team, at)).all()
    done, terms = attended_by([each.id for each in people], horizon), _terms(horizon)
    return [
        Shared(each, [tile for tile in _tiles(done[each.id], terms, told=False) if tile.level])
        for each in sorted(people, key=lambda each: (each.given_name, each.full_name))
    ]


def sharing(team: Team, at: datetime) -> Select[Person]:
    """Who lets the team see their badges: they belong to it now, and said so since they last came to it."""
    belongs = select(RoleGrant.id).where(
        RoleGrant.person_id == BadgeShare.person_id,
        RoleGrant.team_id == BadgeShare.team_id,
        RoleGrant.starts_at <= BadgeShare.made_at,
        RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > at),
    )
    asked = select(Person).join(BadgeShare, BadgeShare.person_id == Person.id)
    return asked.where(BadgeShare.team_id == team.id, Person.disabled_at.is_(None), belongs.exists())


def holders(where: Stage, book: RuleBook, code: str) -> Counter[str]:
    """How many members hold each level of that badge under these rules now; nobody is named."""
    terms = terms_of(where, book, where.now)
    return Counter(
        level for done in attended_by_everybody(where.campaign) for name, level in held(done, terms) if name == code
    )


def terms_of(where: Stage, book: RuleBook, at: datetime) -> list[Term]:
    """The versions that were in force until that instant, the last one being so then; one not stored is of now."""
    rows = select(RuleVersion.number, RuleVersion.made_at).where(RuleVersion.campaign_id == where.campaign.id)
    made = {row[0]: row[1] for row in db.session.execute(rows)}
    since = [
        max(made.get(number, where.now), start_of(day, where.campaign.zone))
        for number, day in zip(book.numbers, book.days, strict=True)
    ]
    found: list[Term] = []
    for place, rules in enumerate(book.rule_sets):
        until = min((each for each in since[place + 1 :] if each <= at), default=None)
        begun = place == 0 or since[place] <= at
        if begun and (until is None or place == 0 or since[place] < until):
            found.append(Term(rules.member_badges, until))
    return found


def _terms(horizon: Horizon) -> list[Term]:
    return terms_of(horizon.stage, horizon.stage.book, horizon.held_at or horizon.stage.now)


def _tiles(done: Sequence[Attended], terms: Sequence[Term], told: bool) -> list[OwnTile]:
    """`told`: whether the way to the next level may be told."""
    known = {each.code: each for term in terms for each in term.badges}
    in_force = {each.code for each in terms[-1].badges if each.active}
    mine: dict[str, list[tuple[int, str, datetime]]] = {}
    for (code, level), at in held(done, terms).items():
        mine.setdefault(code, []).append((LEVELS.index(level), level, at))
    tiles = [
        _tile(
            badge, max(mine.get(code, []), default=None), progress(badge, done) if told and code in in_force else None
        )
        for code, badge in known.items()
        if code in in_force or code in mine
    ]
    return sorted(tiles, key=lambda each: -LEVELS.index(each.level) if each.level else 1)


def _tile(badge: Badge, highest: tuple[int, str, datetime] | None, way: Progress | None) -> OwnTile:
    return OwnTile(badge, highest[1] if highest else None, highest[2] if highest else None, way)
