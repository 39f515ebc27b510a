"""Photos nearly the same as others, over all units and campaigns, by the three indexed parts of fingerprints."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from app.database import db
from app.models import Campaign, Enrolment, Evidence, Report, Team
from app.rulebook.fingerprints import BITS, distance, is_plain, parts, probes, reach

MOST = 50
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as its report keeps it."""

    sha256: str
    fingerprint: int | None
    report_id: int
    team_id: int
    joint_session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A photo of another report; `withdrawn` says that its team took that report back."""

    photo: Photo
    uuid: str
    withdrawn: bool
    day: date
    team: str
    campaign: str


@dataclass(frozen=True, slots=True)
class NearPhoto:
    """A match, and in how many bits the two fingerprints differ."""

    distance: int
    match: Match


def near(photos: Sequence[Photo], farthest: int) -> dict[Photo, list[NearPhoto]]:
    """The photos of other reports near each of these, the nearest first, fifty at most; two queries for twenty photos.

    Removed photos count as well, but for those that their own team replaced. Left out are drafts, what the same team
    withdrew, and photos of the same joint session. Of a picture of nothing only the very same file is near.
    """
    found: dict[Photo, list[NearPhoto]] = {}
    for start in range(0, len(photos), AT_ONCE):
        found |= _near(photos[start : start + AT_ONCE], farthest)
    return found


def _near(photos: Sequence[Photo], farthest: int) -> dict[Photo, list[NearPhoto]]:
    ids = _nearest([each.fingerprint for each in photos if _tells(each)], farthest)
    found: defaultdict[Photo, list[NearPhoto]] = defaultdict(list)
    for match in _matches(ids, {each.sha256 for each in photos}):
        for photo in photos:
            apart = _apart(photo, match.photo)
            if apart is not None and apart <= farthest and _is_another(photo, match):
                found[photo].append(NearPhoto(apart, match))
    return {
        photo: sorted(some, key=lambda each: (each.distance, each.match.photo.report_id))[:MOST]
        for photo, some in found.items()
    }


def _tells(photo: Photo) -> bool:
    return photo.fingerprint is not None and not is_plain(photo.fingerprint)


def _apart(one: Photo, other: Photo) -> int | None:
    if one.sha256 == other.sha256:
        return 0
    if not _tells(one) or one.fingerprint is None or other.fingerprint is None:
        return None
    return distance(one.fingerprint, other.fingerprint)


def _is_another(photo: Photo, match: Match) -> bool:
    theirs = match.photo
    if photo.report_id == theirs.report_id or (match.withdrawn and photo.team_id == theirs.team_id):
        return False
    return photo.joint_session_id is None or photo.joint_session_id != theirs.joint_session_id


def _nearest(fingerprints: Collection[int | None], farthest: int) -> list[int]:
    """The evidence nearest to any of these."""
    wanted = [each for each in fingerprints if each is not None]
    if not wanted:
        return []
    near = {}
    for key, theirs in db.session.connection().exec_driver_sql(question(wanted, reach(farthest))).all():
        apart = min([distance(theirs, each) for each in wanted])
        if apart <= farthest:
            near[key] = apart
    return sorted(near, key=lambda key: (near[key], key))[: MOST * len(wanted)]


def question(fingerprints: Iterable[int], radius: int) -> str:
    """Ids and fingerprints that agree nearly in a part; each part has an index of its own, and is asked alone.

    The values stand in the statement as digits: seven hundred parameters would cost more than the question.
    """
    cut = [parts(each) for each in fingerprints]
    asked = []
    for place, bits in enumerate(BITS):
        digits = ",".join(map(str, {value for each in cut for value in probes(each[place], bits, radius)}))
        asked.append(f"SELECT id, fingerprint FROM evidence WHERE part_{place} IN ({digits})")
    return " UNION ALL ".join(asked)


def _matches(ids: Collection[int], shas: Collection[str]) -> Iterator[Match]:
    for row in db.session.connection().execute(MATCHES, {"ids": list(ids), "shas": list(shas)}).all():
        yield Match(Photo(*row[:5]), *row[5:])


MATCHES: Select[*tuple[Any, ...]] = (
    select(
        *(Evidence.sha256, Evidence.fingerprint, Report.id),
        Enrolment.team_id,
        Report.joint_session_id,
        Report.uuid,
        Report.state == "withdrawn",
        Report.activity_day,
        Team.name,
        Campaign.code,
    )
    .join(Report, Report.id == Evidence.report_id)
    .join(Enrolment, Enrolment.id == Report.enrolment_id)
    .join(Team, Team.id == Enrolment.team_id)
    .join(Campaign, Campaign.id == Enrolment.campaign_id)
    .where(
        or_(
            Evidence.id.in_(bindparam("ids", expanding=True)),
            Evidence.sha256.in_(bindparam("shas", expanding=True)),
        ),
        Evidence.removed_because != "replaced",
        Report.state != "draft",
    )
)
