"""From a commit to the last of many open boards, rendering included.

500 are held by `flask serve`'s own web processes; the floor beside them is a bare asyncio broadcaster that writes the
same bytes to as many connections. 10,000, or as many as descriptors allow, are held by nginx with nchan (`deploy/`).
"""

import asyncio
import os
import resource
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import monotonic, sleep

from flask import Flask

from app import clock
from app.database import transaction
from app.live.groups import one_line
from app.live.opening import live
from app.live.publishing import publishing
from app.models import Setting
from app.queries import demo_clock
from bench.crowd import apart, listen_on, received
from bench.figures import Figure
from bench.seasons import CODE, NOW
from bench.server import memory
from bench.serving import served
from bench.verification import prepared, verify_one
from tests.live.frontages import free_port, frontage

ENTRIES, ROUNDS, STREAMS = 50_000, 25, 500  # 200 teams
BOARDS = tuple(
    f"/campaigns/{CODE}/leaderboard/stream{chosen}"
    for chosen in ("", "?cluster=phuong", "?cluster=xa-dong-bang", "?cluster=xa-mien-nui")
)
AT_NGINX, LEFT_OVER = 10_000, 300  # descriptors for everything else
REST = 0.4  # seconds between two commits


def measure() -> Sequence[Figure]:
    """Medians and worst of the time to the last stream: one board, four boards, the bare broadcaster."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, waiting = prepared(f"sqlite:///{folder / 'app.db'}", name, ENTRIES, 3 * ROUNDS)
        start_clock(app)
        one = _through_server(app, folder, BOARDS[:1], waiting[:ROUNDS])
        four = _through_server(app, folder, BOARDS, waiting[ROUNDS : 2 * ROUNDS])
        many, held, each = _through_nginx(app, folder, waiting[2 * ROUNDS :])
        bare = _through_broadcaster(app.test_client().get(BOARDS[0].removesuffix("/stream"), headers=FRAGMENT).data)
    return [
        Figure(f"commit to the last of {STREAMS} streams of one board", median(one), "ms", 150),
        Figure("the worst of them", max(one), "ms"),
        Figure(f"commit to the last of {STREAMS} streams of four boards", median(four), "ms"),
        Figure(f"commit to the last of {held} streams held by nginx and nchan", median(many), "ms", 300),
        Figure("memory of nginx for each", each, "KiB", 12),
        Figure("floor: a bare asyncio broadcaster of the same bytes", median(bare), "ms"),
    ]


FRAGMENT = {"HX-Request": "true"}


def start_clock(app: Flask) -> None:
    """Let other processes see the competition's time where the season stands."""
    with app.app_context(), transaction() as session:
        session.merge(Setting(key=demo_clock.KEY, value=str((NOW - clock.wall()).total_seconds())))


def _through_server(app: Flask, folder: Path, paths: Sequence[str], waiting: Sequence[str]) -> list[float]:
    with served(folder) as port, apart(listen_on, port, paths, STREAMS) as readers:
        readers.recv()
        return [_one_more(app, uuid, readers) for uuid in waiting]


def _through_nginx(app: Flask, folder: Path, waiting: Sequence[str]) -> tuple[list[float], int, float]:
    """The times, how many streams there were, and the memory of each."""
    count = min(AT_NGINX, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - LEFT_OVER)
    user = "user root;" if os.getuid() == 0 else ""
    with frontage(folder, free_port(), user, 2 * count) as front:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], publish_url=front.publish_url)
        before = _kib(front.pid)
        with publishing(app), apart(listen_on, front.port, BOARDS[:1], count) as readers:
            readers.recv()
            held = (_kib(front.pid) - before) / count
            taken = [_one_more(app, uuid, readers) for uuid in waiting]
            live(app).watch.close()
    return taken, count, held


def _kib(pid: int) -> float:
    return sum(mib for _, mib in memory(pid)) * 1024


def _one_more(app: Flask, uuid: str, readers: Connection) -> float:
    """From the commit of this verification to the last reader, in milliseconds."""
    sleep(REST)
    readers.send("next")
    verify_one(app, uuid)
    committed = monotonic()
    return (readers.recv() - committed) * 1000


def _through_broadcaster(board: bytes) -> list[float]:
    with apart(broadcast, board) as server, apart(listen_on, server.recv(), BOARDS[:1], STREAMS) as readers:
        readers.recv()
        taken = []
        for _ in range(ROUNDS):
            sleep(REST)
            readers.send("next")
            begun = monotonic()
            server.send("next")
            taken.append((readers.recv() - begun) * 1000)
    return taken


def broadcast(pipe: Connection, board: bytes) -> None:
    """Write an event to whoever connects, and to all at each word received."""
    event = f"event: board\nid: 1\ndata: {one_line(board.decode())}\n\n"
    asyncio.run(_broadcast(pipe, b"HTTP/1.1 200 OK\r\n\r\n", event.encode()))


async def _broadcast(pipe: Connection, head: bytes, event: bytes) -> None:
    writers: list[asyncio.StreamWriter] = []

    async def hold(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head + event)
        writers.append(writer)

    server = await asyncio.start_server(hold, "127.0.0.1", 0, backlog=1024)
    pipe.send(server.sockets[0].getsockname()[1])
    while await asyncio.to_thread(received, pipe):
        for each in writers:
            each.write(event)
