"""The real server: whoever comes and goes leaves nothing behind."""

import socket
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_serving import answers, free_port, start
from tests.live.conftest import STREAM

ASKED = f"GET {STREAM} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode("ascii")
AT_ONCE = 60
SLACK = 10
TURNS = 160  # a quarter of a second each


def family(pid: int) -> list[int]:
    """The process and everything it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            found += family(int(child))
    return found


def descriptors(process: "subprocess.Popen[str]") -> int:
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in family(process.pid))


def come_and_go(port: int, count: int) -> set[bytes]:
    """So many readers, a few at once, each gone as soon as it is let in or sent to poll; their statuses."""
    found = set()
    for _ in range(0, count, AT_ONCE):
        opened = [open_from(f"127.0.0.{2 + number}", port) for number in range(AT_ONCE)]
        for each in opened:
            each.sendall(ASKED)
        for each in opened:
            found.add(each.recv(12).removeprefix(b"HTTP/1.1 "))
            each.close()
    return found


def open_from(address: str, port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(address, 0))


def is_back(process: "subprocess.Popen[str]", before: int) -> bool:
    for _ in range(TURNS):
        if descriptors(process) <= before + SLACK:
            return True
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.25)
    return False


@pytest.mark.parametrize("count", [120, pytest.param(10_000, marks=pytest.mark.soak)])
def test_connecting_and_vanishing_leaves_the_descriptors_where_they_were(season, tmp_path, count):
    port = free_port()
    process = start(season.app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, port, "serve")
    try:
        assert answers(process, f"http://127.0.0.1:{port}/healthz")
        assert come_and_go(port, 2 * AT_ONCE) == {b"200"}
        before = descriptors(process)
        assert come_and_go(port, count) <= {b"200", b"204"}
        assert is_back(process, before)
        assert answers(process, f"http://127.0.0.1:{port}/readyz")
    finally:
        process.terminate()
        assert process.wait(timeout=20) == 0
        assert "Traceback" not in process.communicate()[1]
