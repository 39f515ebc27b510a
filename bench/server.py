"""What each idle process of `flask serve` holds of memory that is its own share (PSS)."""

import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, sleep

from bench.commands import ROOT, flask, run, settings
from bench.figures import Figure

MOST_MIB = 120
PATIENCE = 60


def measure() -> Sequence[Figure]:
    """Start the server on a free port, open a page, let it rest, read /proc, and stop it by its own id."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), _free_port()
        run(folder, ("db", "upgrade"))
        run(folder, ("units", "import", ROOT / "campaigns" / "units" / "units-2025.csv"))
        run(folder, ("campaign", "load", ROOT / "campaigns" / "ttn2026-gia-lai.toml"))
        begun = perf_counter()
        server = subprocess.Popen(
            flask("serve"), cwd=ROOT, env=settings(folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _open(f"http://127.0.0.1:{port}/readyz", server)
            ready = perf_counter() - begun
            for _ in range(8):
                _open(f"http://127.0.0.1:{port}/", server)
            found = list(memory(server.pid))
        finally:
            stopped = _stop(server)
    return [
        Figure("from start to the first answer", ready, "s"),
        *(
            Figure(f"PSS of process {at}, {role}", mib, "MiB", MOST_MIB)
            for at, (role, mib) in enumerate(found, start=1)
        ),
        Figure("PSS of all processes", sum(mib for _, mib in found), "MiB"),
        Figure("from SIGTERM to the end", stopped, "s"),
    ]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _open(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = perf_counter() + PATIENCE
    while perf_counter() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10).read()
            return
        except urllib.error.HTTPError:
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            sleep(0.1)
    raise RuntimeError(f"{address} does not answer (exit status {server.poll()})")


def memory(pid: int) -> Iterator[tuple[str, float]]:
    """Role and MiB of the process and of everything it started."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    kib = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    yield _role(words), kib / 1024
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield from memory(int(child))


def _role(words: Sequence[str]) -> str:
    if any("granian" in each for each in words):
        return "web"
    return next((role for word, role in (("worker", "clock"), ("serve", "supervisor")) if word in words), "web")


def _stop(server: "subprocess.Popen[bytes]") -> float:
    begun = perf_counter()
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
        raise
    return perf_counter() - begun
