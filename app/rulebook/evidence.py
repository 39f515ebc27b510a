"""What proves a piece of work: an activity names sets of evidence, any one whole set is enough."""

from collections.abc import Collection

from app.rulebook.rules import Activity

TALLY = "tally"
PHOTO = "site_photo"
CONFIRMATION = "service_point_confirmation"
ATTENDANCE = "member_attendance"
DOCUMENT = "document_reference"
LINK = "media_link"
CODES = (TALLY, PHOTO, CONFIRMATION, ATTENDANCE, DOCUMENT, LINK)

MOST_PHOTOS = 6  # a report


def missing(activity: Activity, given: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Per set the codes still missing, () when one set is whole; sets that ask for more than another are left out."""
    left = [tuple(code for code in needed if code not in given) for needed in activity.evidence_sets]
    if not all(left):
        return ()
    fewest = [each for each in left if not any(set(other) < set(each) for other in left)]
    return tuple(dict.fromkeys(fewest))


def asked(activities: Collection[Activity]) -> frozenset[str]:
    """Every kind of evidence that one of these activities may be proved with."""
    return frozenset(code for each in activities for needed in each.evidence_sets for code in needed)
