"""The signs that show beside other reports: the same photo, people, place or work."""

from collections.abc import Iterable

from app.rulebook.flag_facts import Other, ReportFacts
from app.rulebook.flag_signs import Found
from app.rulebook.lookouts import Flags


def photo_near(facts: ReportFacts, flags: Flags) -> Found:
    """A photo of another report is nearly the same; the nearest, and of how many others."""
    near = [
        (each.distance, each.other.id, photo.photo, each)
        for photo in facts.photos
        for each in photo.near
        if each.distance <= flags.photo_distance
    ]
    if not near:
        return None
    distance, _, mine, nearest = min(near, key=lambda each: each[:3])
    seen = {"photo": mine, "other_photo": nearest.photo, "distance": distance}
    return seen | nearest.other.words | {"campaign": nearest.other.campaign, **_all(each.other for *_, each in near)}


def two_places(facts: ReportFacts, flags: Flags) -> Found:
    """Members who were elsewhere at the same time."""
    if not facts.elsewhere:
        return None
    most = max(facts.elsewhere, key=lambda each: (each.members, -each.other.id))
    return {"members": most.members, **_where(most.other), **_all(each.other for each in facts.elsewhere)}


def shared_place(facts: ReportFacts, flags: Flags) -> Found:
    """Another team was at this place at this time, and no joint session says so."""
    return _beside([each for each in facts.beside if _meet(facts, each)])


def shared_day(facts: ReportFacts, flags: Flags) -> Found:
    """Another team was at this place on this day; hours that would tell them apart are not known."""
    unknown = [each for each in facts.beside if facts.minutes is None or None in (each.begins_at, each.ends_at)]
    return _beside(unknown)


def same_figures(facts: ReportFacts, flags: Flags) -> Found:
    """Another team at this place on this day has half of the lines or more with the very same quantities."""
    return _beside([each for each in facts.beside if each.same_lines and 2 * each.same_lines >= len(facts.lines)])


def claimed_twice(facts: ReportFacts, flags: Flags) -> Found:
    """The same team reported the same work of the same day and place in another campaign."""
    if not facts.again:
        return None
    first = facts.again[0]
    said = {"activity": first.activity, "claimed": first.claimed, "campaign": first.other.campaign}
    return said | first.other.words | _all(each.other for each in facts.again)


def _meet(facts: ReportFacts, other: Other) -> bool:
    if facts.begins_at is None or facts.ends_at is None or other.begins_at is None or other.ends_at is None:
        return False
    return facts.begins_at < other.ends_at and other.begins_at < facts.ends_at


def _beside(others: list[Other]) -> Found:
    return {**_where(others[0]), **_all(others)} if others else None


def _where(other: Other) -> dict[str, str | int | None]:
    return other.words | {"place": other.place, "begins_at": other.begins_at, "ends_at": other.ends_at}


def _all(others: Iterable[Other]) -> dict[str, list[str]]:
    """Whom the finding touches as well, by id."""
    return {"reports": sorted({each.uuid for each in others})}
