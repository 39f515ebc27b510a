"""Readers of a server on loopback, in a process of their own: requests as fast as answered, or many open streams."""

import multiprocessing
import re
import selectors
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
END = b"</div>\n\n"  # of an event that brings a board
CONNECTIONS = 16
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


def ask_on(pipe: Connection) -> None:
    """For each (port, path, headers, seconds) received, the requests answered a second."""
    while asked := received(pipe):
        pipe.send(_throughput(*asked))


def _throughput(port: int, path: str, headers: str, seconds: float) -> float:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()
    waiting, answered = selectors.DefaultSelector(), 0
    for _ in range(CONNECTIONS):
        opened = socket.create_connection(("127.0.0.1", port))
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(opened, selectors.EVENT_READ, _Answer())
        opened.sendall(request)
    begun = now = monotonic()
    while now - begun < seconds:
        for key, _ in waiting.select(1):
            found: Any = key.fileobj
            if key.data.takes(found.recv(1 << 18)):
                answered += 1
                found.sendall(request)
        now = monotonic()
    for key in list(waiting.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    return answered / (now - begun)


class _Answer:
    """How much of the answer under way has still to come."""

    def __init__(self) -> None:
        self.head, self.left = b"", 0

    def takes(self, part: bytes) -> bool:
        """Whether the answer is whole now."""
        if not part:
            raise ConnectionError("the server hung up")
        if self.left:
            self.left -= len(part)
            return self.left == 0
        self.head += part
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            return False
        if not self.head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(self.head[:80])
        found = LENGTH.search(self.head)
        self.left = (int(found[1]) if found else 0) - (len(self.head) - end - 4)
        self.head = b""
        return self.left == 0


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
