"""Opens the live part of an app: one watch, one shelf, one hub; none of them does anything before it is asked."""

from dataclasses import dataclass

from flask import Flask

from app.config import Settings
from app.live.answers import Asking
from app.live.door import Door
from app.live.hub import Hub
from app.live.readers import Readers
from app.live.shelf import Shelf
from app.live.watch import Watch, watch

NAME = "live"


@dataclass(frozen=True, slots=True)
class Live:
    """What a process shares among its readers."""

    watch: Watch
    shelf: Shelf
    hub: Hub


def open_live(app: Flask) -> None:
    """Keep public pages at the door, but for tests: their competition's time jumps, and nothing is committed then."""
    settings: Settings = app.config["SETTINGS"]
    over = watch(settings.database_url)
    shelf = Shelf(Asking(app.wsgi_app, settings.public_url), over)
    app.extensions[NAME] = Live(over, shelf, Hub(over))
    if not settings.testing:
        cookie = app.config["SESSION_COOKIE_NAME"]
        app.wsgi_app = Door(app.wsgi_app, shelf, cookie, Readers(app, over))  # type: ignore[method-assign]


def live(app: Flask) -> Live:
    """The live part of this app."""
    found: Live = app.extensions[NAME]
    return found
