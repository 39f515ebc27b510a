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
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.concluding import CONCLUDING, DECIDED, NUMBER, concluded, finalised, witnessed
from tests.reporting import decided, sent

SUNDAYS = (1, 8, 15)
REASON = "Trình Ban Thường vụ"


@pytest.fixture
def season(app):
    """QN1 ahead of QN2 in their cluster, both three Sundays out; AN1 and AN2 level on everything."""
    cast_ = cast()
    plays = (
        ("QN1", cast_.captain, cast_.verifier, 20),
        ("QN2", cast_.captain_qn2, cast_.verifier, 10),
        ("AN1", cast_.captain_an1, cast_.verifier_an, 12),
        ("AN2", cast_.captain_an2, cast_.verifier_an, 12),
    )
    for day in SUNDAYS:
        stand_still(NOW.replace(day=day))
        for team, captain, verifier, quantity in plays:
            report = sent(
                cast_.enrolments[team], captain, {"vneid_level2_support": quantity}, NOW.replace(day=day).date()
            )
            decided(report, verifier)
    stand_still(CONCLUDING)
    with transaction():
        witnessed(cast_.campaign)
    return cast_


def submitted(season, by=None, reason=REASON, changes=(), uuid=None):
    with transaction():
        return results.submit(season.campaign, uuid or str(uuid4()), by or season.officer, reason, changes)


def approved(season, submission, by=None):
    with transaction():
        return results.approve(submission, by or season.signatory, NUMBER, DECIDED)


def prizes(season):
    newest = queries.versions(season.campaign)[-1]
    return {each.enrolment.team.code: each.prize_code for each in queries.awards_of(newest)}


def test_an_officer_submits_a_signatory_approves_and_only_then_it_is_final(season):
    submission = submitted(season)
    assert not stage(season.campaign).is_final
    result = approved(season, submission)
    assert (result.number, result.decision_number, result.submission_id) == (1, NUMBER, submission.id)
    assert stage(season.campaign).is_final
    assert prizes(season) == {"QN1": "first", "QN2": "second", "AN1": "first", "AN2": "first"}
    assert db.session.query(SnapshotRow).filter_by(snapshot_id=result.snapshot_id).count() == 4


def test_until_the_announcement_the_public_learns_nothing(season):
    with transaction():
        finalised(season.campaign, season.officer, season.signatory)
    assert stage(season.campaign).announcement is None
    assert horizon(stage(season.campaign), full=False).stage.phase != "official"
    with transaction():
        campaigns.announce(season.campaign, season.officer)
    assert stage(season.campaign).phase == "official"


def test_the_checkpoint_of_a_result_signs_the_hash_of_its_facts(season):
    result = approved(season, submitted(season))
    signed = json.loads(db.session.scalars(select(Checkpoint).where(Checkpoint.reason == "finalise")).one().body)
    assert signed["facts"] == result.digest == digest(result.facts)
    facts = json.loads(result.facts)
    assert (facts["campaign"], facts["version"], facts["seq"]) == (season.campaign.code, 1, result.seq)
    assert [each["team_code"] for each in facts["teams"]] == ["QN1", "QN2", "AN1", "AN2"]


def test_nobody_approves_what_they_submitted(season):
    with transaction():
        people.grant(season.officer, "signatory", season.units["T52"], season.officer)
    submission = submitted(season)
    with pytest.raises(Refused, match="four_eyes"):
        approved(season, submission, by=season.officer)


@pytest.mark.parametrize(("step", "who"), [("submit", "signatory"), ("submit", "verifier"), ("approve", "council")])
def test_only_those_responsible_submit_and_approve(season, step, who):
    by = getattr(season, who)
    if step == "submit":
        with pytest.raises(Refused, match="not_yours_to_decide_results"):
            submitted(season, by=by)
        return
    submission = submitted(season)
    with pytest.raises(Refused, match="not_yours_to_decide_results"):
        approved(season, submission, by=by)


def test_whoever_belongs_to_a_ranked_team_decides_no_results(season):
    with transaction():
        people.grant(season.signatory, "member", season.teams["QN2"], season.officer, since=BEGUN)
    submission = submitted(season)
    with pytest.raises(Refused, match="not_yours_to_decide_results"):
        approved(season, submission)


def test_a_result_that_moved_since_it_was_submitted_is_not_approved(season):
    submission = submitted(season)
    with transaction():
        extras.post(season.enrolments["QN1"], "penalty", "repeated_late", "april", 5, season.officer, "Nhắc ba lần")
        witnessed(season.campaign)
    with pytest.raises(Refused, match="result_moved"):
        approved(season, submission)
    assert db.session.query(Result).count() == 0
    approved(season, submitted(season))


def test_the_councils_later_choice_moves_a_submitted_result(season):
    submission = submitted(season)
    choice = {"teams": ["AN2", "AN1"]}
    with transaction():
        council.record(season.campaign, str(uuid4()), "order", "xa-dong-bang", choice, season.council, "Bốc thăm")
    with pytest.raises(Refused, match="result_moved"):
        approved(season, submission)
    approved(season, submitted(season))
    assert prizes(season) == {"QN1": "first", "QN2": "second", "AN2": "first", "AN1": "second"}


