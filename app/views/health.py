"""Whether the process is alive, and whether it can serve."""

import shutil

from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.connections import UnsafeDatabase
from app.database import db
from app.views.policy import policy

pages = Blueprint("health", __name__)

LEAST_FREE_BYTES = 2 * 1024**3


@pages.get("/healthz")
@policy("view_public")
def alive() -> ResponseReturnValue:
    return "ok\n", {"Content-Type": "text/plain"}


@pages.get("/readyz")
@policy("view_public")
def ready() -> ResponseReturnValue:
    faults = [name for name, check in CHECKS if not check()]
    return ("\n".join(faults) or "ok") + "\n", 503 if faults else 200, {"Content-Type": "text/plain"}


def _schema_is_current() -> bool:
    """Also tells whether the database can be reached, and may be trusted."""
    try:
        found = db.session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    except (SQLAlchemyError, UnsafeDatabase):
        db.session.rollback()
        return False
    return set(found) == set(_newest())


def _newest() -> list[str]:
    return ScriptDirectory(str(current_app.extensions["migrate"].directory)).get_heads()


def _disk_has_room() -> bool:
    return shutil.disk_usage(current_app.config["SETTINGS"].instance).free > LEAST_FREE_BYTES


CHECKS = (("database", _schema_is_current), ("disk", _disk_has_room))
