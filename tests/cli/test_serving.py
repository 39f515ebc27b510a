"""`serve` and `worker`: they answer, run the clock, and end cleanly on SIGTERM."""

import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import suppress
from urllib.error import URLError

from app.config import ROOT

PATIENCE = 90  # seconds: web and worker are given ten each, and a machine that runs all tests takes longer


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start(database: str, folder, port: int, command: str) -> "subprocess.Popen[str]":
    settings = {
        "XUNGKICH_DATABASE_URL": database,
        "XUNGKICH_INSTANCE": str(folder),
        "XUNGKICH_BIND": f"127.0.0.1:{port}",
        "PATH": "/usr/bin:/bin",
        "PYTHONFAULTHANDLER": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi:app", command],
        cwd=ROOT,
        env=settings,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def answers(process: "subprocess.Popen[str]", address: str) -> bool:
    for _ in range(120):
        with suppress(URLError, ConnectionError, TimeoutError):
            return bool(urllib.request.urlopen(address, timeout=5).status == 200)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.25)
            return False
    return False


def ends(process: "subprocess.Popen[str]") -> int | str:
    """Its exit status; of a process that goes on, what it said and where each of its threads stands."""
    try:
        return process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        return process.communicate(timeout=PATIENCE)[1]


def test_serve_answers_and_ends_cleanly_on_sigterm(sqlite_database, tmp_path):
    port = free_port()
    process = start(sqlite_database, tmp_path, port, "serve")
    try:
        assert answers(process, f"http://127.0.0.1:{port}/healthz")
        process.send_signal(signal.SIGTERM)
        assert ends(process) == 0
    finally:
        process.kill()
        told = process.communicate(timeout=PATIENCE)[1]
    assert "Traceback" not in told
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", port)) != 0


def test_a_second_worker_ends_at_once(sqlite_database, tmp_path):
    first = start(sqlite_database, tmp_path, free_port(), "worker")
    second = None
    try:
        lock = tmp_path / "test.db.worker"
        for _ in range(120):
            if lock.exists():
                break
            with suppress(subprocess.TimeoutExpired):
                first.wait(timeout=0.25)
        second = start(sqlite_database, tmp_path, free_port(), "worker")
        assert ends(second) == 1
        first.send_signal(signal.SIGTERM)
        assert ends(first) == 0
    finally:
        for process in filter(None, (first, second)):
            process.kill()
            process.communicate(timeout=PATIENCE)
