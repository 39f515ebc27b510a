"""The ceremonies of a campaign: what will be shown, and how far each has come."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Award, Campaign, Ceremony, CeremonyStep, Result, SnapshotRow, SpecialAward, TeamPhoto
from app.queries.campaigns import clusters, stage
from app.queries.results import awards_of, specials_of
from app.queries.team_photos import by_enrolment
from app.rulebook.ceremonies import Chapter, Honour, Position, Winner, position
from app.rulebook.prizes import scale_for
from app.rulebook.rules import RuleSet

MADE_UP = "Đội diễn tập"
SPECIALS = "Giải chuyên đề"


def ceremonies(campaign: Campaign) -> Sequence[Ceremony]:
    """All that were prepared, newest first."""
    return db.session.scalars(
        select(Ceremony).where(Ceremony.campaign_id == campaign.id).order_by(Ceremony.id.desc())
    ).all()


def by_uuid(uuid: str) -> Ceremony | None:
    return db.session.scalar(select(Ceremony).where(Ceremony.uuid == uuid).options(joinedload(Ceremony.campaign)))


def in_public(campaign: Campaign) -> Ceremony | None:
    """The newest that is no rehearsal."""
    real = select(Ceremony).where(Ceremony.campaign_id == campaign.id, Ceremony.rehearsal.is_(False))
    return db.session.scalar(real.order_by(Ceremony.id.desc()).limit(1))


def photos(slides: Iterable[Mapping[str, Any]]) -> Mapping[int, TeamPhoto]:
    """The pictures of the teams on these slides, by enrolment; of nobody else."""
    return by_enrolment({each["winner"].get("enrolment", 0) for each in slides if each["winner"]})


def standing(ceremony: Ceremony) -> Position:
    """How far it has come."""
    taken = select(CeremonyStep.kind).where(CeremonyStep.ceremony_id == ceremony.id).order_by(CeremonyStep.number)
    return position(db.session.scalars(taken).all(), len(ceremony.slides))


def chapters(result: Result, order: Sequence[str]) -> list[Chapter]:
    """The prizes of a result cluster by cluster in that order of their codes, then the special awards."""
    rules = stage(result.campaign).book.newest
    kept = select(SnapshotRow).where(SnapshotRow.snapshot_id == result.snapshot_id)
    rows = {each.enrolment_id: each for each in db.session.scalars(kept)}
    given = awards_of(result)
    found = {
        each.code: _chapter(each.name, [one for one in given if one.enrolment.cluster_id == each.id], rows, rules)
        for each in clusters(result.campaign)
    }
    specials = _specials(specials_of(result), {each.code: each.label for each in rules.special_awards})
    return [found[code] for code in order if code in found] + [specials]


def made_up(campaign: Campaign, order: Sequence[str]) -> list[Chapter]:
    """As many prizes as a full cluster gives, for teams that do not exist."""
    rules = stage(campaign).book.newest
    scale = scale_for(10_000, rules)
    counts = dict(scale.counts) if scale else {}
    found = {}
    for cluster in clusters(campaign):
        names = iter(f"{MADE_UP} {number}" for number in range(1, 1000))
        found[cluster.code] = Chapter(
            cluster.name,
            tuple(
                Honour(
                    each.label, tuple(Winner(next(names), cluster.name, 100) for _ in range(counts.get(each.code, 0)))
                )
                for each in rules.prizes
            ),
        )
    return [found[code] for code in order if code in found]


def _chapter(name: str, given: Sequence[Award], rows: Mapping[int, SnapshotRow], rules: RuleSet) -> Chapter:
    return Chapter(
        name,
        tuple(
            Honour(each.label, tuple(_winner(one, rows) for one in given if one.prize_code == each.code))
            for each in rules.prizes
        ),
    )


def _specials(given: Sequence[SpecialAward], labels: Mapping[str, str]) -> Chapter:
    by_code: dict[str, list[Winner]] = {}
    for each in given:
        by_code.setdefault(each.code, []).append(
            Winner(each.name, each.unit_name, why=each.why, enrolment=each.enrolment_id or 0)
        )
    return Chapter(SPECIALS, tuple(Honour(labels.get(code, code), tuple(found)) for code, found in by_code.items()))


def _winner(award: Award, rows: Mapping[int, SnapshotRow]) -> Winner:
    team, row = award.enrolment.team, rows[award.enrolment_id]
    return Winner(team.name, team.unit.name, row.points, row.sundays_deployed, row.badges, enrolment=row.enrolment_id)
