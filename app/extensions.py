"""Flask's extensions, made here and bound to the app in create_app()."""

from flask import current_app
from flask_babel import Babel
from flask_htmx import HTMX
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from app.outside.photos import PhotoStore

babel = Babel()
csrf = CSRFProtect()
htmx = HTMX()
login = LoginManager()
migrate = Migrate()


def photo_store() -> PhotoStore:
    """Where this app keeps photos."""
    store: PhotoStore = current_app.extensions["photos"]
    return store
