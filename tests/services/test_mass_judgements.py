"""A season landed set by set is the season landed report by report."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app import clock
from app.database import db, transaction
from app.models import LedgerEntry, Report, Standing
from app.queries.cases import case_of
from app.queries.figures import figures
from app.services import mass_judgements
from app.services.decision_rows import Judgement, Ruling
from app.services.rebuilds import rebuild
from tests.cast import cast
from tests.reporting import decided, sent

WORK = {"vneid_level2_support": 50, "dvc_full_support": 12, "poster_distribution": 130}


def judgement(report, by):
    rulings = tuple(Ruling(line.id, "verified", line.claimed) for line in report.lines)
    return Judgement(case_of(report), "decided", rulings, by.actor, clock.now())


def test_many_teams_at_once_earn_what_they_earn_one_by_one(app):
    people = cast()
    alone = decided(sent(people.enrolments["AN1"], people.captain_an1, WORK), people.verifier_an)
    together = [
        sent(people.enrolments["QN1"], people.captain, WORK),
        sent(people.enrolments["QN2"], people.captain_qn2, WORK),
    ]
    with transaction():
        mass_judgements.land(people.campaign, [judgement(each, people.verifier) for each in together], "decision")
    wanted = db.session.get_one(Standing, alone.enrolment_id)
    for report in together:
        standing = db.session.get_one(Standing, report.enrolment_id)
        assert (standing.points, standing.scored_quantity, standing.dossiers, standing.badges) == (
            wanted.points,
            wanted.scored_quantity,
            wanted.dossiers,
            wanted.badges,
        )
        assert db.session.get_one(Report, report.id).state == "decided"
    due = figures(people.campaign)
    assert all(
        getattr(db.session.get_one(Standing, each), name) == due[each][name] for each in due for name in due[each]
    )
    with transaction():
        assert rebuild(people.campaign, people.officer, check=True) == []
    assert db.session.scalars(select(LedgerEntry.seq).order_by(LedgerEntry.seq)).all() == list(range(1, 10))


def test_days_that_the_ledger_knows_are_refused(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, WORK), people.verifier)
    more = sent(people.enrolments["QN1"], people.captain, {"e_payment_support": 5})
    with pytest.raises(ValueError, match="in the ledger already"), transaction():
        mass_judgements.land(people.campaign, [judgement(more, people.verifier)], "decision")


def test_lines_under_a_monthly_cap_are_refused(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"e_payment_support": 1})
    with transaction():
        report.lines[0].activity_code = "monthly_online_meeting"
    with pytest.raises(ValueError, match="monthly cap"), transaction():
        mass_judgements.land(people.campaign, [replace(judgement(report, people.verifier))], "decision")
