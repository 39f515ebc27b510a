"""The notary: Ed25519 keys of the installation's own, and a folder beside the database for what it signed.

Checkpoints and badges have a key each, so that one can be replaced without the other.
"""

import os
import tempfile
from base64 import b64encode
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

CHECKPOINTS = "checkpoint_key.pem"
BADGES = "badge_key.pem"
FILED = "checkpoints"
_folder = Path()


def open_at(folder: Path) -> None:
    """Where key and signed files are kept; `create_app` says so."""
    global _folder
    _folder = folder


def public_key(name: str = CHECKPOINTS) -> str:
    """The raw public key, in base64: print it once and compare."""
    return b64encode(_key(name).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def sign(message: str, name: str = CHECKPOINTS) -> str:
    """The signature of the message in UTF-8, in base64."""
    return b64encode(_key(name).sign(message.encode())).decode()


def pem(name: str) -> bytes:
    """The key itself, for what signs by a library; made at the first use."""
    path = _folder / name
    if not path.exists():
        _folder.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate()
        _write_once(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    return path.read_bytes()


def file(name: str, body: str) -> bool:
    """Keep a signed line under that name, durably; False when it was there already."""
    path = _folder / FILED / name
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    return _write_once(path, body.encode() + b"\n", 0o644)


def filed(pattern: str) -> list[Path]:
    """The kept files whose names match, in the order of their names."""
    return sorted((_folder / FILED).glob(pattern))


def _key(name: str) -> Ed25519PrivateKey:
    return _read(pem(name))


@lru_cache(maxsize=4)
def _read(pem: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem, None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def _write_once(path: Path, body: bytes, mode: int) -> bool:
    """The file appears whole or not at all, and the first of two writers wins."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as written:
            os.fchmod(handle, mode)
            written.write(body)
            written.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            os.link(name, path)
            return True
        return False
    finally:
        os.unlink(name)
