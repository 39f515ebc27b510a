"""Readers whose connections nginx holds get the bytes that the worker publishes."""

import os
import socket
from dataclasses import replace
from urllib.request import Request, urlopen

import pytest

from app.live.opening import live
from app.live.publishing import publishing
from tests.cast import CODE
from tests.live.conftest import STREAM
from tests.live.frontages import free_port, frontage
from tests.views.season import VNEID

USER = "user root;" if os.getuid() == 0 else ""


class Reader:
    """An open page's stream, byte for byte."""

    def __init__(self, port: int, address: str) -> None:
        self.opened = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.opened.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n".encode("ascii"))
        self.seen = b""

    def until(self, text: str) -> str:
        """Everything that came up to and including `text`."""
        while text.encode() not in self.seen:
            part = self.opened.recv(1 << 16)
            assert part, self.seen[-500:]
            self.seen += part
        head, found, self.seen = self.seen.partition(text.encode())
        return (head + found).decode()

    def board(self) -> str:
        """The next event that brings one."""
        while "event: board" not in (found := self.until("\n\n")):
            pass
        return found

    def close(self) -> None:
        self.opened.close()


@pytest.fixture
def reads():
    opened: list[Reader] = []

    def reads(port: int, address: str) -> Reader:
        opened.append(Reader(port, address))
        return opened[-1]

    yield reads
    for each in opened:
        each.close()


def test_a_published_board_arrives_and_so_does_the_next(season, reads, tmp_path):
    with frontage(tmp_path, free_port(), USER) as front:
        season.app.config["SETTINGS"] = replace(season.app.config["SETTINGS"], publish_url=front.publish_url)
        readers = [reads(front.port, f"{STREAM}{query}") for query in ("", "?cluster=phuong", "?since=1.2.3")]
        with publishing(season.app):
            for each in readers:
                board = each.board()
                assert board.index("row-QN1") < board.index("row-QN2")
            season.earns("QN2", {VNEID: 20})
            for each in readers:
                board = each.board()
                assert board.index("row-QN2") < board.index("row-QN1")
        late = reads(front.port, STREAM).board()
        assert late.index("row-QN2") < late.index("row-QN1")
        live(season.app).watch.close()


def test_pages_are_kept_a_second_and_other_streams_come_from_the_app(season, reads, served, sqlite_database, tmp_path):
    app_port = free_port()
    with served(sqlite_database, tmp_path, app_port), frontage(tmp_path, app_port, USER) as front:
        page = f"http://127.0.0.1:{front.port}/campaigns/{CODE}/leaderboard"
        first = urlopen(page, timeout=10)
        tag = first.headers["ETag"]
        assert b"Quy Nh" in first.read()
        assert "must-revalidate" in first.headers["Cache-Control"]
        fragment = urlopen(Request(page, headers={"HX-Request": "true"}), timeout=10).read()
        assert fragment.lstrip().startswith(b'<div id="board"')
        assert urlopen(page, timeout=10).headers["ETag"] == tag
        assert "retry: 2000" in reads(front.port, f"{STREAM}?board=accuracy").until("retry: 2000")
