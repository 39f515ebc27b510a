"""What the badge key signs: compact JSON Web Signatures of one kind only, EdDSA over Ed25519 (RFC 8037)."""

import json
import warnings
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OKPKey

from app.outside import notary

ALGORITHM = "EdDSA"
SIGNATURE = 86  # characters of a whole signature

# RFC 9864 renames it to "Ed25519", which the verifiers of Open Badges do not know yet.
warnings.filterwarnings("ignore", "EdDSA is deprecated", SecurityWarning)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token turned out to be: `fault` is empty when our key signed it just so."""

    fault: str = ""
    claims: Mapping[str, Any] = field(default_factory=dict)


def seal(claims: Mapping[str, Any], kid: str) -> str:
    """The claims, signed; the same claims give the same token. `kid` is where the key can be fetched."""
    body = json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    head = {"alg": ALGORITHM, "kid": kid, "typ": "JWT"}
    return jws.serialize_compact(head, body, _key(), algorithms=[ALGORITHM])


def open_seal(token: str) -> Opened:
    """What the token says and whether we said it.

    Faults: not_jwt, truncated, damaged, algorithm, unknown_key, tampered.
    """
    if token.count(".") < 2 and token.startswith("eyJ"):
        return Opened("truncated")
    try:
        found = jws.extract_compact(token.encode())
    except (JoseError, ValueError, RecursionError):
        return Opened("damaged" if token.startswith("eyJ") else "not_jwt")
    claims = _claims(found.payload)
    if len(token.rpartition(".")[2]) < SIGNATURE:
        return Opened("truncated", claims or {})
    return Opened("damaged") if claims is None else Opened(_fault(found, token), claims)


def jwk() -> dict[str, str]:
    """The public key as a JSON Web Key, named by its thumbprint (RFC 7638)."""
    public = {name: str(value) for name, value in _key().as_dict(private=False).items()}
    return {**public, "alg": ALGORITHM, "kid": _key().thumbprint(), "use": "sig"}


def pem() -> str:
    """The public key as PEM, as verifiers' command lines take it."""
    return _key().as_pem(private=False).decode()


def _fault(found: jws.CompactSignature, token: str) -> str:
    head = found.headers()
    if head.get("alg") != ALGORITHM:
        return "algorithm"
    try:
        if jws.validate_compact(found, _key(), algorithms=[ALGORITHM]) and all(map(_is_strict, token.split("."))):
            return ""
    except (JoseError, ValueError):
        pass
    ours = str(head.get("kid", "")).rpartition("/")[2].removesuffix(".json") == _key().thumbprint()
    return "tampered" if ours else "unknown_key"


def _claims(payload: bytes | None) -> dict[str, Any] | None:
    try:
        found = json.loads(payload or b"")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_strict(part: str) -> bool:
    """Whether it is the one way to write these bytes."""
    raw = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    return urlsafe_b64encode(raw).rstrip(b"=").decode() == part


def _key() -> OKPKey:
    return _read(notary.pem(notary.BADGES))


@lru_cache(maxsize=2)
def _read(pem: bytes) -> OKPKey:
    return OKPKey.import_key(pem)
