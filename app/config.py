"""Settings from the environment: one typed object, checked at start. Each is described in docs/settings.md."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9.-]{3,250}")


class BadSetting(Exception):
    """A setting the app cannot start with; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between two installations of the same code."""

    database_url: str
    secret_key: str
    bind: str = "127.0.0.1:8000"
    public_url: str = "http://127.0.0.1:8000"
    instance: Path = ROOT / "instance"
    durable: bool = True
    publish_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    testing: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read `XUNGKICH_*`; raises BadSetting for a value that cannot work."""
        instance = Path(environ.get("XUNGKICH_INSTANCE") or ROOT / "instance").resolve()
        bind = environ.get("XUNGKICH_BIND") or "127.0.0.1:8000"
        return cls(
            database_url=_database_url(environ.get("XUNGKICH_DATABASE_URL"), instance),
            secret_key=environ.get("XUNGKICH_SECRET_KEY") or _kept_secret(instance),
            bind=_checked_bind(bind),
            public_url=_checked_url(environ.get("XUNGKICH_PUBLIC_URL") or f"http://{bind}"),
            instance=instance,
            durable=_checked_switch("XUNGKICH_DURABLE", environ.get("XUNGKICH_DURABLE") or "1"),
            publish_url=_checked_publisher(environ.get("XUNGKICH_PUBLISH_URL") or ""),
            smtp_url=_checked_smtp(environ.get("XUNGKICH_SMTP_URL") or "", environ.get("XUNGKICH_MAIL_FROM") or ""),
            mail_from=environ.get("XUNGKICH_MAIL_FROM") or "",
        )

    @property
    def host(self) -> str:
        return self.bind.rpartition(":")[0]

    @property
    def port(self) -> int:
        return int(self.bind.rpartition(":")[2])

    @property
    def secure(self) -> bool:
        """Whether people reach the app over HTTPS: cookies are then `Secure` and carry `__Host-`."""
        return self.public_url.startswith("https://")


def _database_url(given: str | None, instance: Path) -> str:
    if not given:
        instance.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{instance / 'xungkich.db'}"
    for short in ("postgres://", "postgresql://"):
        if given.startswith(short):
            return "postgresql+psycopg://" + given.removeprefix(short)
    if not given.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("XUNGKICH_DATABASE_URL: expected sqlite:///… or postgresql://…")
    return given


def _kept_secret(instance: Path) -> str:
    """The key made at the first start, readable by the owner alone."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def _checked_bind(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadSetting("XUNGKICH_BIND: expected host:port, for example 127.0.0.1:8000")
    return bind


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadSetting("XUNGKICH_PUBLIC_URL: expected http://… or https://…")
    return url.rstrip("/")


def _checked_publisher(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme != "http" or not parts.netloc):
        raise BadSetting("XUNGKICH_PUBLISH_URL: expected http://…")
    return url.rstrip("/")


def _checked_smtp(url: str, sender: str) -> str:
    """Its host, port and scheme can work, and there is an address to send from; the password is never repeated."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound:
        raise BadSetting("XUNGKICH_SMTP_URL: expected smtp://user:password@host:port or smtps://…")
    if not ADDRESS.fullmatch(sender):
        raise BadSetting("XUNGKICH_MAIL_FROM: expected an address such as xungkich@example.vn")
    return url


def _checked_switch(name: str, given: str) -> bool:
    if given not in ("0", "1"):
        raise BadSetting(f"{name}: expected 0 or 1")
    return given == "1"
