"""The shape of a whole rule file: a campaign, its clusters and the rules of one version."""

from dataclasses import dataclass
from datetime import date

from app.rulebook.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Cluster:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """A whole rule file: the campaign, its clusters and the rules of one version."""

    code: str
    name: str
    kind: str
    zone: str
    starts_on: date
    ends_on: date
    unit_code: str
    theme: str
    note: str
    ranking_note: str
    clusters: tuple[Cluster, ...]
    board_freeze_on: date
    effective_from: date | None
    rules: RuleSet
