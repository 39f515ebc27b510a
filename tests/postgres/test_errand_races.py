"""Two workers, and two presses of one form, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import pytest

from app.database import db, transaction
from app.jobs import errands as job
from app.jobs.errand_runs import RUNS
from app.models import Decision, Errand
from app.queries.batch_reviews import Choice
from app.services import batch_reviews, errands
from app.services.invariants import INVARIANTS
from tests.cast import cast
from tests.fixtures.databases import built_app
from tests.postgres.overlapping import overlapping
from tests.racing import VNEID, campaign, enrolment, person
from tests.reporting import SUNDAY, decided, sent

PATIENCE = 30


@pytest.fixture
def ground(postgresql_database, tmp_path):
    """The app, outside any context, and the ids of two batches of one report each."""
    with built_app(postgresql_database, tmp_path) as app:
        with app.app_context():
            found = cast()
            made = []
            for team, captain, verifier in (("QN1", "captain", "verifier"), ("AN1", "captain_an1", "verifier_an")):
                decided(sent(enrolment(team), person(captain), {VNEID: 9}), person(verifier))
                choice = Choice("reopened", SUNDAY, SUNDAY, person=person(verifier))
                with transaction():
                    batch = batch_reviews.open_batch(str(uuid4()), found.campaign, choice, "Kết luận", found.officer)
                    made.append(batch.uuid)
        yield app, made


def asks(uuid, batch, kind="batch_application"):
    return lambda: errands.ask(uuid, kind, campaign(), person("officer"), batch=batch).id


def asked(app, batch, kind="batch_application"):
    with app.app_context(), transaction():
        uuid = str(uuid4())
        asks(uuid, batch, kind)()
        return uuid


def works(app):
    with app.app_context():
        return job.run()


def beside(app, batches, kind, monkeypatch):
    """What two workers did who met, the first of whom stops within its first errand until the second is through."""
    first, _second = [asked(app, each, kind) for each in batches]
    does, begun, may_end = RUNS[kind], Event(), Event()

    def slowly(errand, advance):
        if errand.uuid == first and not begun.is_set():
            begun.set()
            may_end.wait(PATIENCE)
        return does(errand, advance)

    monkeypatch.setitem(RUNS, kind, slowly)
    with ThreadPoolExecutor(1) as pool:
        earlier = pool.submit(works, app)
        begun.wait(PATIENCE)
        try:
            later = works(app)
        finally:
            may_end.set()
        return earlier.result(PATIENCE), later


def test_two_workers_never_do_the_same_errand_and_the_second_does_the_next(ground, monkeypatch):
    app, batches = ground
    earlier, later = beside(app, batches, "batch_application", monkeypatch)
    assert [len(earlier), len(later)] == [1, 1]
    with app.app_context():
        done = db.session.query(Errand).order_by(Errand.id).all()
        assert [(each.tries, each.facts) for each in done] == [(1, {"count": 1}), (1, {"count": 1})]
        assert [earlier, later] == [[f"batch_application:{each.uuid}:done"] for each in done]
        assert db.session.query(Decision).filter_by(kind="reopened").count() == 2
        assert [f"{name}: {each}" for name, find in INVARIANTS.items() for each in find()] == []


def test_what_only_reads_may_be_read_twice_and_the_first_end_counts(ground, monkeypatch):
    app, batches = ground
    _earlier, later = beside(app, batches, "batch_preview", monkeypatch)
    assert len(later) == 2
    with app.app_context():
        found = db.session.query(Errand).order_by(Errand.id).first()
        assert (found.tries, found.outcome) == (2, "done")
        assert later[0].endswith(f"{found.uuid}:done")


def test_one_form_pressed_twice_at_once_asks_once(ground):
    app, [batch, _other] = ground
    uuid = str(uuid4())
    assert overlapping(app, asks(uuid, batch), asks(uuid, batch)) == ("", "")
    assert overlapping(app, asks(str(uuid4()), "x"), asks(uuid, "x")) == ("", "errand_differs")
    with app.app_context():
        assert db.session.query(Errand).filter_by(uuid=uuid).count() == 1
