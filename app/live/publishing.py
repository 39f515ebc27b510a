"""Hands public boards on to a server that holds the readers' connections: the same bytes that a stream would send."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from urllib.parse import urlsplit

from flask import Flask, url_for

from app.config import Settings
from app.live.answers import Address
from app.live.groups import one_line
from app.live.hub import NET
from app.live.opening import live
from app.queries.campaigns import clusters
from app.queries.campaigns_now import door, stages

PATIENCE = 30.0  # seconds: nchan answers when it has written to everybody

log = logging.getLogger(__name__)


@contextmanager
def publishing(app: Flask) -> Iterator[None]:
    """Publish in a thread meanwhile, where the setting says to whom. One process does, the one with the clock."""
    settings: Settings = app.config["SETTINGS"]
    if not settings.publish_url:
        yield
        return
    stop = Event()
    thread = Thread(target=_publish, args=(app, settings.publish_url, stop), name="publishes boards", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=2 * NET)


def _publish(app: Flask, to: str, stop: Event) -> None:
    """Each board at the start, and whenever it is another."""
    found, told = live(app), dict[Address, str]()
    while not stop.is_set():
        seen = found.watch.version()
        try:
            for address in _boards(app):
                answer = found.shelf.at(address, exact=True)
                if answer.is_for_everybody and told.get(address) != answer.tag:
                    _post(to, address, answer.body)
                    told[address] = answer.tag
        except Exception:  # database or publisher are away: the next turn tries again
            log.exception("boards could not be published")
            stop.wait(1)
        found.watch.wait(seen, NET)


def _boards(app: Flask) -> list[Address]:
    """Of every campaign under way the whole board, that of each cluster, and the projector's."""
    found = []
    with app.test_request_context():
        for stage in door(stages()).current:
            code = stage.campaign.code
            chosen = ["", *(f"cluster={each.code}" for each in clusters(stage.campaign))]
            found += [Address(url_for("boards.leaderboard", code=code), each, fragment=True) for each in chosen]
            found.append(Address(url_for("projector.page", code=code), fragment=True))
    return found


def _post(to: str, address: Address, body: bytes) -> None:
    place = urlsplit(to)
    connection = HTTPConnection(place.netloc, timeout=PATIENCE)
    try:
        where = f"{place.path}{address.path}" + (f"?{address.query}" if address.query else "")
        told = one_line(body.decode()).encode()
        connection.request("POST", where, told, {"Content-Type": "text/html", "X-EventSource-Event": "board"})
        status = connection.getresponse().status
    finally:
        connection.close()
    if status not in (200, 201, 202):
        raise HTTPException(f"{to} answered {status}")
