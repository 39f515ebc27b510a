"""Pages asked for as fast as their servers answer, in turns, so that whatever else goes on meets all of them alike.

wrk asks (Debian's package of that name): a generator in Python would be slower than what is measured.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from shutil import which
from statistics import median
from typing import NamedTuple

CONNECTIONS = 16
ROUNDS, SECONDS = 5, 2
RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
FAULTS = ("Non-2xx", "Socket errors")
IN_TURNS = """
local cookies, asked, at = {%s}, {}, 0
init = function()
   for number, cookie in ipairs(cookies) do
      wrk.headers["Cookie"] = cookie
      asked[number] = wrk.format()
   end
end
request = function()
   at = at %% #asked + 1
   return asked[at]
end
"""  # wrk's own language


class Asked(NamedTuple):
    """A page on a port of loopback, the headers it is asked for with, and the cookies of those who ask in turns."""

    port: int
    path: str
    headers: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()


def in_turns(pages: Sequence[Asked]) -> list[float]:
    """Of each page how many were answered a second: the median of its turns."""
    taken = [[_rate(each) for each in pages] for _ in range(ROUNDS)]
    return [median(each) for each in zip(*taken, strict=True)]


def _rate(asked: Asked) -> float:
    if which("wrk") is None:
        raise RuntimeError("missing: wrk (apt-get install wrk)")
    headers = [part for each in asked.headers for part in ("-H", each)]
    how = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(IN_TURNS % ", ".join(f'"{each}"' for each in asked.cookies))
        script.flush()
        turns = ["-s", script.name] if asked.cookies else []
        command = ["wrk", *how, *turns, *headers, f"http://127.0.0.1:{asked.port}{asked.path}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = RATE.search(said)
    if found is None or any(each in said for each in FAULTS):
        raise RuntimeError(said)
    return float(found[1])
