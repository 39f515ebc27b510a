"""`python -m bench [name …]`: run the benchmarks, print a table, write bench/results/<name>.json."""

import subprocess
import sys
from collections.abc import Callable, Sequence

from bench import (
    badges,
    board_load,
    board_page,
    certificates,
    credentials,
    finalising,
    flags,
    fraud,
    imports,
    ledger,
    queue,
    second_look,
    sending,
    server,
    streams,
    verification,
)
from bench.figures import Figure, table, write

BENCHMARKS: dict[str, Callable[[], Sequence[Figure]]] = {
    "badges": badges.measure,
    "board_load": board_load.measure,
    "board_page": board_page.measure,
    "certificates": certificates.measure,
    "credentials": credentials.measure,
    "finalising": finalising.measure,
    "flags": flags.measure,
    "fraud": fraud.measure,
    "imports": imports.measure,
    "ledger": ledger.measure,
    "queue": queue.measure,
    "second_look": second_look.measure,
    "sending": sending.measure,
    "server": server.measure,
    "streams": streams.measure,
    "verification": verification.measure,
}


def main(wanted: Sequence[str]) -> int:
    """0 when every benchmark ran, whether its goals were met or not; 1 if one broke, 2 for a name nobody knows."""
    unknown = [name for name in wanted if name not in BENCHMARKS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    if len(wanted) == 1:
        (name,) = wanted
        figures = BENCHMARKS[name]()
        write(name, figures)
        print(table(name, figures), flush=True)
        return 0
    broken = [name for name in wanted or BENCHMARKS if not _ran(name)]
    if broken:
        print(f"broken: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def _ran(name: str) -> bool:
    """Each in a process of its own: none finds the memory that another has left, none ends the others."""
    return subprocess.run([sys.executable, "-m", "bench", name], check=False).returncode == 0


raise SystemExit(main(sys.argv[1:]))
