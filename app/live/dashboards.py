"""A campaign at a glance, worked out once for every state of its ledger."""

from dataclasses import dataclass

from app.live.boards import version
from app.live.memory import remember
from app.queries.dashboard import Activity, activity
from app.queries.horizon import Horizon
from app.queries.reach import Reach
from app.queries.targets import Measured, measured
from app.queries.unit_work import UnitWork, units


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Targets, work by day and type, and units."""

    targets: tuple[Measured, ...]
    activity: Activity
    units: tuple[UnitWork, ...]


def dashboard(horizon: Horizon, reach: Reach) -> Dashboard:
    """The dashboard as far as this reader sees."""
    key = ("dashboard", *version(horizon, reach))
    return remember(key, lambda: Dashboard(tuple(measured(horizon)), activity(horizon), tuple(units(horizon))))
