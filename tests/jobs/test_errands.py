"""Long work that somebody asked for is done once by the worker, told when it is refused, and taken up after a crash."""

from datetime import date, timedelta
from uuid import uuid4
from zipfile import ZipFile

import pytest
from sqlalchemy import event, select, update

from app import clock
from app.database import db, transaction
from app.extensions import parcels, progress
from app.jobs import errands as job
from app.jobs.errand_runs import RUNS
from app.jobs.parcelling import parcel
from app.models import Checkpoint, Decision, Errand, LedgerCheck, LedgerEntry, Report, RoleGrant
from app.outside.parcels import Parcels
from app.outside.progress import Progress
from app.queries.batch_reviews import Choice, of_campaign
from app.queries.errands import latest
from app.queries.kept_effects import effect_of, facts_of
from app.queries.past_board import last_posted
from app.rulebook.errand_kinds import KINDS
from app.rulebook.permissions import ROLES
from app.services import batch_reviews, decisions, errands
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from app.views.errand_words import WORDS
from tests.cast import BEGUN, CODE, NOW, cast, gathered, stand_still
from tests.concluding import concluded
from tests.keeping import keep
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"
WHY = "Kiểm tra lại theo kết luận ngày 15/03"


@pytest.fixture
def people(app):
    """Reports of two teams decided by the ward's verifier, one more decided by another, and a batch of the former."""
    stand_still(NOW)
    keep("three decided reports", three_decided)
    return gathered()


def three_decided():
    found = cast()
    for team, captain in (("QN1", found.captain), ("QN2", found.captain_qn2)):
        decided(sent(found.enrolments[team], captain, {VNEID: 25}), found.verifier)
    decided(sent(found.enrolments["AN1"], found.captain_an1, {VNEID: 8}), found.verifier_an)


def opened(people):
    choice = Choice("reopened", BEGUN, date(2026, 3, 31), person=people.verifier)
    with transaction():
        return batch_reviews.open_batch(str(uuid4()), people.campaign, choice, WHY, people.officer).uuid


def asked(people, kind, batch, uuid="", by="officer"):
    with transaction():
        return errands.ask(uuid or str(uuid4()), kind, people.campaign, getattr(people, by), batch=batch).uuid


def errand(uuid):
    db.session.rollback()
    return db.session.query(Errand).filter_by(uuid=uuid).one()


def broken():
    return {name: found for name, each in INVARIANTS.items() if (found := list(each()))}


def test_every_kind_has_somebody_who_does_it_and_words(app):
    assert set(KINDS) == set(RUNS) == set(WORDS)
    assert all(set(each.roles) <= set(ROLES) for each in KINDS.values())
    for words in WORDS.values():
        with app.test_request_context():
            assert words.title()
            assert words.link()


def test_a_batch_is_applied_by_the_worker_once(people):
    batch = opened(people)
    uuid = asked(people, "batch_application", batch)
    assert job.run() == [f"batch_application:{uuid}:done"]
    found = errand(uuid)
    assert (found.outcome, found.facts, found.tries) == ("done", {"count": 2}, 1)
    assert db.session.query(Decision).filter_by(kind="reopened").count() == 2
    assert job.run() == []
    assert broken() == {}


def test_a_preview_is_kept_as_it_was_worked_out_and_writes_nothing(people):
    batch = opened(people)
    uuid, before = asked(people, "batch_preview", batch), db.session.query(LedgerEntry).count()
    assert job.run() == [f"batch_preview:{uuid}:done"]
    [found] = of_campaign(people.campaign)
    foreseen = batch_reviews.preview(found, people.campaign, people.officer)
    assert foreseen.with_new_points == 2
    assert effect_of(errand(uuid).facts) == foreseen == effect_of(facts_of(foreseen))
    assert db.session.query(LedgerEntry).count() == before
    assert latest("batch_preview", people.campaign, batch=batch).uuid == uuid
    assert latest("batch_preview", people.campaign, batch="khác") is None


def test_a_refusal_is_kept_with_its_facts_and_nothing_else_is(people):
    batch = opened(people)
    first, second = asked(people, "batch_application", batch), asked(people, "batch_application", batch)
    assert job.run() == [f"batch_application:{first}:done", f"batch_application:{second}:batch_closed"]
    refusal = errands.refusal_of(errand(second))
    [found] = of_campaign(people.campaign)
    assert (refusal.code, refusal.facts) == ("batch_closed", {"at": found.applied_at})
    assert errands.refusal_of(errand(first)) is None


def test_days_in_a_refusal_stay_days(people):
    uuid = asked(people, "batch_application", opened(people))
    with transaction():
        errands.refuse(errand(uuid).id, Refused("rechecks_closed", until=BEGUN))
    assert errands.refusal_of(errand(uuid)).facts == {"until": BEGUN}


def test_a_report_decided_meanwhile_stops_the_batch_and_the_page_will_say_so(people):
    batch = opened(people)
    with transaction():
        report = db.session.query(Report).order_by(Report.id).limit(1).one()
        decisions.reopen(report, people.verifier, "Xem lại")
    uuid = asked(people, "batch_application", batch)
    assert job.run() == [f"batch_application:{uuid}:batch_changed"]
    assert db.session.query(Decision).filter_by(kind="reopened").count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_lost_their_role_has_nothing_done_any_more(people, kind):
    uuid = asked(people, kind, opened(people))
    with transaction() as session:
        session.execute(update(RoleGrant).where(RoleGrant.role == "officer").values(ends_at=clock.wall()))
    assert job.run() == [f"{kind}:{uuid}:errand_not_yours"]


