"""Whether an award still holds, as a W3C Bitstring Status List of its own: nobody learns from it about any other."""

import gzip
from base64 import urlsafe_b64encode
from datetime import datetime

from app.exports.open_badges import CREDENTIALS, Claims, Profile, instant, registered

ENTRIES = 131_072  # the least that a list may have


def status(issuer: Profile, address: str, at: datetime, revoked: bool) -> Claims:
    """The list of one award, whose entry is the first; `at` is when it last changed."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": instant(at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": REVOKED if revoked else HOLDS,
        },
        **registered(issuer.id, address, at),
    }


def _list(first: int) -> str:
    bits = bytes([first]) + bytes(ENTRIES // 8 - 1)
    return "u" + urlsafe_b64encode(gzip.compress(bits, mtime=0)).rstrip(b"=").decode()


HOLDS, REVOKED = _list(0), _list(0x80)
