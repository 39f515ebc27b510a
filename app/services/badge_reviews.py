"""All teams of a campaign are judged again: when its badges change, when a week ends, when a Sunday is excused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, update

from app.database import Base, db
from app.models import Campaign
from app.queries.badge_facts import badge_facts
from app.queries.badges_held import held_by
from app.queries.enrolments import ids_of
from app.queries.past_board import last_posted
from app.queries.rules import RuleBook
from app.queries.team_facts import counts_kept
from app.rulebook.counting import Counts
from app.services import badges, news, team_counts
from app.services.badges import Plan

TEAMS_AT_ONCE = 200
STANDINGS = Base.metadata.tables["standings"]
BADGES = update(STANDINGS).where(STANDINGS.c.enrolment_id == bindparam("enrolment")).values(badges=bindparam("count"))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How far a review is: teams judged so far, levels awarded and taken back."""

    teams: int = 0
    awarded: int = 0
    revoked: int = 0


def review(
    campaign: Campaign, book: RuleBook, reason: str, weekly: bool = False, teams: Sequence[int] | None = None
) -> Reviewed:
    """All steps of `reviewing` at once; tells what came of them."""
    done = Reviewed()
    for step in reviewing(campaign, book, reason, weekly, teams):
        done = step
    return done


def reviewing(
    campaign: Campaign, book: RuleBook, reason: str, weekly: bool = False, teams: Sequence[int] | None = None
) -> Iterator[Reviewed]:
    """Award and take back what the rules of now say, 200 teams at a time; tells after each how far it is.

    Whoever asks holds the campaign's lock, or the enrolments of `teams`: no decision lands in between.
    """
    judge = badges.judge_of(campaign, book, weekly)
    after, done = last_posted(campaign), Reviewed()
    for counts, plans in planned(campaign, book, judge, teams):
        news.earned(badges.follow(plans, dict.fromkeys(plans, after), judge, reason), campaign.code, campaign.zone)
        moved = [{"enrolment": key, "count": each.count} for key, each in plans.items() if each.new or each.lost]
        if moved:
            db.session.connection().execute(BADGES, moved)
        if book.scopes:
            team_counts.keep(counts)
        done = Reviewed(
            done.teams + len(plans),
            done.awarded + sum(len(each.new) for each in plans.values()),
            done.revoked + sum(len(each.lost) for each in plans.values()),
        )
        yield done


def planned(
    campaign: Campaign, book: RuleBook, judge: badges.Judge, teams: Sequence[int] | None = None
) -> Iterator[tuple[Mapping[int, Counts], dict[int, Plan]]]:
    """Each team's counts and what a review would do, 200 teams at a time; only reads."""
    everyone = ids_of(campaign) if teams is None else teams
    for start in range(0, len(everyone), TEAMS_AT_ONCE):
        some = everyone[start : start + TEAMS_AT_ONCE]
        counts = counts_kept(some, book.scopes)
        yield counts, badges.plan(badge_facts(campaign, counts, book), judge, held_by(counts))
