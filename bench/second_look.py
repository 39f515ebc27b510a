"""What a second look costs: the draw, looking at ten thousand decisions again, the page of verifiers' figures.

Two databases are filled with the same reports; the draw must choose the same ones on both. The draw's floor is the
public list as anybody has it, hashed by the ten lines of docs/second-look.md.
"""

import hashlib
import statistics
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import flask_migrate
from flask import Flask
from sqlalchemy import insert, select, text, update

from app import clock, create_app
from app.config import Settings
from app.database import db, transaction
from app.jobs import verifier_figures
from app.models import BatchReview, Campaign, Person, VerifierFigure
from app.queries.batch_reviews import Choice
from app.queries.batch_reviews import size as size_of
from app.queries.campaigns import by_code
from app.queries.cross_check_lots import Lot, lots
from app.rulebook.appraised import Appraised
from app.rulebook.draws import LOTS, is_drawn
from app.services import batch_reviews
from bench.figures import Figure, interleaved
from bench.queue import browser_of, statements
from bench.rows import LINES, Actor, continued, fill, writing
from bench.seasons import CODE, NOW, enrol, places_of, sum_up
from bench.verification import own_server, url_of

TEAMS, REPORTS, VERIFIERS = 2_000, 100_000, 400
PERIOD = (date(2026, 3, 23), date(2026, 3, 26))  # 10,000 of the reports
PERCENT = 10
ROUNDS = 3
MOST_DRAW, MOST_PREVIEW, MOST_QUERIES = 2, 10, 8  # seconds, seconds, questions
SEED = "5eed" * 8
PAGE = f"/campaigns/{CODE}/verifiers"


def measure() -> Sequence[Figure]:
    """Seconds of the draw on both databases, of a preview and of applying it; the questions of the page."""
    with tempfile.TemporaryDirectory() as name, own_server() as server:
        urls = f"sqlite:///{name}/app.db", url_of(server, "app")
        return measured(name, urls, TEAMS, REPORTS, PERIOD, VERIFIERS)


def measured(
    folder: str,
    urls: tuple[str, str],
    teams: int,
    reports: int,
    period: tuple[date, date],
    verifiers: int,
    durable: bool = True,
) -> list[Figure]:
    """The same at another size; SQLite's url first, then PostgreSQL's."""
    apps = [filled(url, Path(folder), teams, reports, durable) for url in urls]
    drawn = [_drawn(app) for app in apps]
    (ours, chosen), (theirs, same) = drawn
    floor = _floor(apps[0])
    assert chosen == same, "the draw differs between SQLite and PostgreSQL"
    sqlite = apps[0]
    figures = _renewed(sqlite)
    few, many = _page(sqlite, 0), _page(sqlite, verifiers)
    count, preview, applied = _reviewed(sqlite, period)
    for each in apps:
        _leave(each)
    return [
        Figure(f"draw over {reports:,} reports: SQLite", ours, "s", MOST_DRAW),
        Figure(f"draw over {reports:,} reports: PostgreSQL", theirs, "s", MOST_DRAW),
        Figure("draw: the ten lines of the docs over the list", floor, "s"),
        Figure("draw: reports chosen, the same on both", len(chosen), "reports"),
        Figure("preview of a batch: reports in it", count, "reports"),
        Figure(f"preview of a batch of {count:,} reports", preview, "s", MOST_PREVIEW),
        Figure(f"applying a batch of {count:,} reports", applied, "s"),
        Figure(f"verifiers' figures counted from {reports:,} reports", figures, "s"),
        Figure("page of figures, one verifier: statements", few[0], "", MOST_QUERIES),
        Figure(f"page of figures, {verifiers:,} verifiers: statements", many[0], "", MOST_QUERIES),
        Figure(f"page of figures, {verifiers:,} verifiers", many[1], "ms"),
    ]


