"""First decisions of many teams in one go: what judgements.land does one enrolment at a time, set by set.

For whole seasons that are written down at once. Every team's days in the batch must be new to the ledger and free of
monthly caps: then no line can change what another is worth, and nothing has to be compared with what was posted before.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import uuid4

from sqlalchemy import select

from app.database import db
from app.models import Campaign, LedgerEntry
from app.queries.groundwork import numbers
from app.queries.rules import RuleBook, rule_book
from app.rulebook.worth import submission_order, worth
from app.services import judgements, ledger
from app.services.decision_rows import Judgement, store
from app.services.differences import Cause, line_difference
from app.services.entries import Movement, Posting
from app.services.judged_work import verified_by

Groups = Mapping[int, Sequence[Judgement]]


def land(campaign: Campaign, judged: Sequence[Judgement], reason: str) -> None:
    """Entries, decisions, badges and standings of all the teams land together, team by team in their order."""
    groups: defaultdict[int, list[Judgement]] = defaultdict(list)
    for each in judged:
        groups[each.case.enrolment_id].append(each)
    if not groups:
        return
    _refuse_known_days(groups)
    rules, key = rule_book(campaign.id), f"{reason}:{uuid4()}"
    postings = [
        Posting(each, group[0].case.team_code, group[0].by, _movements(group, rules, Cause(key, reason, group[0].by)))
        for each, group in groups.items()
    ]
    after = ledger.post(campaign, postings)
    store([(each, after[each.case.enrolment_id]) for each in judged], numbers(len(judged)))
    judgements.follow(campaign, after, rules, reason)


def _refuse_known_days(groups: Groups) -> None:
    days = {(enrolment_id, each.case.activity_day) for enrolment_id, group in groups.items() for each in group}
    posted = db.session.execute(
        select(LedgerEntry.enrolment_id, LedgerEntry.activity_day)
        .where(
            LedgerEntry.enrolment_id.in_(groups),
            LedgerEntry.activity_day.in_({day for _, day in days}),
        )
        .distinct()
    )
    known = days & {(enrolment_id, day) for enrolment_id, day in posted}
    if known:
        raise ValueError(f"these teams' days are in the ledger already: {sorted(known)[:5]}")


def _movements(group: Sequence[Judgement], rules: RuleBook, cause: Cause) -> list[Movement]:
    found = [(each.case.id, line) for each in group for line in verified_by(each)]
    if any(rules.on(line.activity_day).activity(line.activity_code).cap_period == "month" for _, line in found):
        raise ValueError("a monthly cap ties days together: use judgements.land")
    due = worth([line for _, line in found], rules.on)
    found.sort(key=lambda each: submission_order(each[1]))
    moved = (line_difference(report_id, line, due[line.key], None, rules, cause) for report_id, line in found)
    return [each for each in moved if each]
