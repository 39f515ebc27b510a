"""What badges cost: judging one team with a decision, in a small and in a large campaign; judging everybody again.

A decision's part is what it does for badges alone: it reads the team's counts, adds a report to them, judges every
badge and keeps the counts. The floor is reading and writing the same row of counts by the raw driver.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.models import Campaign, Enrolment
from app.models.campaigns import Contest
from app.queries.badge_facts import badge_facts
from app.queries.badges_held import held_by
from app.queries.campaigns import by_code
from app.queries.rules import rule_book
from app.queries.team_facts import counts_kept
from app.rulebook.deeds import Counted, Seen, Work
from app.rulebook.honours import Badge, BadgeLevel
from app.services import badge_drafts, badges, people, team_counts
from bench.figures import Figure, interleaved
from bench.seasons import CODE, build

TEAMS = 2_000
SIZES = (10_000, 1_000_000)
ROUNDS = 200
MOST = 3  # milliseconds for one team
MOST_REVIEW = 20  # seconds for 2,000 teams
DAY = date(2026, 3, 28)
VNEID = "vneid_level2_support"
REPORT = Counted(
    [Seen("team", None, False, DAY, None, "", 8, 8, True, 1, 1, 1, 5, 5)],
    [Work(VNEID, DAY, 5)],
)


def measure() -> Sequence[Figure]:
    """Milliseconds of one judgement at both sizes, and seconds for everybody."""
    with tempfile.TemporaryDirectory() as name:
        apps = [build(f"sqlite:///{name}/{size}.db", Path(name), TEAMS, size) for size in SIZES]
        small, large, floor = interleaved([*map(_judging, apps), _floor(f"{name}/{SIZES[1]}.db")], ROUNDS)
        review = [_review(app) for app in apps]
    return [
        Figure(f"badges of one decision: {SIZES[0]:,} entries", small, "ms", MOST),
        Figure(f"badges of one decision: {SIZES[1]:,} entries", large, "ms", MOST),
        Figure("ratio of both", large / small, "times", 1.2),
        Figure("the same row read and written by the raw driver", floor, "ms"),
        *(
            Figure(f"a changed rule for {TEAMS:,} teams: {size:,} entries", taken, "s", MOST_REVIEW)
            for size, taken in zip(SIZES, review, strict=True)
        ),
    ]


def _judging(app: Flask) -> Callable[[], object]:
    with app.app_context():
        found = _campaign()
        campaign = Contest._make(getattr(found, name) for name in Contest._fields)
        team = db.session.scalars(select(Enrolment.id).order_by(Enrolment.id).limit(1)).one()
        book = rule_book(campaign.id)

    def judge() -> None:
        with app.app_context(), transaction():
            kept = counts_kept([team], book.scopes)[team]
            counts = {team: team_counts.foreseen(team, kept, [REPORT], [])}
            facts, judging = badge_facts(campaign, counts, book), badges.judge_of(campaign, book)
            plans = badges.plan(facts, judging, held_by([team]))
            team_counts.keep(counts)
            badges.follow({team: replace(plans[team], new={}, lost={})}, {team: 1}, judging, "decision")

    return judge


def _floor(path: str) -> Callable[[], object]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")

    def rewrite() -> None:
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute("SELECT enrolment_id, counts FROM team_counts ORDER BY 1 LIMIT 1").fetchone()
        connection.execute("UPDATE team_counts SET counts = ? WHERE enrolment_id = ?", (row[1], row[0]))
        connection.execute("COMMIT")

    return rewrite


def _review(app: Flask) -> float:
    """Seconds to publish an easy badge that everybody earns, awards and credentials' rows included."""
    with app.app_context():
        badge = Badge(
            number=900,
            code="bench_badge",
            name="Đo",
            name_en="Bench",
            metric="quantity",
            activities=(VNEID,),
            minimum=0,
            unit_label="lần",
            levels=(BadgeLevel("bronze", 1), BadgeLevel("silver", 2)),
            symbol="star",
            tied_to="",
            active=True,
        )
        begun = perf_counter()
        with transaction():
            campaign = _campaign()
            number = rule_book(campaign.id).number
            badge_drafts.publish(campaign, badge, "Đo", number, people.system_actor())
        return perf_counter() - begun


def _campaign() -> Campaign:
    found = by_code(CODE)
    assert found is not None
    return found
