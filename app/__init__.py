"""Xung Kích: the competition platform for volunteers of the Youth Union."""

import os
from datetime import timedelta

import orjson
from flask import Flask, g, has_app_context
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, clock, models  # noqa: F401  (models: the tables)
from app.config import ROOT, Settings
from app.connections import let_go, prepare, to_json
from app.database import db
from app.extensions import babel, csrf, htmx, login, migrate, say_in_templates
from app.live.opening import open_live
from app.outside import mail, notary, photos
from app.outside.parcels import Parcels
from app.outside.progress import Progress
from app.queries import demo_clock
from app.services import audit
from app.views import bodies, context, current, errors, flag_words, formats, headers, policy, tap_plots, words
from app.views.registry import BLUEPRINTS
from app.views.session_cookies import SessionCookies

MOST_BODY = 13 * 1024 * 1024
MOST_FORM = 512 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Where every part meets."""
    settings = settings or Settings.from_env(os.environ)
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    _configure(app, settings)
    _extend(app)
    _open_pages(app)
    cli.register(app)
    connect(app, settings)
    return app


def connect(app: Flask, settings: Settings) -> None:
    """Open the app's ways to its photos, letters, live pages and clock; tests do it again, over another database."""
    notary.open_at(settings.instance)
    mail.open_at(settings.smtp_url, settings.mail_from)
    app.extensions["photos"] = photos.local(settings.instance / "photos", settings.durable)
    app.extensions["progress"] = Progress(settings.instance / "errands")
    app.extensions["parcels"] = Parcels(settings.instance / "errands", settings.durable)
    open_live(app)
    clock.follow(_clock_offset)


def _clock_offset() -> timedelta:
    """The demonstration's offset, read once per request or command; none outside of them."""
    if not has_app_context():
        return timedelta()
    if "clock_offset" not in g:
        g.clock_offset = demo_clock.offset()
    kept: timedelta = g.clock_offset
    return kept


def _configure(app: Flask, settings: Settings) -> None:
    on_file = settings.database_url.startswith("sqlite")
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": not on_file,
            "pool_recycle": -1 if on_file else 600,  # seconds: firewalls forget idle lines, and say nothing
            "pool_use_lifo": True,  # the connection used last has its pages still at hand
            "json_serializer": to_json,
            "json_deserializer": orjson.loads,
        },
        MAX_CONTENT_LENGTH=MOST_BODY,
        MAX_FORM_MEMORY_SIZE=MOST_FORM,
        MAX_FORM_PARTS=300,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        SESSION_COOKIE_NAME="__Host-xungkich" if settings.secure else "xungkich",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.secure:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]


def _extend(app: Flask) -> None:
    db.init_app(app)
    app.teardown_appcontext(let_go)  # before Flask-SQLAlchemy's own, which lets what breaks there undo an answer
    audit.listen(db.session)
    with app.app_context():
        prepare(db.engine, app.config["SETTINGS"].durable)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    app.before_request(bodies.make_room)  # before the token of the form is read
    for extension in (babel, csrf, htmx, login):
        extension.init_app(app)
    say_in_templates(app)
    app.session_interface = SessionCookies()


def _open_pages(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    formats.register(app)
    words.register(app)
    flag_words.register(app)
    tap_plots.register(app)
    errors.register(app)
    current.register(app)
    app.context_processor(context.here)
    app.before_request(policy.enforce)
    app.after_request(headers.squeeze)
    app.after_request(headers.protect)
