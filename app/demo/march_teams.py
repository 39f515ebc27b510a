"""The teams of Youth Month 2026 in Gia Lai, by cluster."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from app.demo.march_units import AGENCIES, BRANCHES, QUY_NHON, SCHOOLS, TERRITORIAL, Affiliate
from app.demo.plans import TeamPlan

# Teams with a part in the story.
DEMO = "GL-21583-1"
LEADER = "GL-21952-1"
TWINS = ("GL-21853-1", "GL-21730-1")
BRANCH = "branch"
QUARTERS = tuple(f"{each.code}-1" for each in BRANCHES)
DESK = (DEMO, "GL-21583-2", "GL-21583-3", "MH-TH-01-1", *QUARTERS)
STORY = {DEMO: "demo", LEADER: "leader", **dict.fromkeys(TWINS, "twin"), **dict.fromkeys(QUARTERS, BRANCH)}

LEVELS = {"phuong": 1.05, "xa-dong-bang": 0.75, "xa-mien-nui": 0.65, "truong-hoc": 0.85, "co-quan-doanh-nghiep": 0.75}
SMALL = {QUY_NHON, SCHOOLS[0].code, "X21952", "X21853", "X21730", "X21808", "X21688", *(each.code for each in BRANCHES)}


def march_teams(names: Mapping[str, str], dice: Random, copies: int = 1, small: bool = False) -> list[TeamPlan]:
    """Some seventy teams, `copies` times over; `small` keeps what the story needs. `names` gives units' places."""
    found = [each for copy in range(copies) for each in _all(names, copy)]
    if small:
        found = [each for each in found if each.unit_code in SMALL]
    return [_drawn(each, own_dice(each.code, dice)) for each in found]


def own_dice(team_code: str, dice: Random) -> Random:
    """A branch draws from dice of its own, so that the others' story stays as it is."""
    return Random(team_code) if team_code in QUARTERS else dice


def _drawn(team: TeamPlan, dice: Random) -> TeamPlan:
    level, reliability = _level(team, dice), dice.uniform(0.85, 1.0)
    return replace(team, level=level, reliability=reliability, role=STORY.get(team.code, ""))


def _level(team: TeamPlan, dice: Random) -> float:
    return LEVELS[team.cluster_code] * dice.uniform(0.6, 1.15)


def _all(names: Mapping[str, str], copy: int) -> Iterator[TeamPlan]:
    for cluster, units in TERRITORIAL.items():
        for unit, count in units.items():
            for number in range(copy * count + 1, (copy + 1) * count + 1):
                yield _territorial(unit, number, count * (copy + 1), cluster, names[unit])
    for school in SCHOOLS:
        yield _affiliate(school, copy + 1, "student_team", "Đội hình sinh viên, học sinh tình nguyện", "truong-hoc")
    for agency in AGENCIES:
        yield _affiliate(agency, copy + 1, "volunteer_team", "Đội hình TNTN chuyển đổi số", "co-quan-doanh-nghiep")
    for branch in BRANCHES:
        yield _affiliate(branch, copy + 1, "youth_digital_team", "Tổ công nghệ số thanh niên", "phuong")


def _territorial(unit: str, number: int, count: int, cluster: str, where: str) -> TeamPlan:
    """The first two of a unit are digital technology teams, the third a volunteer team."""
    code = f"GL-{unit.removeprefix('X')}-{number}"
    if number == 3:
        return TeamPlan(code, f"Đội hình TNTN chuyển đổi số – {where}", "volunteer_team", unit, cluster, size=10)
    suffix = f" số {number}" if count > 1 else ""
    return TeamPlan(code, f"Tổ công nghệ số thanh niên{suffix} – {where}", "youth_digital_team", unit, cluster)


def _affiliate(unit: Affiliate, number: int, kind: str, title: str, cluster: str) -> TeamPlan:
    suffix = f" số {number}" if number > 1 else ""
    return TeamPlan(f"{unit.code}-{number}", f"{title}{suffix} – {unit.name} (minh họa)", kind, unit.code, cluster)
