"""A process that applies a batch of re-reviews is killed in the middle: nothing is left, and it can be applied."""

import os
import signal
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select

from app import clock, create_app
from app.config import Settings
from app.database import Base, db, transaction
from app.models import BatchReview, Campaign
from app.queries.batch_reviews import Choice
from app.services import batch_reviews
from app.services.invariants import INVARIANTS
from tests.cast import NOW, cast, person_named
from tests.fixtures.databases import built_app
from tests.fixtures.processes import CHILDREN, fork
from tests.reporting import SUNDAY, decided, sent

VNEID = "vneid_level2_support"
POINTS = ("INSERT INTO ledger_entries", "UPDATE reports", "UPDATE batch_reviews", "INSERT INTO audit_events", "COMMIT")
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
    ends = nursery.asks(killed_again_and_again, sqlite_database, tmp_path, ground)
    assert ends == [signal.SIGKILL] * len(POINTS)
    assert rows() == before
    with transaction():
        assert apply(ground) == 2
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


def killed_again_and_again(url, folder, form):
    """In the nursery: a process for each point, which dies there; the signals that ended them."""
    app = create_app(Settings(url, "only for tests", instance=folder, durable=False))
    clock.stop(NOW)
    ends = []
    for point in POINTS:
        pid = fork(partial(dies_at, app, form, point))
        ends.append(os.WTERMSIG(os.waitpid(pid, 0)[1]))
        CHILDREN.discard(pid)
    return ends


def dies_at(app, form, point):
    """Apply the batch until this statement of the second team, or of the batch itself."""
    left = 2 if point in POINTS[:2] else 1

    def look(statement):
        nonlocal left
        left -= statement.startswith(point)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda _conn, _cursor, statement, *_: look(statement))
        event.listen(db.engine, "commit", lambda _conn: look("COMMIT"))
        with transaction():
            apply(form)