def test_a_newer_submission_takes_the_older_ones_place(season):
    older, newer = submitted(season), submitted(season)
    with pytest.raises(Refused, match="submission_answered"):
        approved(season, older)
    with transaction():
        results.send_back(newer, season.signatory, "Thiếu biên bản")
    with pytest.raises(Refused, match="submission_answered"):
        approved(season, newer)


def test_the_same_form_submits_once(season):
    uuid = str(uuid4())
    assert submitted(season, uuid=uuid).id == submitted(season, uuid=uuid).id
    assert db.session.query(ResultSubmission).count() == 1


def test_results_are_decided_once(season):
    submission = submitted(season)
    approved(season, submission)
    with pytest.raises(Refused, match="submission_answered"):
        approved(season, submission)
    with pytest.raises(Refused, match="results_final"):
        submitted(season)


def test_blockers_are_listed_in_the_order_in_which_they_are_worked_off(season):
    assert blockers(stage(season.campaign)) == []
    stand_still(NOW)
    sent(season.enrolments["QN1"], season.captain, {"dvc_full_support": 2})
    assert [each.code for each in blockers(stage(season.campaign))] == ["data_open", "reports_undecided"]
    with pytest.raises(Refused, match="data_open"):
        submitted(season)


def test_no_result_while_a_recheck_may_still_be_asked_or_is_open(season):
    stand_still(datetime(2026, 4, 8, 16, 0, tzinfo=UTC))
    enrolment = season.enrolments["QN2"]
    assert [each.code for each in blockers(stage(season.campaign))] == ["rechecks_receiving"]
    found = db.session.scalars(select(Report).where(Report.enrolment_id == enrolment.id)).all()[-1]
    with transaction():
        rechecks.ask(str(uuid4()), found, found.decision_id or 0, season.captain_qn2, "Bộ đếm ghi đủ")
    stand_still(CONCLUDING)
    with pytest.raises(Refused, match="rechecks_unanswered"):
        submitted(season)


def test_no_result_on_a_ledger_that_was_not_read_to_its_end(season):
    with transaction():
        extras.post(season.enrolments["QN1"], "penalty", "repeated_late", "april", 5, season.officer, "Nhắc ba lần")
    with pytest.raises(Refused, match="ledger_unchecked"):
        submitted(season)


def amended(season, *changes):
    return approved(season, submitted(season, reason="Gian dối, kết luận số 3", changes=changes))


@pytest.fixture
def announced(season):
    with transaction():
        concluded(season.campaign, season.officer, season.signatory)
    return season


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


def _board(season):
    seen = horizon(stage(season.campaign), full=False)
    rows = db.session.scalars(select(SnapshotRow).filter_by(snapshot_id=seen.snapshot.id))
    return [SimpleNamespace(enrolment=each.enrolment, figures=each) for each in rows]


def test_a_submitted_amendment_moves_nothing_until_it_is_approved(announced):
    seq = queries.newest(announced.campaign).seq
    submission = submitted(announced, reason="Gian dối", changes=[{"kind": "team", "id": "QN1"}])
    assert db.session.scalar(select(LedgerEntry.seq).order_by(LedgerEntry.seq.desc())) == seq
    with transaction():
        results.send_back(submission, announced.signatory, "Chưa đủ căn cứ")
    assert len(queries.versions(announced.campaign)) == 1


@pytest.mark.parametrize("change", [{"kind": "team", "id": "HN1"}, {"kind": "report", "id": "0" * 8}])
def test_an_amendment_about_something_else_is_refused(announced, change):
    with pytest.raises(Refused, match="unknown"):
        submitted(announced, changes=[change])


def test_there_is_nothing_to_amend_before_the_announcement(season):
    with pytest.raises(Refused, match="not_announced"):
        submitted(season, changes=[{"kind": "team", "id": "QN1"}])


def test_a_closed_campaign_can_be_reopened_with_a_reason_until_it_is_final(season):
    stand_still(NOW)
    with transaction():
        campaigns.close(season.campaign, season.officer, "Đã thẩm định xong sớm")
    assert stage(season.campaign).data_closed
    with pytest.raises(Refused, match="already_closed"), transaction():
        campaigns.close(season.campaign, season.officer, "Lần nữa")
    with transaction():
        campaigns.reopen(season.campaign, season.officer, "Sót một báo cáo")
    assert not stage(season.campaign).data_closed
    with pytest.raises(Refused, match="not_closed"), transaction():
        campaigns.reopen(season.campaign, season.officer, "Lần nữa")
    stand_still(CONCLUDING)
    approved(season, submitted(season))
    with pytest.raises(Refused, match="results_final"), transaction():
        campaigns.reopen(season.campaign, season.officer, "Muộn")


def test_nothing_is_announced_before_it_is_final_and_only_what_was_announced_is_archived(season):
    with pytest.raises(Refused, match="not_finalised"), transaction():
        campaigns.announce(season.campaign, season.officer)
    with pytest.raises(Refused, match="not_announced"), transaction():
        campaigns.archive(season.campaign, season.officer, "Kết thúc")
    with transaction():
        concluded(season.campaign, season.officer, season.signatory)
        campaigns.archive(season.campaign, season.officer, "Kết thúc")
    assert stage(season.campaign).phase == "archived"
    with pytest.raises(Refused, match="already_archived"), transaction():
        campaigns.archive(season.campaign, season.officer, "Kết thúc")
