"""Readers of a server on loopback, in a process of their own, with many open streams."""

import multiprocessing
import selectors
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

END = b"</div>\n\n"  # of an event that brings a board
PATIENCE = 60.0


@contextmanager
def apart(live: Callable[..., None], *arguments: object) -> Iterator[Connection]:
    """The function in a process of its own, with a pipe as its first argument."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=live, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(timeout=5)
        process.kill()


def listen_on(pipe: Connection, port: int, paths: Sequence[str], count: int) -> None:
    """Hold so many streams; after each word received, the moment at which the last of them had one more event."""
    waiting = selectors.DefaultSelector()
    for number in range(count):
        opened = socket.socket()
        opened.bind((f"127.0.0.{2 + number % 60}", 0))
        opened.connect(("127.0.0.1", port))
        path = paths[number % len(paths)]
        opened.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode("ascii"))
        opened.setblocking(False)
        waiting.register(opened, selectors.EVENT_READ, _Stream())
    wanted = 1
    pipe.send(_until_all(waiting, count, wanted))
    while received(pipe):
        wanted += 1
        pipe.send(_until_all(waiting, count, wanted))


class _Stream:
    """How many events came; an end may come in two parts."""

    def __init__(self) -> None:
        self.events, self.tail = 0, b""

    def takes(self, part: bytes) -> int:
        if not part or b" 204 " in part[:20]:
            raise ConnectionError("a stream was refused or ended")
        self.events += (self.tail + part).count(END)
        self.tail = part[1 - len(END) :]
        return self.events


ROOM = memoryview(bytearray(1 << 16))


def _until_all(waiting: selectors.BaseSelector, count: int, wanted: int) -> float:
    streams = [each.data for each in waiting.get_map().values()]
    missing, deadline = count - sum(each.events >= wanted for each in streams), monotonic() + PATIENCE
    while missing:
        for key, _ in waiting.select(1):
            found: Any = key.fileobj
            before = key.data.events
            if before < wanted <= key.data.takes(bytes(ROOM[: found.recv_into(ROOM)])):
                missing -= 1
        if monotonic() > deadline:
            raise TimeoutError(f"{missing} streams heard nothing")
    return monotonic()


def received(pipe: Connection) -> Any:
    try:
        return pipe.recv()
    except EOFError:
        return None
