"""The darkroom's inside, a program of its own: `python -I darkroom FD …` develops the files behind descriptors.

Each file is opened by a process of its own that may use little memory and time and open nothing else; whatever a
hostile file does there ends with that process. For each file a line of JSON goes to the standard output, followed by
the bytes it announces. Nothing here may import the app: it starts in a twentieth of a second.
"""

import json
import os
import resource
import signal
import sys
from typing import Any

from developing import Bad, develop, only_these_formats  # type: ignore[import-not-found]

MOST_BYTES = 12 * 1024 * 1024
MEMORY = 112 * 1024 * 1024  # resident, all in all
CPU = 2  # seconds
WALL = 20  # seconds; on a busy machine the CPU is the limit


def limit() -> None:
    """From here on: little memory, little time, and no other file, child or connection."""
    pages = os.pread(statm := os.open("/proc/self/statm", os.O_RDONLY), 100, 0).split()
    os.close(statm)
    virtual, resident = (int(each) * resource.getpagesize() for each in pages[:2])
    space = virtual + max(0, MEMORY - resident)
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer_of(fd: int) -> bytes:
    """What goes back for one file."""
    if os.fstat(fd).st_size > MOST_BYTES:
        return framed({"bad": "size"}, [])
    data = os.pread(fd, MOST_BYTES, 0)
    limit()
    try:
        about, bodies = develop(data)
    except Bad as bad:
        return framed({"bad": str(bad)}, [])
    except MemoryError:
        return framed({"bad": "pixels"}, [])
    return framed(about, bodies)


def framed(about: dict[str, Any], bodies: list[bytes]) -> bytes:
    return json.dumps(about | {"sizes": [len(each) for each in bodies]}).encode() + b"\n" + b"".join(bodies)


def alone(fd: int) -> tuple[bytes, dict[str, Any]]:
    """One file in a process of its own; what it said, and what it used."""
    inside, outside = os.pipe()
    child = os.fork()
    if child == 0:
        work(fd, inside, outside)
    os.close(outside)
    with os.fdopen(inside, "rb") as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    if status:
        said = framed({"bad": "slow" if os.WIFSIGNALED(status) else "broken"}, [])
    return said, {"cpu": round(used.ru_utime + used.ru_stime, 3), "rss": used.ru_maxrss * 1024}


def work(fd: int, inside: int, outside: int) -> None:
    """The process of one file, from its start to its end."""
    failed = 1
    try:
        signal.alarm(WALL)
        os.close(inside)
        said = answer_of(fd)
        while said:
            said = said[os.write(outside, said) :]
        failed = 0
    finally:
        os._exit(failed)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    only_these_formats()
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 2)
    for each in sys.argv[1:]:
        said, used = alone(int(each))
        head, _, bodies = said.partition(b"\n")
        sys.stdout.buffer.write(json.dumps(json.loads(head) | used).encode() + b"\n" + bodies)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
