"""Certificates: which are due under a version of the results, and what one of them is worth today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Certificate, Milestone, Result
from app.queries.results import awards_of, newest, specials_of


class Key(NamedTuple):
    """What a certificate is for; a special award's winner goes by the name that was read out."""

    kind: str
    enrolment_id: int | None
    person_id: int | None
    prize_code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """`status` is genuine, superseded (by `newer`) or annulled, under the version `result` that holds."""

    certificate: Certificate
    campaign: Campaign
    result: Result
    status: str
    newer: Certificate | None = None


def key_of(one: Certificate) -> Key:
    """What it is for."""
    name = one.recipient if one.kind == "special" else ""
    return Key(one.kind, one.enrolment_id, one.person_id, one.prize_code, name)


def of_campaign(campaign: Campaign) -> Sequence[Certificate]:
    """All that were ever issued, the oldest first."""
    return db.session.scalars(
        select(Certificate)
        .join(Result, Result.id == Certificate.result_id)
        .where(Result.campaign_id == campaign.id)
        .options(joinedload(Certificate.result))
        .order_by(Certificate.id)
    ).all()


def holding(campaign: Campaign) -> list[Certificate]:
    """Those that are genuine today, in the order of issue."""
    result = newest(campaign)
    honoured = Honoured(result) if result else None
    return [each for each in of_campaign(campaign) if honoured and honoured.holds(each)]


def worth(uuid: str) -> Worth | None:
    """What the certificate with this id is worth; None when there is none, or nothing is announced yet."""
    certificate = db.session.scalar(
        select(Certificate)
        .where(Certificate.uuid == uuid)
        .options(
            joinedload(Certificate.result).joinedload(Result.campaign).joinedload(Campaign.unit),
            joinedload(Certificate.person),
            joinedload(Certificate.enrolment),
        )
    )
    if certificate is None or not _announced(certificate.result.campaign):
        return None
    campaign = certificate.result.campaign
    result = newest(campaign)
    assert result is not None
    honoured = Honoured(result)
    if honoured.holds(certificate):
        return Worth(certificate, campaign, result, "genuine")
    later = next((each for each in reversed(_others(certificate)) if honoured.holds(each)), None)
    return Worth(certificate, campaign, result, "superseded" if later else "annulled", later)


class Honoured:
    """What one version of the results honours."""

    def __init__(self, result: Result) -> None:
        self.prizes = {(each.enrolment_id, each.prize_code) for each in awards_of(result)}
        self.specials = {(each.code, each.name) for each in specials_of(result)}

    def holds(self, one: Certificate) -> bool:
        """A member's certificate stands and falls with their team's prize."""
        if one.kind == "special":
            return (one.prize_code, one.recipient) in self.specials
        return (one.enrolment_id, one.prize_code) in self.prizes


def _announced(campaign: Campaign) -> bool:
    found = select(Milestone.id).where(Milestone.campaign_id == campaign.id, Milestone.kind == "announce").limit(1)
    return db.session.scalar(found) is not None


def _others(one: Certificate) -> Sequence[Certificate]:
    """The same winner's other certificates of the campaign, the oldest first."""
    same = Certificate.person_id == one.person_id if one.person_id else Certificate.enrolment_id == one.enrolment_id
    if not one.person_id and not one.enrolment_id:
        same = Certificate.recipient == one.recipient
    return db.session.scalars(
        select(Certificate)
        .join(Result, Result.id == Certificate.result_id)
        .where(Result.campaign_id == one.result.campaign_id, Certificate.kind == one.kind, same)
        .where(Certificate.id != one.id)
        .order_by(Certificate.id)
    ).all()
