"""The desk's Sunday by the tap counter: hours and taps as people leave them, and four reports worth a second look."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from app.demo.march_teams import DESK, QUARTERS
from app.demo.plans import LinePlan, ReportPlan

HOURS = 2
SESSION = HOURS * 3600
COUNTED = (
    "vneid_level2_support",
    "dvc_full_support",
    "dvc_partial_support",
    "e_payment_support",
    "e_health_record_support",
    "account_data_update_support",
    "digital_platform_support",
    "e_commerce_support",
)
Taps = tuple[int, ...]


def counted(plan: ReportPlan) -> ReportPlan:
    """The two hours before it was sent, with taps for whatever is counted; the story's own dice stay as they are."""
    dice = Random(plan.uuid)
    hour = plan.submitted_at.hour
    ended = hour - HOURS if (plan.team_code, hour) in SENT_LATER else hour
    plan = replace(plan, hours=((ended - HOURS) * 60, ended * 60))
    strange = STRANGE.get((plan.team_code, hour))
    if strange is None:
        return replace(plan, taps=tuple((each.code, _rhythm(each.claimed, dice)) for each in _tapped(plan)))
    code, quantity, taps = strange
    line = LinePlan(code, quantity, quantity)
    rest = [each for each in plan.lines if each.code != code]
    kept = tuple((each.code, _rhythm(each.claimed, dice)) for each in _tapped(replace(plan, lines=tuple(rest))))
    return replace(plan, lines=(line, *rest), taps=((code, taps(dice)), *kept))


def _tapped(plan: ReportPlan) -> list[LinePlan]:
    return [each for each in plan.lines if each.code in COUNTED]


def _rhythm(count: int, dice: Random) -> Taps:
    """As citizens come; never so many at once that it would look strange."""
    return tuple(sorted(dice.randrange(120, SESSION) for _ in range(count)))


def _in_a_minute(dice: Random) -> Taps:
    return tuple(sorted(3600 + dice.randrange(90) for _ in range(34)))


def _half_forgotten(dice: Random) -> Taps:
    return _rhythm(14, dice)


def _like_a_clock(dice: Random) -> Taps:
    return tuple(290 * at + dice.randrange(4) for at in range(1, 25))


def _by_hand(dice: Random) -> Taps:
    return ()


STRANGE: Mapping[tuple[str, int], tuple[str, int, Callable[[Random], Taps]]] = {
    (DESK[2], 9): ("e_payment_support", 34, _in_a_minute),
    (DESK[3], 9): ("e_payment_support", 36, _half_forgotten),
    (DESK[3], 12): ("vneid_level2_support", 24, _like_a_clock),
    (DESK[3], 16): ("vneid_level2_support", 104, _by_hand),
    **{(code, 12): ("e_payment_support", 50, _by_hand) for code in QUARTERS[2:6]},
}
"""By team and hour: what is claimed of which kind, and what the counter says."""
SENT_LATER = {(code, 16) for code in QUARTERS[6:10]}
"""Their photos were taken when the session was over."""
