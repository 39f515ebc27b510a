"""Flask's extensions, made here and bound to the app in create_app()."""

from babel.support import NullTranslations
from flask import Flask, current_app, g
from flask_babel import Babel, get_translations
from flask_htmx import HTMX
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from app.outside.parcels import Parcels
from app.outside.photos import PhotoStore
from app.outside.progress import Progress

babel = Babel()
csrf = CSRFProtect()
htmx = HTMX()
login = LoginManager()
migrate = Migrate()


def say_in_templates(app: Flask) -> None:
    """Let templates find the language's words once for a page: Flask-Babel looks for them with each string anew.

    That took 15 microseconds a string, a seventh of most pages.
    """
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda said: _translations().ugettext(said),
        ngettext=lambda one, many, count: _translations().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # not by the detour of an alias


def _translations() -> NullTranslations:
    """Those of the request's language; kept where Flask-Babel forgets them as soon as another one is spoken."""
    found: NullTranslations | None = getattr(g.get("_flask_babel"), "babel_translations", None)
    if found is None:
        found = g._flask_babel.babel_translations = get_translations()
    return found


def photo_store() -> PhotoStore:
    """Where this app keeps photos."""
    store: PhotoStore = current_app.extensions["photos"]
    return store


def progress() -> Progress:
    """Where long work tells how far it is."""
    kept: Progress = current_app.extensions["progress"]
    return kept


def parcels() -> Parcels:
    """Where long work leaves files."""
    kept: Parcels = current_app.extensions["parcels"]
    return kept
