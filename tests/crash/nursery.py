"""Servers by the dozen: a process that has imported the app forks each in a few milliseconds.

They answer on one listening socket that outlives them all: whoever knocks while none is there waits for the next one.
"""

import multiprocessing
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app import clock, create_app
from app.config import Settings
from app.database import db
from tests.crash.clients import within_process
from tests.crash.load import Crew


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests it answers."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


class Nursery:
    """Told over a pipe what to do; ends with the block, and every process with it."""

    def __enter__(self) -> "Nursery":
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=tend, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        return self

    def __exit__(self, *_: object) -> None:
        self.pipe.close()
        self.process.join(timeout=20)
        self.process.kill()

    def asks(self, do: Callable[..., Any], *arguments: Any) -> Any:
        """Have this function called there; its answer."""
        self.pipe.send(partial(do, *arguments))
        answer = self.pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


def tend(pipe: Connection) -> None:
    """Do what is asked for, one thing after the other, until nobody asks."""
    with suppress(EOFError):
        while True:
            do = pipe.recv()
            try:
                pipe.send(do())
            except Exception as error:
                pipe.send(error)
    for pid in list(CHILDREN):
        kill(pid)


CHILDREN: set[int] = set()
APPS: dict[tuple[object, ...], Flask] = {}
LISTENING: dict[str, socket.socket] = {}


def serve(url: str, folder: Path, durable: bool, now: datetime) -> tuple[int, int]:
    """A new server of that database; its process and the port."""
    if (key := (url, durable)) not in APPS:
        APPS[key] = create_app(Settings(url, "only for tests", instance=folder, durable=durable))
        clock.stop(now)
        _rehearse(APPS[key])
    if url not in LISTENING:
        LISTENING[url] = socket.create_server(("127.0.0.1", 0), backlog=128)
    clock.stop(now)
    pid = os.fork()
    if not pid:
        try:
            _answer(APPS[key], LISTENING[url], folder / "server.log")
        finally:
            os._exit(1)
    CHILDREN.add(pid)
    return pid, LISTENING[url].getsockname()[1]


def kill(pid: int) -> None:
    """SIGKILL, and wait until it is gone."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    CHILDREN.discard(pid)


def _rehearse(app: Flask) -> None:
    """One report on its whole way, so that each server is born with its templates and statements compiled."""
    crew = Crew(within_process(app), "captain", "rehearsal")
    for _ in crew.story(corrected=1):
        assert crew.odd == []
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _answer(app: Flask, listening: socket.socket, log: Path) -> None:
    with log.open("ab", buffering=0) as told:
        os.dup2(told.fileno(), 2)
    host, port = listening.getsockname()
    make_server(host, port, app, threaded=True, request_handler=Quiet, fd=listening.fileno()).serve_forever()
