"""Servers by the dozen, forked in a nursery in a few milliseconds each.

Those of one database answer on one listening socket that outlives them all: whoever knocks while none is there waits
for the next one.
"""

import os
import socket
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app import clock, create_app
from app.config import Settings
from app.database import db
from tests.crash.clients import within_process
from tests.crash.load import Crew
from tests.fixtures.processes import fork

APPS: dict[tuple[object, ...], Flask] = {}
LISTENING: dict[str, socket.socket] = {}


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests it answers."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


def serve(url: str, folder: Path, durable: bool, now: datetime) -> tuple[int, int]:
    """A new server of that database, where it is always `now`; its process and the port."""
    if (key := (url, folder, durable)) not in APPS:  # a database is used again, with another folder
        APPS[key] = create_app(Settings(url, "only for tests", instance=folder, durable=durable))
        clock.stop(now)
        _rehearse(APPS[key])
    if url not in LISTENING:
        LISTENING[url] = socket.create_server(("127.0.0.1", 0), backlog=128)
    clock.stop(now)
    child = fork(partial(_answer, APPS[key], LISTENING[url], folder / "server.log"))
    return child, LISTENING[url].getsockname()[1]


def _rehearse(app: Flask) -> None:
    """One report on its whole way, so that each server is born with its templates and statements compiled.

    Without a photo: who is forked from a process that has used the store waits for ever (docs/decisions.md).
    """
    crew = Crew(within_process(app), "captain", "rehearsal")
    for _ in crew.story(corrected=1, pictured=0):
        assert crew.odd == []
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _answer(app: Flask, listening: socket.socket, log: Path) -> None:
    with log.open("ab", buffering=0) as told:
        os.dup2(told.fileno(), 2)
    host, port = listening.getsockname()
    make_server(host, port, app, threaded=True, request_handler=Quiet, fd=listening.fileno()).serve_forever()
