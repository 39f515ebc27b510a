"""What sending a report costs, beside the same rows written by the database's own driver at the same durability.

One sending is the transaction of the page: lock the team, ask whatever may refuse the report, write it with its lines
and its photo, keep what it said, look at it, chain the audit log, commit. The floor writes the rows that the last one
left into a copy of the database, one transaction each, and reads nothing but the head it must lock.
"""

import json
import shutil
import tempfile
from collections.abc import Sequence
from secrets import token_hex
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import Engine, select

from app.database import db, transaction
from app.models import Enrolment, Person
from app.services import reports
from app.services.report_contents import Content
from app.services.report_photos import Photo
from bench.figures import Figure, interleaved
from bench.rows import LINES
from bench.seasons import NOW
from bench.verification import SMALL, admin, opened, own_server, prepared, url_of

ROUNDS, WARM_UP = 300, 20
CAPTAIN = select(Person).where(Person.login == "captain@bench.example")
TEAM = select(Enrolment).order_by(Enrolment.id).limit(1)
OF_REPORT = {"reports": "id", "report_lines": "report_id", "evidence": "report_id", "report_versions": "report_id"}
LAST_REPORT = "SELECT max(id) FROM reports"
LAST_EVENT = "(SELECT max(id) FROM audit_events)"
HEAD = "SELECT seq, hash FROM audit_heads WHERE id = 1"
MOVE_HEAD = "UPDATE audit_heads SET seq = {mark}, hash = {mark} WHERE id = 1"


def measure() -> Sequence[Figure]:
    """Milliseconds on both databases, and the share of the driver's speed."""
    with tempfile.TemporaryDirectory() as name:
        app = begun(f"sqlite:///{name}/app.db", name)
        shutil.copyfile(f"{name}/app.db", f"{name}/floor.db")
        found = compared("SQLite", app, opened(f"sqlite:///{name}/floor.db", name))
    with tempfile.TemporaryDirectory() as name, own_server() as server:
        app = begun(url_of(server, "app"), name)
        admin(server, "CREATE DATABASE floor TEMPLATE app")
        found += compared("PostgreSQL", app, opened(url_of(server, "floor"), name))
    return found


def compared(database: str, app: Flask, copy: Flask, rounds: int = ROUNDS, warm_up: int = WARM_UP) -> list[Figure]:
    """Both take turns: the copy gets what the app has just written."""
    with copy.app_context():
        floor = Floor(db.engine)
    with app.app_context():
        team, captain = db.session.scalars(TEAM).one(), db.session.scalars(CAPTAIN).one()
        moves = (lambda: send(team, captain)), floor.write
        ours, driver = interleaved(moves, rounds, warm_up, (db.session.rollback, lambda: floor.read(db.engine)))
        db.session.remove()
        db.engine.dispose()
    floor.close()
    return [
        Figure(f"{database}: a report is sent", ours, "ms"),
        Figure(f"{database}: the same rows by the driver", driver, "ms"),
        Figure(f"{database}: share of the driver's speed", driver / ours, ""),
    ]


def send(team: Enrolment, captain: Person) -> None:
    """Two lines, a photo and a place, as the page sends them."""
    content = Content(
        NOW.date(),
        ("community_site", "Nhà văn hóa khu phố 3", "Khu phố 3"),
        tuple((code, 3) for code in LINES[:2]),
        photos=(Photo(token_hex(32), 1000, 800, 600),),
        service_confirmation="MC-07",
        document_reference="12-KH/ĐTN",
    )
    with transaction():
        reports.record(str(uuid4()), team, content, captain, send=True)


class Floor:
    """The driver's own connection to the copy, and the rows to be written into it."""

    def __init__(self, engine: Engine) -> None:
        self.embedded = engine.dialect.name == "sqlite"
        self.pooled = engine.raw_connection()
        self.cursor = self.pooled.cursor()
        self.mark = "?" if self.embedded else "%s"
        self.rows: list[tuple[str, list[Any]]] = []

    def read(self, engine: Engine) -> None:
        """What the last report left."""
        with engine.connect() as connection:
            asked: Any = connection.connection.cursor()
            asked.execute(LAST_REPORT)
            (report_id,) = asked.fetchone()
            keys = [(table, f"{column} = {report_id}") for table, column in OF_REPORT.items()]
            self.rows = [each for table, which in keys for each in self._found(asked, table, which)]
            self.event = self._found(asked, "audit_events", f"id = {LAST_EVENT}")[0]
            asked.execute(HEAD)
            self.head = asked.fetchone()

    def write(self) -> None:
        """The same rows, in one transaction."""
        if self.embedded:
            self.cursor.execute("BEGIN IMMEDIATE")
        for statement, row in self.rows:
            self.cursor.execute(statement, row)
        self.cursor.execute(HEAD + ("" if self.embedded else " FOR UPDATE"))
        self.cursor.fetchone()
        self.cursor.execute(*self.event)
        self.cursor.execute(MOVE_HEAD.format(mark=self.mark), self.head)
        self.cursor.execute("COMMIT") if self.embedded else self.pooled.commit()

    def close(self) -> None:
        self.pooled.close()

    def _found(self, cursor: Any, table: str, which: str) -> list[tuple[str, list[Any]]]:
        cursor.execute(f"SELECT * FROM {table} WHERE {which}")
        names = [each[0] for each in cursor.description]
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(self.mark for _ in names)})"
        rows = cursor.fetchall()
        return [(statement, [json.dumps(each) if isinstance(each, dict) else each for each in row]) for row in rows]


def begun(url: str, folder: str, entries: int = SMALL) -> Flask:
    """A campaign in which a report has been sent from that place."""
    app, _ = prepared(url, folder, entries, 0)
    with app.app_context():
        send(db.session.scalars(TEAM).one(), db.session.scalars(CAPTAIN).one())
        db.session.remove()
        db.engine.dispose()
    return app
