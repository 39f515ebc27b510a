"""A team's picture: its captain, or an officer above it, shows one, replaces it, or takes it back at any time."""

from typing import NamedTuple

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Person, Team, TeamPhoto
from app.queries.enrolments import of_team
from app.queries.evidence import destroyed
from app.queries.rights import rights_of
from app.queries.team_photos import shown_of
from app.services import audit, locks, notices
from app.services.notices import Told
from app.services.refusals import Refused

ABOVE = ("officer",)


class Picture(NamedTuple):
    """A developed photo that lies in the store as `file`."""

    file: str
    sha256: str
    size: int
    width: int
    height: int


def show(team: Team, picture: Picture, consent: str, by: Person) -> list[str]:
    """Show this picture from now on, with the consent that was stated; returns the files to destroy after the commit.

    The same form sent twice leaves the second of two equal pictures.
    """
    _hold(team)
    _yours(team, by)
    if not consent:
        raise Refused("consent_missing")
    locks.keep_photos([picture.sha256])
    if destroyed([picture.sha256]):
        raise Refused("photo_private")
    gone = _end(team, by, "replaced")
    db.session.add(TeamPhoto(team_id=team.id, **picture._asdict(), consent=consent, by_id=by.id, at=clock.now()))
    db.session.flush()
    audit.record("team_photo.shown", by, f"team:{team.code}", sha256=picture.sha256, consent=consent)
    return gone


def take_back(team: Team, by: Person) -> list[str]:
    """The team does not want it shown any more; returns the files to destroy after the commit."""
    _hold(team)
    if team.id not in rights_of(by).team_ids("captain"):
        raise Refused("photo_not_yours")
    gone = _end(team, by, "taken_back")
    if gone:
        audit.record("team_photo.removed", by, f"team:{team.code}", because="taken_back")
    return gone


def remove(team: Team, by: Person, reason: str) -> list[str]:
    """An officer above the team removes what should not be shown; the team is told. Returns the files to destroy."""
    _hold(team)
    if not rights_of(by).covers(team.unit.path, *ABOVE):
        raise Refused("photo_not_yours")
    found = shown_of(team)
    gone = _end(team, by, "unsuitable", reason)
    if found:
        audit.record("team_photo.removed", by, f"team:{team.code}", because="unsuitable", reason=reason)
        places = of_team(team)[:1]
        notices.tell(Told("team_photo_removed", f"team_photo:{found.id}", each.id, {}) for each in places)
    return gone


def _end(team: Team, by: Person, because: str, reason: str = "") -> list[str]:
    found = shown_of(team)
    if found is None:
        return []
    found.removed_at, found.removed_by_id, found.removed_because, found.reason = clock.now(), by.id, because, reason
    db.session.flush()
    return [found.file]


def _yours(team: Team, by: Person) -> None:
    mine = rights_of(by)
    if team.id not in mine.team_ids("captain") and not mine.covers(team.unit.path, *ABOVE):
        raise Refused("photo_not_yours")


def _hold(team: Team) -> None:
    """One picture after the other, also when two people send theirs at once."""
    db.session.execute(select(Team.id).where(Team.id == team.id).with_for_update(key_share=True))
