"""The reports the demonstration tells its story with: its captain's own team, and one from the desk beside it."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random

from app.demo.march_taps import counted
from app.demo.march_teams import DEMO, DESK
from app.demo.march_units import QUY_NHON
from app.demo.places import counter, hall
from app.demo.plans import LinePlan, ReportPlan, at, new_uuid

REUSED = 20_260_315

FIRST, SECOND, TODAY = date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15)
SATURDAY, LAST_SATURDAY = date(2026, 3, 7), date(2026, 3, 14)
UNCLEAR = "Ảnh không rõ hoạt động. Bạn chụp lại toàn cảnh bàn hỗ trợ, không lấy mặt người dân nhé."


def story_reports(places: Mapping[str, str], dice: Random) -> list[ReportPlan]:
    """Verified at once, cut to what was found and scored to the cap, returned, waiting, and a draft."""
    where = places[QUY_NHON]
    return [*_decided(where, dice), *_open(where, dice), _typed_by_hand(where, dice)]


def _decided(where: str, dice: Random) -> list[ReportPlan]:
    over_cap = LinePlan("vneid_level2_support", 55, 50, "Số lượng chưa khớp bộ đếm.")
    return [
        _report(
            dice, FIRST, at(FIRST, 17, 40), hall(where, 1),
            (_found("vneid_level2_support", 24), _found("dvc_full_support", 11), _found("e_payment_support", 30)),
            decided_at=at(date(2026, 3, 2), 20), scene=1,
        ),
        _report(
            dice, SATURDAY, at(SATURDAY, 16, 55), counter(where),
            (_found("dvc_full_support", 9), _found("service_point_shift", 1)),
            decided_at=at(SECOND, 20), scene=2,
        ),
        _report(
            dice, SECOND, at(SECOND, 18, 5), hall(where, 3),
            (over_cap, _found("dvc_full_support", 12), _found("e_payment_support", 33)),
            decided_at=at(date(2026, 3, 9), 20), scene=3,
        ),
    ]  # fmt: skip


def _open(where: str, dice: Random) -> list[ReportPlan]:
    returned = LinePlan("dvc_full_support", 10, None, UNCLEAR)
    return [
        _report(
            dice, LAST_SATURDAY, at(LAST_SATURDAY, 17, 20), counter(where),
            (returned, _found("service_point_shift", 1)), decided_at=at(TODAY, 8), scene=4, state="returned",
        ),
        _report(
            dice, TODAY, at(TODAY, 11, 35), hall(where, 2),
            (_found("vneid_level2_support", 14), _found("e_payment_support", 17)), scene=5, by_taps=True,
        ),
        _report(
            dice, TODAY, at(TODAY, 17, 15), hall(where, 5),
            (_found("vneid_level2_support", 9), _found("dvc_full_support", 8), _found("outreach_session", 1)), scene=6,
            by_taps=True,
            note="Buổi phối hợp với đội của Trường THPT Gió Biển; mỗi đội chỉ ghi phần việc của mình.",
        ),
        _report(
            dice, TODAY, at(TODAY, 19, 50), hall(where, 4),
            (_found("e_health_record_support", 7), _found("digital_platform_support", 5)), state="draft",
        ),
    ]  # fmt: skip


def _typed_by_hand(where: str, dice: Random) -> ReportPlan:
    lines = (_found("e_payment_support", 50),)
    note = "Số liệu nhập tay vì quên bật bộ đếm."
    return _report(dice, TODAY, at(TODAY, 18, 30), hall(where, 6), lines, scene=7, note=note, team_code=DESK[1])


def _found(code: str, quantity: int) -> LinePlan:
    return LinePlan(code, quantity, quantity)


def _report(
    dice: Random,
    day: date,
    sent: datetime,
    place: tuple[str, str, str],
    lines: tuple[LinePlan, ...],
    decided_at: datetime | None = None,
    scene: int | None = None,
    state: str = "sent",
    note: str = "",
    team_code: str = DEMO,
    by_taps: bool = False,
) -> ReportPlan:
    plan = ReportPlan(
        uuid=new_uuid(dice),
        team_code=team_code,
        day=day,
        submitted_at=sent,
        lines=lines,
        place=place,
        present=8,
        decided_at=decided_at,
        note=note,
        state=state,
        scene=scene,
    )
    return counted(plan) if by_taps else plan
