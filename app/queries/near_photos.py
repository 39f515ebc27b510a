"""Photos nearly the same as others, over all units and campaigns, by the three indexed parts of fingerprints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.queries.near_questions import MOST, near_question
from app.queries.together import Question, Rows, asked_as_made
from app.rulebook.fingerprints import distance, is_plain

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
    """The photos of other reports near each of these, asked on their own."""
    search = Search(photos, farthest)
    return search.found(asked_as_made(search.questions))


class Search:
    """The photos of other reports near each of some, the nearest first, fifty at most.

    Removed photos count as well, but for those that their own team replaced. Left out are drafts, what the same team
    withdrew, and photos of the same joint session. Of a picture of nothing only the very same file is near.
    """

    def __init__(self, photos: Sequence[Photo], farthest: int) -> None:
        self._some = [photos[start : start + AT_ONCE] for start in range(0, len(photos), AT_ONCE)]
        self._farthest = farthest

    @property
    def questions(self) -> Iterator[Question]:
        """What has to be asked, twenty photos at once."""
        for some in self._some:
            yield near_question(_told(some), {each.sha256 for each in some}, self._farthest)

    def found(self, answers: Iterable[Rows]) -> dict[Photo, list[NearPhoto]]:
        """What the answers say."""
        found: dict[Photo, list[NearPhoto]] = {}
        for some, rows in zip(self._some, answers, strict=True):
            found |= _near(some, rows, self._farthest)
        return found


def _near(photos: Sequence[Photo], rows: Rows, farthest: int) -> dict[Photo, list[NearPhoto]]:
    found: defaultdict[Photo, list[NearPhoto]] = defaultdict(list)
    for row in rows:
        match = Match(Photo(*row[:5]), *row[5:])
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


def _told(photos: Sequence[Photo]) -> list[int]:
    return [each.fingerprint for each in photos if each.fingerprint is not None and not is_plain(each.fingerprint)]
