"""Pictures of teams: whose are shown, and which files must be gone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.database import db
from app.models import Enrolment, Team, TeamPhoto

LIVE = TeamPhoto.removed_at.is_(None)
LOOKED_FOR = timedelta(days=7)  # older files that nothing shows are swept


def shown_of(team: Team) -> TeamPhoto | None:
    """The team's picture."""
    return db.session.scalar(select(TeamPhoto).where(TeamPhoto.team_id == team.id, LIVE))


def by_code(code: str) -> TeamPhoto | None:
    """The picture of the team with that code."""
    return db.session.scalar(select(TeamPhoto).join(Team, Team.id == TeamPhoto.team_id).where(Team.code == code, LIVE))


def by_enrolment(enrolment_ids: Collection[int]) -> Mapping[int, TeamPhoto]:
    """The pictures of the teams behind these enrolments, with their teams."""
    wanted = (
        select(Enrolment.id, TeamPhoto)
        .join(TeamPhoto, TeamPhoto.team_id == Enrolment.team_id)
        .where(Enrolment.id.in_(enrolment_ids), LIVE)
        .options(joinedload(TeamPhoto.team))
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)} if enrolment_ids else {}


def history(team: Team, most: int = 10) -> Sequence[TeamPhoto]:
    """What was removed, the latest first, with who set and who removed it."""
    return db.session.scalars(
        select(TeamPhoto)
        .where(TeamPhoto.team_id == team.id, TeamPhoto.removed_at.is_not(None))
        .options(joinedload(TeamPhoto.by), joinedload(TeamPhoto.removed_by))
        .order_by(TeamPhoto.id.desc())
        .limit(most)
    ).all()


def files_shown(files: Collection[str]) -> set[str]:
    """Those of these files that are some team's picture."""
    return set(db.session.scalars(select(TeamPhoto.file).where(TeamPhoto.file.in_(files), LIVE)))


def lately_removed() -> list[str]:
    """The files of pictures that were removed within a week."""
    since = clock.now() - LOOKED_FOR
    return list(db.session.scalars(select(TeamPhoto.file).where(TeamPhoto.removed_at >= since)))
