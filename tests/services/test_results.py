"""One person submits the results, another approves them; what was decided never changes, an amendment follows it."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Checkpoint, LedgerEntry, Notice, Report, Result, ResultSubmission, SnapshotRow
from app.queries import results as queries
from app.queries.blockers import blockers
from app.queries.campaigns import stage
from app.queries.horizon import horizon
from app.rulebook.chain import digest
from app.services import campaigns, council, extras, people, rechecks, results
from app.services.refusals import Refused
from tests.cast import BEGUN, NOW, stand_still
from tests.concluding import CONCLUDING, DECIDED, NUMBER, concluded, finalised, witnessed
from tests.reporting import sent

SUNDAYS = (1, 8, 15)
REASON = "Trình Ban Thường vụ"


def submitted(contest, by=None, reason=REASON, changes=(), uuid=None):
    with transaction():
        return results.submit(contest.campaign, uuid or str(uuid4()), by or contest.officer, reason, changes)


def approved(contest, submission, by=None):
    with transaction():
        return results.approve(submission, by or contest.signatory, NUMBER, DECIDED)


def prizes(contest):
    newest = queries.versions(contest.campaign)[-1]
    return {each.enrolment.team.code: each.prize_code for each in queries.awards_of(newest)}


def test_an_officer_submits_a_signatory_approves_and_only_then_it_is_final(contest):
    submission = submitted(contest)
    assert not stage(contest.campaign).is_final
    result = approved(contest, submission)
    assert (result.number, result.decision_number, result.submission_id) == (1, NUMBER, submission.id)
    assert stage(contest.campaign).is_final
    assert prizes(contest) == {"QN1": "first", "QN2": "second", "AN1": "first", "AN2": "first"}
    assert db.session.query(SnapshotRow).filter_by(snapshot_id=result.snapshot_id).count() == 4


def test_until_the_announcement_the_public_learns_nothing(contest):
    with transaction():
        finalised(contest.campaign, contest.officer, contest.signatory)
    assert stage(contest.campaign).announcement is None
    assert horizon(stage(contest.campaign), full=False).stage.phase != "official"
    with transaction():
        campaigns.announce(contest.campaign, contest.officer)
    assert stage(contest.campaign).phase == "official"


def test_the_checkpoint_of_a_result_signs_the_hash_of_its_facts(contest):
    result = approved(contest, submitted(contest))
    signed = json.loads(db.session.scalars(select(Checkpoint).where(Checkpoint.reason == "finalise")).one().body)
    assert signed["facts"] == result.digest == digest(result.facts)
    facts = json.loads(result.facts)
    assert (facts["campaign"], facts["version"], facts["seq"]) == (contest.campaign.code, 1, result.seq)
    assert [each["team_code"] for each in facts["teams"]] == ["QN1", "QN2", "AN1", "AN2"]


def test_nobody_approves_what_they_submitted(contest):
    with transaction():
        people.grant(contest.officer, "signatory", contest.units["T52"], contest.officer)
    submission = submitted(contest)
    with pytest.raises(Refused, match="four_eyes"):
        approved(contest, submission, by=contest.officer)


@pytest.mark.parametrize(("step", "who"), [("submit", "signatory"), ("submit", "verifier"), ("approve", "council")])
def test_only_those_responsible_submit_and_approve(contest, step, who):
    by = getattr(contest, who)
    if step == "submit":
        with pytest.raises(Refused, match="not_yours_to_decide_results"):
            submitted(contest, by=by)
        return
    submission = submitted(contest)
    with pytest.raises(Refused, match="not_yours_to_decide_results"):
        approved(contest, submission, by=by)


def test_whoever_belongs_to_a_ranked_team_decides_no_results(contest):
    with transaction():
        people.grant(contest.signatory, "member", contest.teams["QN2"], contest.officer, since=BEGUN)
    submission = submitted(contest)
    with pytest.raises(Refused, match="not_yours_to_decide_results"):
        approved(contest, submission)


def test_a_result_that_moved_since_it_was_submitted_is_not_approved(contest):
    submission = submitted(contest)
    with transaction():
        extras.post(contest.enrolments["QN1"], "penalty", "repeated_late", "april", 5, contest.officer, "Nhắc ba lần")
        witnessed(contest.campaign)
    with pytest.raises(Refused, match="result_moved"):
        approved(contest, submission)
    assert db.session.query(Result).count() == 0
    approved(contest, submitted(contest))


def test_the_councils_later_choice_moves_a_submitted_result(contest):
    submission = submitted(contest)
    choice = {"teams": ["AN2", "AN1"]}
    with transaction():
        council.record(contest.campaign, str(uuid4()), "order", "xa-dong-bang", choice, contest.council, "Bốc thăm")
    with pytest.raises(Refused, match="result_moved"):
        approved(contest, submission)
    approved(contest, submitted(contest))
    assert prizes(contest) == {"QN1": "first", "QN2": "second", "AN2": "first", "AN1": "second"}


def test_a_newer_submission_takes_the_older_ones_place(contest):
    older, newer = submitted(contest), submitted(contest)
    with pytest.raises(Refused, match="submission_answered"):
        approved(contest, older)
    with transaction():
        results.send_back(newer, contest.signatory, "Thiếu biên bản")
    with pytest.raises(Refused, match="submission_answered"):
        approved(contest, newer)


def test_the_same_form_submits_once(contest):
    uuid = str(uuid4())
    assert submitted(contest, uuid=uuid).id == submitted(contest, uuid=uuid).id
    assert db.session.query(ResultSubmission).count() == 1


def test_results_are_decided_once(contest):
    submission = submitted(contest)
    approved(contest, submission)
    with pytest.raises(Refused, match="submission_answered"):
        approved(contest, submission)
    with pytest.raises(Refused, match="results_final"):
        submitted(contest)


def test_blockers_are_listed_in_the_order_in_which_they_are_worked_off(contest):
    assert blockers(stage(contest.campaign)) == []
    stand_still(NOW)
    sent(contest.enrolments["QN1"], contest.captain, {"dvc_full_support": 2})
    assert [each.code for each in blockers(stage(contest.campaign))] == ["data_open", "reports_undecided"]
    with pytest.raises(Refused, match="data_open"):
        submitted(contest)


def test_no_result_while_a_recheck_may_still_be_asked_or_is_open(contest):
    stand_still(datetime(2026, 4, 8, 16, 0, tzinfo=UTC))
    enrolment = contest.enrolments["QN2"]
    assert [each.code for each in blockers(stage(contest.campaign))] == ["rechecks_receiving"]
    found = db.session.scalars(select(Report).where(Report.enrolment_id == enrolment.id)).all()[-1]
    with transaction():
        rechecks.ask(str(uuid4()), found, found.decision_id or 0, contest.captain_qn2, "Bộ đếm ghi đủ")
    stand_still(CONCLUDING)
    with pytest.raises(Refused, match="rechecks_unanswered"):
        submitted(contest)


def test_no_result_on_a_ledger_that_was_not_read_to_its_end(contest):
    with transaction():
        extras.post(contest.enrolments["QN1"], "penalty", "repeated_late", "april", 5, contest.officer, "Nhắc ba lần")
    with pytest.raises(Refused, match="ledger_unchecked"):
        submitted(contest)


def amended(contest, *changes):
    return approved(contest, submitted(contest, reason="Gian dối, kết luận số 3", changes=changes))


@pytest.fixture
def announced(contest):
    with transaction():
        concluded(contest.campaign, contest.officer, contest.signatory)
    return contest


def test_an_amendment_annuls_a_team_moves_the_next_one_up_and_keeps_the_old_version(announced):
    before = queries.versions(announced.campaign)[0]
    old = [(each.enrolment_id, each.prize_code) for each in queries.awards_of(before)]
    result = amended(announced, {"kind": "team", "id": "QN1"})
    assert result.number == 2
    assert prizes(announced) == {"QN2": "first", "AN1": "first", "AN2": "first"}
    assert [(each.enrolment_id, each.prize_code) for each in queries.awards_of(before)] == old
    assert horizon(stage(announced.campaign), full=False).seq == result.seq
    told = {
        (each.facts["before"], each.facts["after"])
        for each in db.session.scalars(select(Notice).where(Notice.kind == "result_amended"))
    }
    assert told == {("Giải Nhất", ""), ("Giải Nhì", "Giải Nhất")}


def test_an_amendment_that_annuls_a_report_takes_its_points_from_the_ledger(announced):
    before = {each.enrolment.team.code: each.figures.points for each in _board(announced)}
    entry = db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.enrolment_id == announced.enrolments["QN1"].id)
    ).first()
    uuid = db.session.get(Report, entry.report_id).uuid
    amended(announced, {"kind": "report", "id": uuid})
    after = {each.enrolment.team.code: each.figures.points for each in _board(announced)}
    assert after == {**before, "QN1": before["QN1"] - entry.points}


def _board(contest):
    seen = horizon(stage(contest.campaign), full=False)
    rows = db.session.scalars(select(SnapshotRow).filter_by(snapshot_id=seen.snapshot.id))
    return [SimpleNamespace(enrolment=each.enrolment, figures=each) for each in rows]


def test_a_submitted_amendment_moves_nothing_until_it_is_approved(announced):
    seq = queries.newest(announced.campaign).seq
    submission = submitted(announced, reason="Gian dối", changes=[{"kind": "team", "id": "QN1"}])
    assert db.session.scalar(select(LedgerEntry.seq).order_by(LedgerEntry.seq.desc())) == seq
    with transaction():
        results.send_back(submission, announced.signatory, "Chưa đủ căn cứ")
    assert len(queries.versions(announced.campaign)) == 1


def test_nothing_is_amended_on_a_ledger_that_was_not_read_since_it_moved(announced):
    amended(announced, {"kind": "team", "id": "QN1"})
    with pytest.raises(Refused, match="ledger_unchecked"):
        submitted(announced, changes=[{"kind": "team", "id": "QN2"}])
    with transaction():
        witnessed(announced.campaign)
    assert amended(announced, {"kind": "team", "id": "QN2"}).number == 3


def test_a_team_that_is_annulled_loses_its_special_award_too(contest):
    choice = {"winners": [{"team": "QN1"}, {"team": "QN2"}]}
    with transaction():
        council.record(contest.campaign, str(uuid4()), "special", "creative_model", choice, contest.council, "Chợ số")
        concluded(contest.campaign, contest.officer, contest.signatory)
    result = amended(contest, {"kind": "team", "id": "QN1"})
    first, second = ([each.name for each in queries.specials_of(one)] for one in queries.versions(contest.campaign))
    assert (len(first), second) == (2, ["Tổ công nghệ số Quy Nhơn 2"])
    assert result.number == 2


@pytest.mark.parametrize("change", [{"kind": "team", "id": "HN1"}, {"kind": "report", "id": "0" * 8}])
def test_an_amendment_about_something_else_is_refused(announced, change):
    with pytest.raises(Refused, match="unknown"):
        submitted(announced, changes=[change])


def test_there_is_nothing_to_amend_before_the_announcement(contest):
    with pytest.raises(Refused, match="not_announced"):
        submitted(contest, changes=[{"kind": "team", "id": "QN1"}])


def test_a_closed_campaign_can_be_reopened_with_a_reason_until_it_is_final(contest):
    stand_still(NOW)
    with transaction():
        campaigns.close(contest.campaign, contest.officer, "Đã thẩm định xong sớm")
    assert stage(contest.campaign).data_closed
    with pytest.raises(Refused, match="already_closed"), transaction():
        campaigns.close(contest.campaign, contest.officer, "Lần nữa")
    with transaction():
        campaigns.reopen(contest.campaign, contest.officer, "Sót một báo cáo")
    assert not stage(contest.campaign).data_closed
    with pytest.raises(Refused, match="not_closed"), transaction():
        campaigns.reopen(contest.campaign, contest.officer, "Lần nữa")
    stand_still(CONCLUDING)
    approved(contest, submitted(contest))
    with pytest.raises(Refused, match="results_final"), transaction():
        campaigns.reopen(contest.campaign, contest.officer, "Muộn")


def test_nothing_is_announced_before_it_is_final_and_only_what_was_announced_is_archived(contest):
    with pytest.raises(Refused, match="not_finalised"), transaction():
        campaigns.announce(contest.campaign, contest.officer)
    with pytest.raises(Refused, match="not_announced"), transaction():
        campaigns.archive(contest.campaign, contest.officer, "Kết thúc")
    with transaction():
        concluded(contest.campaign, contest.officer, contest.signatory)
        campaigns.archive(contest.campaign, contest.officer, "Kết thúc")
    assert stage(contest.campaign).phase == "archived"
    with pytest.raises(Refused, match="already_archived"), transaction():
        campaigns.archive(contest.campaign, contest.officer, "Kết thúc")
