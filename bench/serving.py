"""The project's web server, or a bare Flask page on the same server, on a free loopback port."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from app.cli.serving import TARGET, web_command
from app.config import Settings
from bench.commands import ROOT, settings

BODY = "BENCH_BODY"


def bare() -> Flask:
    """A Flask app whose only page is the file that the environment names."""
    body, app = Path(os.environ[BODY]).read_bytes(), Flask("bare")
    app.add_url_rule("/healthz", "alive", lambda: "")
    app.add_url_rule("/<path:path>", view_func=lambda path: body)
    return app


@contextmanager
def served(folder: Path, body: Path | None = None, url: str = "") -> Iterator[int]:
    """The app over that database or `app.db` in the folder, or with `body` the bare page; gives the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = web_command(Settings("", "", bind=f"127.0.0.1:{port}"))
    if body is not None:
        command = [*("bench.serving:bare" if each == TARGET else each for each in command), "--factory"]
    environment = {
        **settings(folder, port),
        "XUNGKICH_DATABASE_URL": url or f"sqlite:///{folder / 'app.db'}",
        BODY: str(body or ""),
    }
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(200):
        with suppress(URLError, ConnectionError, TimeoutError):
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
            return
        sleep(0.1)
    raise RuntimeError("the server does not answer")
