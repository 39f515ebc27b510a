"""The notary: an Ed25519 key of the installation's own, and a folder beside the database for what it signed."""

import os
import tempfile
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

KEY = "checkpoint_key.pem"
FILED = "checkpoints"
_folder = Path()


def open_at(folder: Path) -> None:
    """Where key and signed files are kept; `create_app` says so."""
    global _folder
    _folder = folder


def public_key() -> str:
    """The raw public key, in base64: print it once and compare."""
    return b64encode(_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def sign(message: str) -> str:
    """The signature of the message in UTF-8, in base64."""
    return b64encode(_key().sign(message.encode())).decode()


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


def _key() -> Ed25519PrivateKey:
    path = _folder / KEY
    if not path.exists():
        _folder.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate()
        _write_once(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    key = load_pem_private_key(path.read_bytes(), None)
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
