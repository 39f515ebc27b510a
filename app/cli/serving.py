"""`serve`: web processes and the worker in the foreground; one signal ends them all."""

import subprocess
import sys
from collections.abc import Sequence

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from app.cli.answers import say
from app.config import ROOT, Settings
from app.connections import UnsafeDatabase
from app.database import db
from app.live.hub import MOST
from app.outside.ending import Ending

TARGET = "wsgi:app"
WEB_PROCESSES = 2
THREADS = MOST + 40  # per process, begun when they are needed: a page that listens for changes holds one
CONNECTIONS = 4096  # per process: a browser keeps some open without asking anything
PATIENCE = 10  # seconds for requests under way


@click.command()
@with_appcontext
def serve() -> None:
    """Serve the configured database, web and worker, until SIGTERM."""
    settings: Settings = current_app.config["SETTINGS"]
    _refuse_unsafe()
    ending = Ending()
    processes = [_start(web_command(settings)), _start(worker_command())]
    say(f"Xung Kích: {settings.public_url} (SIGTERM để dừng)")
    ended = watch(processes, ending)
    _end(processes)
    if ended is not None and not ending.was_told:
        say(f"Một tiến trình đã tự dừng (mã {ended}); dừng tất cả.")
        raise SystemExit(1)


def _refuse_unsafe() -> None:
    """A database that may lose work is not served at all; one that is away may come, and is then checked as well."""
    try:
        db.engine.connect().close()
    except UnsafeDatabase as unsafe:
        say(str(unsafe))
        raise SystemExit(1) from None
    except SQLAlchemyError:
        pass
    db.engine.dispose()


def web_command(settings: Settings) -> list[str]:
    """The web server's command line."""
    return [
        *(sys.executable, "-m", "granian", TARGET),
        *("--interface", "wsgi"),
        *("--host", settings.host),
        *("--port", str(settings.port)),
        *("--workers", str(WEB_PROCESSES)),
        *("--blocking-threads", str(THREADS)),
        *("--backlog", str(CONNECTIONS), "--backpressure", str(CONNECTIONS)),
        *("--log-level", "error"),
        *("--workers-kill-timeout", str(PATIENCE - 5)),
        "--no-ws",
        "--respawn-failed-workers",
    ]


def worker_command() -> list[str]:
    """The worker's command line."""
    return [sys.executable, "-m", "flask", "--app", TARGET, "worker"]


def watch(processes: Sequence["subprocess.Popen[bytes]"], ending: Ending) -> int | None:
    """Wait for the signal, or for the first process that ends by itself and its exit status."""
    while not ending.wait(0.5):
        for process in processes:
            if process.poll() is not None:
                return process.returncode
    return None


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """In a session of its own, so that Ctrl-C reaches it through us alone."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
