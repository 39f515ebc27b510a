"""What a team of Youth Month 2026 does on one day, and what its verifier finds."""

from datetime import date
from random import Random

from app.demo.plans import LinePlan, TeamPlan, shortened

SATURDAY = 5

# Mean per Sunday of an average team; the published order of magnitude of the province's own teams.
SUNDAY_WORK = {
    "vneid_level2_support": 20,
    "dvc_full_support": 9,
    "dvc_partial_support": 4,
    "e_payment_support": 28,
}
EXTRAS = (
    ("outreach_session", 0.25, 1, 1),
    ("poster_distribution", 0.3, 40, 160),
    ("e_health_record_support", 0.25, 4, 18),
    ("account_data_update_support", 0.2, 4, 15),
    ("digital_platform_support", 0.2, 5, 20),
    ("e_commerce_support", 0.12, 1, 5),
)
LEADS = {
    "leader": (
        ("vneid_level2_support", 38),
        ("dvc_full_support", 18),
        ("e_payment_support", 45),
        ("outreach_session", 1),
    ),
    "twin": (
        ("vneid_level2_support", 34),
        ("dvc_full_support", 14),
        ("e_payment_support", 40),
        ("outreach_session", 1),
    ),
}
LEADS_SATURDAY = (("dvc_full_support", 12), ("service_point_shift", 1))


def lines_of(team: TeamPlan, day: date, dice: Random) -> tuple[LinePlan, ...]:
    """The lines of a whole day; teams that lead the story's cluster do exactly what it needs."""
    if team.role in LEADS:
        work = LEADS_SATURDAY if day.weekday() == SATURDAY else LEADS[team.role]
        return tuple(LinePlan(code, quantity, quantity) for code, quantity in work)
    found = _saturday(team, dice) if day.weekday() == SATURDAY else _sunday(team, dice)
    return tuple(_judged(found, dice))


def _sunday(team: TeamPlan, dice: Random) -> list[LinePlan]:
    found = [
        _line(code, max(1, round(mean * team.level * dice.uniform(0.75, 1.15))))
        for code, mean in SUNDAY_WORK.items()
        if dice.random() < 0.92
    ]
    found += [_line(code, dice.randint(least, most)) for code, often, least, most in EXTRAS if dice.random() < often]
    return found or [_line("vneid_level2_support", 5)]


def _saturday(team: TeamPlan, dice: Random) -> list[LinePlan]:
    dossiers = _line("dvc_full_support", max(1, round(10 * team.level * dice.uniform(0.7, 1.2))))
    presence = dice.choice(("service_point_shift", "service_point_shift", "volunteer_saturday_day"))
    return [dossiers, _line(presence, 1)]


def _line(code: str, quantity: int) -> LinePlan:
    return LinePlan(code, quantity, quantity)


def _judged(found: list[LinePlan], dice: Random) -> list[LinePlan]:
    """Now and then a verifier finds less, or nothing."""
    fate = dice.random()
    place = dice.randrange(len(found))
    if fate < 0.05:
        found[place] = shortened(found[place], dice)
    elif fate < 0.07 and len(found) > 1:
        line = found[place]
        found[place] = LinePlan(line.code, line.claimed, None, "Ảnh không rõ hoạt động.")
    return found
