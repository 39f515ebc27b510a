"""Who applies a batch of re-reviews is killed in the middle: nothing is left, and it can be applied."""

import os
import signal
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select

from app import clock, create_app
from app.config import Settings
from app.database import Base, db, transaction
from app.jobs import errands as errands_job
from app.models import BatchReview, Campaign, Errand
from app.queries.batch_reviews import Choice
from app.services import batch_reviews, errands
from app.services.invariants import INVARIANTS
from tests.cast import CODE, NOW, cast, person_named
from tests.fixtures.databases import built_app
from tests.fixtures.processes import CHILDREN, fork
from tests.reporting import SUNDAY, decided, sent

VNEID = "vneid_level2_support"
POINTS = ("INSERT INTO ledger_entries", "UPDATE reports", "UPDATE batch_reviews", "INSERT INTO audit_events", "COMMIT")
FORM = "22222222-2222-4222-8222-222222222222"
WRITTEN = ("decisions", "ledger_entries", "audit_events", "notices", "badge_awards")


@pytest.fixture
def ground(sqlite_database, tmp_path):
    """A batch over two teams, ready to be applied: its id."""
    with built_app(sqlite_database, tmp_path) as app, app.app_context():
        found = cast()
        for team, captain in (("QN1", found.captain), ("QN2", found.captain_qn2)):
            decided(sent(found.enrolments[team], captain, {VNEID: 9}), found.verifier)
        with transaction():
            choice = Choice("reopened", SUNDAY, SUNDAY, person=found.verifier)
            made = batch_reviews.open_batch(str(uuid4()), found.campaign, choice, "Kết luận số 5", found.officer)
            form = made.uuid
        yield form


def test_a_batch_killed_while_it_is_applied_leaves_nothing(nursery, ground, sqlite_database, tmp_path):
    before = rows()
    ends = nursery.asks(killed_at_each, dies_at, POINTS, sqlite_database, tmp_path, ground)
    assert ends == [signal.SIGKILL] * len(POINTS)
    assert rows() == before
    with transaction():
        assert apply(ground) == 2
    assert rows()["decisions"] == before["decisions"] + 2
    assert [f"{name}: {each}" for name, find in INVARIANTS.items() for each in find()] == []


def test_a_worker_killed_while_it_applies_a_batch_leaves_it_to_the_next(nursery, ground, sqlite_database, tmp_path):
    before = rows()
    with transaction():
        asked = db.session.scalars(select(Campaign).where(Campaign.code == CODE)).one()
        errands.ask(FORM, "batch_application", asked, person_named("officer"), batch=ground)
    ends = nursery.asks(killed_at_each, worker_dies_at, POINTS[1:3], sqlite_database, tmp_path, ground)
    assert ends == [signal.SIGKILL] * 2
    assert rows() == before
    assert errands_job.run() == [f"batch_application:{FORM}:done"]
    found = db.session.scalars(select(Errand)).one()
    assert (found.tries, found.facts) == (3, {"count": 2})
    assert rows()["decisions"] == before["decisions"] + 2
    assert [f"{name}: {each}" for name, find in INVARIANTS.items() for each in find()] == []


def rows():
    """How much was written, and what is told of batches."""
    db.session.rollback()
    tables = Base.metadata.tables
    found = {name: db.session.scalar(select(func.count()).select_from(tables[name])) for name in WRITTEN}
    return {**found, "states": db.session.execute(select(tables["reports"].c.state, tables["reports"].c.id)).all()}


def apply(form):
    batch = db.session.scalars(select(BatchReview).where(BatchReview.uuid == form)).one()
    return batch_reviews.apply(batch, db.session.get_one(Campaign, batch.campaign_id), person_named("officer"))


def killed_at_each(dies, points, url, folder, form):
    """In the nursery: a process for each point, which dies there; the signals that ended them."""
    app = create_app(Settings(url, "only for tests", instance=folder, durable=False))
    clock.stop(NOW)
    ends = []
    for point in points:
        pid = fork(partial(dies, app, form, point))
        ends.append(os.WTERMSIG(os.waitpid(pid, 0)[1]))
        CHILDREN.discard(pid)
    return ends


def dies_at(app, form, point):
    """Apply the batch until this statement of the second team, or of the batch itself."""
    with app.app_context():
        kill_at(point)
        with transaction():
            apply(form)


def worker_dies_at(app, _form, point):
    """The same, done by the worker."""
    with app.app_context():
        kill_at(point)
        errands_job.run()


def kill_at(point):
    """This process ends at this statement of the second team, or of the batch itself."""
    left = 2 if point in POINTS[:2] else 1

    def look(statement):
        nonlocal left
        left -= statement.startswith(point)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(db.engine, "before_cursor_execute", lambda _conn, _cursor, statement, *_: look(statement))
    event.listen(db.engine, "commit", lambda _conn: look("COMMIT"))
