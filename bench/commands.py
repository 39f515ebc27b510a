"""The project's own commands, run as an operator would, on a database of their own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, sleep

LOOK = 0.1  # seconds between two looks at a command's memory
ROOT = Path(__file__).resolve().parent.parent


def settings(folder: Path, port: int = 8000) -> dict[str, str]:
    """The environment of an installation whose everything lies in `folder`."""
    return {
        **os.environ,
        "XUNGKICH_INSTANCE": str(folder),
        "XUNGKICH_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "XUNGKICH_SECRET_KEY": "only for benchmarks",
        "XUNGKICH_BIND": f"127.0.0.1:{port}",
        "XUNGKICH_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }


def flask(*arguments: object) -> list[str]:
    """The command line of one of the project's commands."""
    return [sys.executable, "-m", "flask", "--app", "wsgi", *map(str, arguments)]


def timed(folder: Path, *arguments: object) -> float:
    """Run a command to its end; the seconds it took, its start included. Raises when it fails."""
    begun = perf_counter()
    run(folder, arguments)
    return perf_counter() - begun


def peak(folder: Path, *arguments: object) -> float:
    """Run a command to its end; the most memory it held, MiB, as the kernel knows it of the process itself.

    What `resource` says of children begins with the memory of whoever started them.
    """
    most = 0
    with subprocess.Popen(
        flask(*arguments), cwd=ROOT, env=settings(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as command:
        while command.poll() is None:
            told = Path(f"/proc/{command.pid}/status").read_text()
            most = max([most, *(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM:"))])
            sleep(LOOK)
    if command.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))}: {command.returncode}")
    return most / 1024


def run(folder: Path, arguments: Sequence[object]) -> None:
    done = subprocess.run(
        flask(*arguments), cwd=ROOT, env=settings(folder), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.stderr[-2000:]}")
