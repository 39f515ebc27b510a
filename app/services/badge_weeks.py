"""Streaks and percentages are judged when a week ends, so that no badge comes and goes with every report.

On the day from which a new version of the rules holds, everybody is judged by it.
"""

from datetime import date, timedelta

from app import clock
from app.models import Campaign
from app.queries.campaigns import Stage
from app.rulebook.calendars import week_days, week_of
from app.services import badge_reviews, claims

JOB = "badge_weeks"


def due(where: Stage) -> date | None:
    """The last day of the newest week that is over and not judged yet."""
    campaign = where.campaign
    yesterday = clock.local_day(where.now, campaign.zone) - timedelta(days=1)
    if yesterday < campaign.starts_on:
        return None
    number = week_of(campaign.starts_on, min(yesterday, campaign.ends_on))
    last = week_days(campaign.starts_on, campaign.ends_on, number)[1]
    if last > yesterday:
        number -= 1
        last = week_days(campaign.starts_on, campaign.ends_on, number)[1]
    return last if number and not week_judged(campaign, last) else None


def judge(where: Stage, last_day: date) -> None:
    """Judge all badges of the campaign for that week, once; whoever asks holds the campaign's lock."""
    if claims.claim(JOB, f"{where.campaign.code}:{last_day}"):
        badge_reviews.review(where.campaign, where.book, "week", weekly=True)


def new_version(where: Stage) -> int | None:
    """The version that holds today, if nobody has been judged by it yet."""
    number = where.book.number_on(clock.local_day(where.now, where.campaign.zone))
    return None if claims.is_done(JOB, _version(where, number)) else number


def judge_by(where: Stage, number: int) -> None:
    """Judge everybody by the version that holds from today, once; the campaign's lock is held."""
    if claims.claim(JOB, _version(where, number)):
        badge_reviews.review(where.campaign, where.book, f"rules:{number}")


def _version(where: Stage, number: int) -> str:
    return f"{where.campaign.code}:rules:{number}"


def week_judged(campaign: Campaign, last_day: date) -> bool:
    """Whether the week that ends on that day has been judged."""
    return claims.is_done(JOB, f"{campaign.code}:{last_day}")
