"""The shipped rules and short ways to say a line, a team and a campaign file."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.rulebook.campaignfiles import CampaignFile
from app.rulebook.phases import Calendar
from app.rulebook.rulefile import parse
from app.rulebook.rules import RuleSet
from app.rulebook.worth import Line, Worth, worth

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
FILES = sorted(CAMPAIGNS.glob("*.toml"))

SATURDAY, SUNDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)


def read(name: str) -> str:
    return (CAMPAIGNS / name).read_text(encoding="utf-8")


def load(name: str) -> CampaignFile:
    campaign, faults = parse(read(name))
    assert campaign is not None, faults
    return campaign


YOUTH_MONTH = load("ttn2026-gia-lai.toml")
DIGITAL_SUNDAY = load("cns2023-binh-dinh.toml")
RULES = YOUTH_MONTH.rules
CALENDAR = Calendar(
    YOUTH_MONTH.starts_on, YOUTH_MONTH.ends_on, YOUTH_MONTH.board_freeze_on, RULES.deadlines, YOUTH_MONTH.zone
)


def line(
    code: str,
    quantity: int,
    day: date = SUNDAY,
    *,
    minute: int = 0,
    late: bool = False,
    team_size: int = 8,
    report: str = "",
    position: int = 0,
) -> Line:
    """A line submitted so many minutes after noon of its day; `minute` also tells lines apart."""
    noon = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    return Line(
        key=(code, day, minute, report, position),
        activity_code=code,
        activity_day=day,
        quantity=quantity,
        late=late,
        team_size=team_size,
        submitted_at=noon + timedelta(minutes=minute),
        report_id=report or f"{minute:04d}",
        position=position,
    )


def price(*lines: Line, rules: RuleSet = RULES) -> list[Worth]:
    """What each line is worth, in the order given."""
    found = worth(lines, lambda day: rules)
    return [found[each.key] for each in lines]


def points(*lines: Line, rules: RuleSet = RULES) -> list[int]:
    return [each.points for each in price(*lines, rules=rules)]
