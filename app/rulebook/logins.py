"""Logins: one spelling for each e-mail address and each Vietnamese mobile number."""

import re

EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]{2,63}")
MOBILE = re.compile(r"(?:0|\+?840?)([35789][0-9]{8})")
SEPARATORS = re.compile(r"[ .\-()]")
LONGEST = 254


def canonical(text: str) -> tuple[str, str] | None:
    """('email', lower-case address) or ('phone', '0' and nine digits); None when it is neither."""
    trimmed = text.strip()
    if "@" in trimmed:
        return _email(trimmed.lower())
    found = MOBILE.fullmatch(SEPARATORS.sub("", trimmed))
    return ("phone", "0" + found.group(1)) if found else None


def _email(address: str) -> tuple[str, str] | None:
    sound = len(address) <= LONGEST and ".." not in address and EMAIL.fullmatch(address)
    return ("email", address) if sound else None
