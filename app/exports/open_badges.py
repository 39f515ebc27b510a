"""Awards as Open Badges 3.0 credentials: what is said, in whose name, and whether it still holds.

Plain dictionaries; `app.outside.seals` signs them. The one who earned it is a team, named by its page: no person
appears.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
BAKED = "https://purl.imsglobal.org/ob/v3p0"
Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """Who speaks; `id` is the address of this very description."""

    id: str
    name: str
    url: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Achievement:
    """One level of one badge as one version of the rules has it."""

    id: str
    name: str
    description: str
    criteria: str
    image: str
    version: int
    threshold: int
    unit: str
    creator: Profile


@dataclass(frozen=True, slots=True)
class Earned:
    """One award: its page, the team's page and name, what earned it and where its status is told."""

    page: str
    team: str
    team_name: str
    at: datetime
    value: int
    evidence: str
    status: str


def profile(issuer: Profile) -> Claims:
    """The issuer as its own address describes it."""
    found = {"id": issuer.id, "type": ["Profile"], "name": issuer.name, "url": issuer.url}
    return {**found, "description": issuer.description} if issuer.description else found


def achievement(found: Achievement) -> Claims:
    """What was to be reached, in words and as a figure."""
    return {
        "id": found.id,
        "type": ["Achievement"],
        "achievementType": "Badge",
        "name": found.name,
        "description": found.description,
        "criteria": {"narrative": found.criteria},
        "image": {"id": found.image, "type": "Image", "caption": found.name},
        "creator": profile(found.creator),
        "inLanguage": "vi",
        "version": str(found.version),
        "resultDescription": [
            {
                "id": f"{found.id}#value",
                "type": ["ResultDescription"],
                "name": found.unit,
                "resultType": "RawScore",
                "requiredValue": str(found.threshold),
            }
        ],
    }


def alone(claims: Mapping[str, Any]) -> Claims:
    """A description served at an address of its own."""
    return {"@context": [CREDENTIALS, OPEN_BADGES], **claims}


def credential(issuer: Profile, what: Achievement, earned: Earned) -> Claims:
    """The claims of an award; the same award gives the same claims."""
    at = instant(earned.at)
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": earned.page,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": what.name,
        "issuer": profile(issuer),
        "validFrom": at,
        "awardedDate": at,
        "credentialSubject": {
            "id": earned.team,
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": earned.team_name, "identityType": "name"}
            ],
            "achievement": achievement(what),
            "result": [
                {"type": ["Result"], "resultDescription": f"{what.id}#value", "value": str(earned.value)},
            ],
        },
        "evidence": [{"id": earned.page, "type": ["Evidence"], "narrative": earned.evidence}],
        "credentialStatus": {
            "id": f"{earned.status}#0",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "0",
            "statusListCredential": earned.status,
        },
        **registered(issuer.id, earned.page, earned.at),
        "sub": earned.team,
    }


def baked(token: str) -> str:
    """The element that carries a credential inside an SVG picture."""
    return f'<openbadges:credential xmlns:openbadges="{BAKED}" verify="{token}"></openbadges:credential>'


def registered(issuer: str, name: str, at: datetime) -> Claims:
    """The claims that RFC 7519 has names for."""
    return {"iss": issuer, "jti": name, "nbf": int(at.timestamp())}


def instant(at: datetime) -> str:
    """2026-03-15T13:30:00Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
