"""What the papers and pages of a result say: one description of the proposed, the final or an amended result."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PrizeLine:
    """One prize of one team, in the order of announcement: cluster by cluster, first prize first."""

    cluster: str
    prize_code: str
    prize: str
    form: str  # what is handed over, as the rules word it
    rank: int  # in its cluster
    shared: bool
    team_code: str
    team: str
    unit: str
    points: int


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """One special award; `name` is a team's, a unit's or, with consent, a person's as they wish it shown."""

    code: str
    award: str
    name: str
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A true, uncapped total, said with its unit and definition."""

    label: str
    value: int
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One ranked team, in rank order of its cluster; `unmet` are the conditions it does not meet, in words."""

    cluster: str
    rank: int
    team_code: str
    team: str
    unit: str
    points: int
    unmet: tuple[str, ...]
    prize: str  # empty without one


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """`number` is the version: 0 while it is only proposed, 1 the decided result, then amendments."""

    campaign_code: str
    campaign: str
    issuer: str  # the provincial union
    superior: str  # the union above it
    place: str  # where documents are dated
    starts_on: date
    ends_on: date
    number: int
    as_of: datetime
    seq: int  # the ledger's last sequence in it
    decision_number: str = ""
    decision_date: date | None = None
    reason: str = ""  # of an amendment
    prizes: tuple[PrizeLine, ...] = ()
    specials: tuple[SpecialLine, ...] = ()
    totals: tuple[TotalLine, ...] = ()
    teams: tuple[TeamLine, ...] = ()
    minutes: tuple[str, ...] = field(default=())  # what the council did, sentence by sentence, in its order