def filled(url: str, folder: Path, teams: int, reports: int, durable: bool = True) -> Flask:
    """An app over so many decided reports, the same to the last hash wherever it is made."""
    settings = Settings(database_url=url, secret_key="only for benchmarks", instance=folder, durable=durable)
    app = create_app(settings)
    clock.stop(NOW)
    with app.app_context():
        flask_migrate.upgrade()
        with transaction():
            enrol(teams)
        with transaction() as session:
            session.execute(update(Campaign).values(draw_seed=SEED))
            verifier = _person("verifier")
            verifier.uuid = str(UUID(int=1))
            actor = Actor(verifier.id, verifier.uuid)
        places = places_of()
        db.session.remove()
        fill(db.engine, CODE, places, reports * len(LINES), actor)
        sum_up()
        with writing(db.engine) as connection:
            for table in ("reports", "report_lines", "decisions", "verdicts"):
                continued(connection, table)
        db.session.remove()
        with db.engine.begin() as opened:
            opened.execute(text("ANALYZE"))
    return app


def _drawn(app: Flask) -> tuple[float, set[str]]:
    def draw(campaign: Campaign) -> set[str]:
        return {each.report for each in lots(campaign) if is_drawn(SEED, each.report, each.chained, PERCENT)}

    with app.app_context():
        campaign = _campaign()
        found: set[str] = set()
        taken = _seconds(lambda: found.update(draw(campaign)))
    return taken, found


def _floor(app: Flask) -> float:
    """The hashing alone, over rows that are in memory already."""
    with app.app_context():
        listed: list[Lot] = list(lots(_campaign()))

    def again() -> object:
        return [
            int(hashlib.sha256(f"{SEED}:{each.report}:{each.chained}".encode()).hexdigest()[:8], 16) * 100
            < PERCENT * LOTS
            for each in listed
        ]

    return _seconds(again)


def _reviewed(app: Flask, period: tuple[date, date]) -> tuple[int, float, float]:
    """How many reports a batch takes in, the seconds to preview it, and to apply it."""
    with app.app_context():
        officer, choice = _person("officer"), Choice("annulled", *period)
        with transaction():
            batch = batch_reviews.open_batch(str(UUID(int=2)), _campaign(), choice, "Đo", officer)
        count = size_of(batch)
        preview = _seconds(lambda: batch_reviews.preview(_batch(), _campaign(), officer))
        begun = perf_counter()
        with transaction():
            batch_reviews.apply(_batch(), _campaign(), _person("officer"))
        return count, preview, perf_counter() - begun


def _renewed(app: Flask) -> float:
    with app.app_context():
        begun = perf_counter()
        assert verifier_figures.run() == [f"{CODE}:1"]
        return perf_counter() - begun


def _page(app: Flask, more: int) -> tuple[int, float]:
    """Statements and milliseconds of the page with so many more verifiers."""
    with app.app_context(), transaction() as session:
        campaign = _campaign()
        people: list[dict[str, Any]] = [_verifier(at) for at in range(more)]
        if people:
            ids = session.scalars(insert(Person).returning(Person.id), people).all()
            counts = Appraised(90, 80, 9, 300, 25, 1, 8, 8)._asdict()
            rows = [
                {"campaign_id": campaign.id, "person_id": each, "unit_path": f"VN/T52/X{each % 135}/", "at": NOW}
                for each in ids
            ]
            session.execute(insert(VerifierFigure), [{**row, **counts} for row in rows])
    browser = browser_of(app, "officer")
    [taken] = interleaved([lambda: browser.get(PAGE)], ROUNDS * 5)
    return statements(app, browser, PAGE), taken


def _verifier(at: int) -> dict[str, Any]:
    login = f"verifier{at}@bench.example"
    return {"uuid": str(UUID(int=1_000 + at)), "login": login, "full_name": "Nguyễn Văn Đo", "created_at": NOW}


def _leave(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _seconds(move: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        move()
        taken.append(perf_counter() - begun)
    return statistics.median(taken)


def _batch() -> BatchReview:
    return db.session.scalars(select(BatchReview)).one()


def _person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.login == f"{name}@bench.example")).one()


def _campaign() -> Campaign:
    found = by_code(CODE)
    assert found is not None
    return found
