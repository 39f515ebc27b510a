"""Digital Sunday 2023, from the first Sunday to the last: who went out, what was reported, what was found.

The province's three published totals come out exactly; how they spread over teams and Sundays is invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.demo.apportion import apportion
from app.demo.places import place_of
from app.demo.plans import LinePlan, ReportPlan, TeamPlan, at, new_uuid, shortened

FINE = 10_000
MONTHS = {2: 0.75, 3: 1.15, 4: 1.1, 5: 0.95, 6: 1.05, 7: 1.25, 8: 1.15, 9: 0.9, 10: 0.85, 11: 0.8, 12: 1.05}

# Each published total, over the activities it counts: mean share of the work, and how often the line is there.
KINDS: dict[str, tuple[tuple[str, float, float], ...]] = {
    "accounts": (("vneid_level2_support", 0.6, 1.0), ("dvc_account_guidance", 0.4, 0.85)),
    "dossiers": (("dvc_full_support", 0.6, 1.0), ("dvc_partial_support", 0.4, 0.8)),
    "payments": (("e_payment_support", 1.0, 1.0),),
}

# Lines that no published total counts: how often, and between which bounds.
OTHERS = (
    ("outreach_session", 0.3, 1, 1),
    ("poster_distribution", 0.3, 40, 220),
    ("account_data_update_support", 0.2, 4, 22),
    ("e_health_record_support", 0.15, 4, 25),
    ("digital_platform_support", 0.2, 5, 30),
    ("e_commerce_support", 0.1, 1, 8),
)
REJECTED = ("public_service_culture_outreach", 1, "Thiếu số, ký hiệu và ngày của văn bản.")


@dataclass(frozen=True, slots=True)
class Totals:
    """The verified totals that must come out."""

    accounts: int
    dossiers: int
    payments: int

    def part(self, share: float) -> "Totals":
        """The same season, smaller."""
        return Totals(int(self.accounts * share), int(self.dossiers * share), int(self.payments * share))


PUBLISHED = Totals(accounts=150_895, dossiers=81_943, payments=234_216)


@dataclass(slots=True)
class _Outing:
    """One team on one Sunday, with its lines so far."""

    team: TeamPlan
    day: date
    weight: float
    verified: dict[str, int]


def sunday_season(
    teams: Sequence[TeamPlan], days: Sequence[date], totals: Totals, names: dict[str, str], dice: Random
) -> list[ReportPlan]:
    """All reports in order of submission; `names` gives each unit's place by its code."""
    outings = [
        _Outing(team, day, team.level * MONTHS[day.month] * dice.uniform(0.75, 1.25), {})
        for day in days
        for team in teams
        if dice.random() < team.reliability
    ]
    for kind, activities in KINDS.items():
        _share_out(outings, activities, getattr(totals, kind), dice)
    reports = [_report(each, names[each.team.unit_code], each.day == days[-1], dice) for each in outings]
    return sorted(reports, key=lambda each: each.submitted_at)


def _share_out(
    outings: Sequence[_Outing], activities: Sequence[tuple[str, float, float]], total: int, dice: Random
) -> None:
    """Spread one published total over the lines that count towards it."""
    lines = [
        (outing, code, int(FINE * outing.weight * share * dice.uniform(0.8, 1.2)))
        for outing in outings
        for code, share, often in activities
        if dice.random() < often
    ]
    for (outing, code, _), quantity in zip(lines, apportion(total, [w for *_, w in lines]), strict=True):
        outing.verified[code] = quantity


def _report(outing: _Outing, where: str, is_last: bool, dice: Random) -> ReportPlan:
    late = not is_last and dice.random() < 0.035
    return ReportPlan(
        uuid=new_uuid(dice),
        team_code=outing.team.code,
        day=outing.day,
        submitted_at=_sent(outing.day, late, dice),
        lines=_lines(outing, dice),
        place=place_of(dice, where),
        present=8 if dice.random() < 0.35 else dice.randint(5, 7),
        late=late,
    )


def _sent(day: date, late: bool, dice: Random) -> datetime:
    """Most on the evening itself, some on the two days after; the late ones from the third day on."""
    days = dice.randint(3, 5) if late else dice.choices((0, 1, 2), (75, 18, 7))[0]
    return at(day + timedelta(days=days), 17) + timedelta(seconds=dice.randrange(5 * 3600))


def _lines(outing: _Outing, dice: Random) -> tuple[LinePlan, ...]:
    found = [LinePlan(code, quantity, quantity) for code, quantity in outing.verified.items()]
    if dice.random() < 0.05:
        place = dice.randrange(len(found))
        found[place] = shortened(found[place], dice)
    for code, often, least, most in OTHERS:
        if dice.random() < often:
            quantity = dice.randint(least, most)
            found.append(LinePlan(code, quantity, quantity))
    if dice.random() < 0.02:
        code, quantity, reason = REJECTED
        found.append(LinePlan(code, quantity, None, reason))
    return tuple(found)
