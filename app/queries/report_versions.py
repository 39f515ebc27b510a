"""What changed in a report between the version somebody looked at and what it says now."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from app.database import db
from app.models import Report, ReportVersion


class Change(NamedTuple):
    """One field with what it said and what it says; a line's field is `line:<activity code>`."""

    field: str
    before: Any
    after: Any

    @property
    def line(self) -> str:
        """The activity code of the line that changed; empty for any other field."""
        return self.field.partition("line:")[2]


def changes_since(report: Report, version: int) -> Sequence[Change]:
    """The differences between that version and the newest one sent; none for a version nobody sent."""
    wanted = ReportVersion.report_id == report.id, ReportVersion.version.in_((version, report.version))
    said = {each.version: each.content for each in db.session.scalars(select(ReportVersion).where(*wanted))}
    if not said.keys() >= {version, report.version}:
        return ()
    return differences(said[version], said[report.version])


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[Change]:
    """Field by field, lines by their activity; fields that say the same are left out."""
    old, new = _flat(before), _flat(after)
    return [Change(each, old.get(each), new.get(each)) for each in {**old, **new} if old.get(each) != new.get(each)]


def _flat(content: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in content.items() if name not in ("lines", "members")}
    lines = {f"line:{code}": quantity for code, quantity, *_ in content["lines"]}
    return {**lines, **rest, "members": len(content["members"])}
