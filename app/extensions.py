"""Flask's extensions, made here and bound to the app in create_app()."""

from flask import current_app
from flask_babel import Babel
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
