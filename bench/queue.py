"""What the verifier's queue costs: its page with few and with many waiting reports, and one decision with the next."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select

from app import clock
from app.database import db, transaction
from app.models import BatchReport, BatchReview, Campaign, Decision, Person, Report, RoleGrant
from app.services import people
from bench.figures import Figure, interleaved
from bench.verification import prepared

SIZES = (50, 5_000)
ENTRIES = 10_000
ROUNDS = 60
MOST_QUERIES, MOST_GROWTH, MOST_BYTES = 8, 1.5, 15_000


def measure() -> Sequence[Figure]:
    """Milliseconds and statements of the queue's page, growth, and the size of the answer to a decision."""
    with tempfile.TemporaryDirectory() as name:
        return compared(name, SIZES, ENTRIES, ROUNDS)


def compared(folder: str, sizes: Sequence[int], entries: int, rounds: int) -> list[Figure]:
    """The same at other sizes, the smaller one first."""
    apps = []
    for size in sizes:
        (place := Path(folder) / str(size)).mkdir()
        apps.append(prepared(f"sqlite:///{place}/app.db", str(place), entries, size))
    browsers = [verifier_of(app) for app, _ in apps]
    pages = interleaved([_opening(each, "/queue") for each in browsers], rounds)
    reports = [
        _opening(each, f"/reports/{waiting[0]}/decision") for each, (_, waiting) in zip(browsers, apps, strict=True)
    ]
    desks = interleaved(reports, rounds)
    asked = [statements(app, browser) for (app, _), browser in zip(apps, browsers, strict=True)]
    return [
        *(Figure(f"queue page: {size:,} waiting", taken, "ms") for size, taken in zip(sizes, pages, strict=True)),
        Figure("queue page: ratio of both", pages[-1] / pages[0], "times", MOST_GROWTH),
        *(
            Figure(f"queue page: {size:,} waiting, statements", count, "", MOST_QUERIES)
            for size, count in zip(sizes, asked, strict=True)
        ),
        *(Figure(f"one report: {size:,} waiting", taken, "ms") for size, taken in zip(sizes, desks, strict=True)),
        Figure("one report: ratio of both", desks[-1] / desks[0], "times", MOST_GROWTH),
        *_reviewed(apps[-1], browsers, rounds),
        Figure("a decision and the next report: answer", _decided(browsers[-1], apps[-1][1][:2]), "bytes", MOST_BYTES),
    ]


def verifier_of(app: Flask) -> FlaskClient:
    """A browser in which the verifier has signed in."""
    return browser_of(app, "verifier")


def browser_of(app: Flask, name: str) -> FlaskClient:
    """A browser in which that person has signed in."""
    with app.app_context():
        identity = db.session.scalars(select(Person).where(Person.login == f"{name}@bench.example")).one().get_id()
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"], session["_fresh"] = identity, True
    return browser


def statements(app: Flask, browser: FlaskClient, address: str = "/queue") -> int:
    """How many SELECTs a page takes."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def count(*asked: object) -> None:
        if str(asked[2]).startswith("SELECT"):
            seen.append(str(asked[2]))

    event.listen(engine, "before_cursor_execute", count)
    try:
        browser.get(address)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(seen)


def _reviewed(app: tuple[Flask, Sequence[str]], browsers: Sequence[FlaskClient], rounds: int) -> list[Figure]:
    """The same page and report when all that waits was reopened by a batch that reviewed another verifier's work."""
    filled, waiting = app
    few, many = browsers[0], browsers[-1]
    with filled.app_context(), transaction():
        ids = db.session.scalars(select(Report.id).where(Report.uuid.in_(waiting))).all()
        reviewed_by_a_batch(_another_verifier(), ids)
    pages = interleaved([_opening(few, "/queue"), _opening(many, "/queue")], rounds)
    return [
        Figure(f"queue page: {len(waiting):,} waiting, all reopened by a batch", pages[-1], "ms"),
        Figure("queue page: all reopened by a batch, ratio to the few", pages[-1] / pages[0], "times", MOST_GROWTH),
        Figure(
            f"queue page: {len(waiting):,} reopened by a batch, statements", statements(filled, many), "", MOST_QUERIES
        ),
    ]


def _another_verifier() -> Person:
    """Somebody who verifies where the verifier does."""
    own = (
        select(RoleGrant).join(Person, Person.id == RoleGrant.person_id).where(Person.login == "verifier@bench.example")
    )
    unit, by = db.session.scalars(own).one().unit, people.system_actor()
    assert unit is not None
    other = people.add("other@bench.example", "Trần Văn Đo", None, by)
    people.grant(other, "verifier", unit, by)
    return other


def reviewed_by_a_batch(person: Person, report_ids: Sequence[int]) -> None:
    """These reports wait because a batch that reviewed this person's decisions has been applied."""
    campaign = db.session.scalars(select(Campaign)).one()
    decision = db.session.scalars(select(Decision.id).limit(1)).one()
    batch = BatchReview(
        uuid=str(UUID(int=7)), campaign_id=campaign.id, effect="reopened", person_id=person.id, reason="Đo"
    )
    batch.from_day, batch.to_day = campaign.starts_on, campaign.ends_on
    batch.opened_by_id = batch.applied_by_id = person.id
    batch.opened_at = batch.applied_at = clock.now()
    db.session.add(batch)
    db.session.flush()
    rows = [{"batch_id": batch.id, "report_id": each, "decision_id": decision} for each in report_ids]
    db.session.execute(insert(BatchReport), rows)


def _opening(browser: FlaskClient, address: str) -> Callable[[], object]:
    def opens() -> None:
        assert browser.get(address).status_code == 200

    return opens


def _decided(browser: FlaskClient, waiting: Sequence[str]) -> int:
    sent = {"version": "1", "whole": "rejected", "other": "Không có hoạt động"}
    answer = browser.post(f"/reports/{waiting[0]}/decision", data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.status_code
    return len(answer.get_data())
