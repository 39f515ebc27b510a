"""The schedule: one line a job."""

from collections.abc import Callable
from typing import NamedTuple

from app.jobs import (
    badge_weeks,
    board_freezes,
    checkpoints,
    clocks,
    cross_check_draws,
    day_end_snapshots,
    destroyed_photos,
    errands,
    flag_looks,
    ledger_checks,
    mail_sending,
    notice_mails,
    old_letters,
    photo_retention,
    provisional_results,
    reconciliations,
    table_statistics,
    verifier_figures,
)
from app.queries.reconciliation import EVERY


class Job(NamedTuple):
    """A job, and how many seconds pass between two looks at what is due."""

    name: str
    run: Callable[[], object]
    every: int


SCHEDULE = [
    Job("board_freezes", board_freezes.run, 60),
    Job("day_end_snapshots", day_end_snapshots.run, 60),
    Job("badge_weeks", badge_weeks.run, 60),
    Job("checkpoints", checkpoints.run, 60),
    Job("clocks", clocks.run, 600),
    Job("destroyed_photos", destroyed_photos.run, 60),
    Job("flag_looks", flag_looks.run, 60),
    Job("photo_retention", photo_retention.run, 600),
    Job("old_letters", old_letters.run, 600),
    Job("cross_check_draws", cross_check_draws.run, 60),
    Job("provisional_results", provisional_results.run, 60),
    Job("verifier_figures", verifier_figures.run, 600),
    Job("reconciliations", reconciliations.run, EVERY),
    Job("ledger_checks", ledger_checks.run, 600),
    Job("table_statistics", table_statistics.run, 600),
    Job("errands", errands.run, errands.EVERY),
    Job("notice_mails", notice_mails.run, 30),
    Job("mail_sending", mail_sending.run, 30),
]