def test_the_same_form_asks_once_and_another_person_with_it_is_refused(people):
    batch, uuid = opened(people), str(uuid4())
    assert asked(people, "batch_preview", batch, uuid) == asked(people, "batch_preview", batch, uuid) == uuid
    for changed in ({"by": "council"}, {"kind": "batch_application"}, {"batch": "khác"}):
        with pytest.raises(Refused, match="errand_differs"):
            asked(people, **{"kind": "batch_preview", "batch": batch, "uuid": uuid, **changed})
    assert db.session.query(Errand).count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_fails_is_tried_three_times_and_then_given_up(people, kind, monkeypatch, caplog):
    batch = opened(people)
    uuid, other = asked(people, kind, batch), asked(people, "batch_preview", batch)

    def fails(found, advance):
        if found.uuid != uuid:
            return facts_of(effect_of({"entries": 0, "days": [], "teams": []}))
        db.session.add(RoleGrant(person_id=people.officer.id, role="officer", starts_at=clock.wall()))
        raise ZeroDivisionError

    monkeypatch.setitem(RUNS, kind, fails)
    before = db.session.query(RoleGrant).count()
    assert job.run() == [f"batch_preview:{other}:done"]
    assert job.run() == []
    assert job.run() == [f"{kind}:{uuid}:broken"]
    assert job.run() == []
    assert (errand(uuid).tries, db.session.query(RoleGrant).count()) == (3, before)
    assert len(caplog.records) == 3


def test_what_killed_its_worker_three_times_is_not_taken_a_fourth_time(people):
    uuid = asked(people, "batch_application", opened(people))
    with transaction() as session:
        session.execute(update(Errand).values(tries=3, started_at=clock.now()))
    assert job.run() == [f"batch_application:{uuid}:broken"]
    assert db.session.query(Decision).filter_by(kind="reopened").count() == 0


def test_how_far_it_is_can_be_read_while_it_works_and_is_forgotten_after(people):
    uuid, seen = asked(people, "batch_application", opened(people)), []

    def look(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO decisions"):
            seen.append(progress().read(uuid))

    event.listen(db.engine, "before_cursor_execute", look)
    job.run()
    event.remove(db.engine, "before_cursor_execute", look)
    assert seen == [None, (1, 2)]
    assert progress().read(uuid) is None


def test_a_file_is_left_whole_and_swept_after_a_day(people, monkeypatch):
    def packs(found, advance):
        with parcel(found, "danh-sach.csv", "text/csv") as (out, facts):
            out.write(b"1,2,3\n" * 1000)
        return facts

    monkeypatch.setitem(RUNS, "batch_preview", packs)
    uuid = asked(people, "batch_preview", opened(people))
    job.run()
    assert errand(uuid).file == {"name": "danh-sach.csv", "type": "text/csv", "size": 6000}
    assert parcels().path(uuid).read_bytes() == b"1,2,3\n" * 1000
    assert parcels().sweep(clock.wall() - timedelta(hours=23)) == 0
    assert parcels().sweep(clock.wall() + timedelta(seconds=2)) == 1
    assert not parcels().path(uuid).exists()


def test_half_a_file_is_none(tmp_path):
    kept = Parcels(tmp_path / "errands", durable=False)
    with pytest.raises(ZeroDivisionError), kept.packed("one") as out:
        out.write(b"half" * (1 // 0))
    assert list((tmp_path / "errands").iterdir()) == []


@pytest.mark.parametrize("text", ["", "3", "a b", "1 2 3", "\ufeff"])
def test_a_mark_that_cannot_be_read_is_no_mark(tmp_path, text):
    marks = Progress(tmp_path)
    (tmp_path / "one.progress").write_text(text, encoding="utf-8")
    assert marks.read("one") is None
    marks.marks("one")(3, 3)
    assert marks.read("one") == (3, 3)


def test_a_long_ledger_is_read_by_the_worker_and_its_verdict_kept(people):
    with transaction():
        uuid = errands.ask(
            str(uuid4()), "ledger_proof", people.campaign, people.officer, code=people.campaign.code
        ).uuid
    assert job.run() == [f"ledger_proof:{uuid}:done"]
    check = db.session.scalars(select(LedgerCheck)).one()
    assert (check.intact, check.seq) == (True, last_posted(people.campaign))
    assert errand(uuid).facts["intact"] is True
    assert db.session.scalars(select(Checkpoint.seq)).all() == [check.seq]


def test_certificates_are_printed_by_the_worker_into_a_file(people):
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    with transaction():
        asked_for = {"code": CODE, "what": "", "together": ""}
        uuid = errands.ask(str(uuid4()), "certificates", people.campaign, people.officer, **asked_for).uuid
    assert job.run() == [f"certificates:{uuid}:done"]
    with ZipFile(parcels().path(uuid)) as packed:
        assert len(packed.namelist()) == errand(uuid).facts["count"]
