"""What the verifier's queue costs: its page with few and with many waiting reports, and one decision with the next."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from app.database import db
from app.models import Person
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


def _opening(browser: FlaskClient, address: str) -> Callable[[], object]:
    def opens() -> None:
        assert browser.get(address).status_code == 200

    return opens


def _decided(browser: FlaskClient, waiting: Sequence[str]) -> int:
    sent = {"version": "1", "whole": "rejected", "other": "Không có hoạt động"}
    answer = browser.post(f"/reports/{waiting[0]}/decision", data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.status_code
    return len(answer.get_data())
