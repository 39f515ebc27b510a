"""When a week of a campaign ends, the badges that wait for it are judged; a missed week is made good by the next.

When a new version of the rules begins to hold, everybody is judged by it.
"""

from app.database import transaction
from app.models import Campaign
from app.queries.campaigns import Stage, all_campaigns, by_code, stage
from app.services import badge_weeks, locks


def run() -> list[str]:
    """Judge every campaign whose week has ended or whose rules are new; returns `campaign:occasion` for each."""
    return [done for code in [each.code for each in all_campaigns()] for done in _judge(code)]


def _judge(code: str) -> list[str]:
    campaign = by_code(code)
    if campaign is None or not _is_due(stage(campaign)):
        return []
    with transaction():
        campaign = by_code(code)
        return [] if campaign is None else _judge_locked(campaign)


def _judge_locked(campaign: Campaign) -> list[str]:
    locks.hold_campaign(campaign)
    where = stage(campaign)
    if not _is_due(where):
        return []
    version, last_day = badge_weeks.new_version(where), badge_weeks.due(where)
    done = []
    if version is not None:
        badge_weeks.judge_by(where, version)
        done.append(f"{campaign.code}:rules:{version}")
    if last_day is not None:
        badge_weeks.judge(where, last_day)
        done.append(f"{campaign.code}:{last_day}")
    return done


def _is_due(where: Stage) -> bool:
    return not where.is_final and (badge_weeks.due(where) or badge_weeks.new_version(where)) is not None
