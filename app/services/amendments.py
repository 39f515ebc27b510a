"""What an amendment annuls after the announcement: a report's points or a team's eligibility, as the law demands."""

from collections.abc import Mapping, Sequence

from app.models import Person
from app.queries import extras as queries
from app.queries.campaigns import Stage
from app.queries.reports import of_campaign
from app.services import decisions, extras
from app.services.refusals import Refused

Changes = Sequence[Mapping[str, str]]
"""`{"kind": "team" | "report", "id": the team's code or the report's uuid}` each."""


def make(where: Stage, changes: Changes, by: Person, reason: str) -> None:
    """Annul each; entries, badges and audit follow as they do before the results are final."""
    for each in changes:
        if each["kind"] == "team":
            _bar(where, each["id"], by, reason)
        else:
            _annul(where, each["id"], by, reason)


def _bar(where: Stage, code: str, by: Person, reason: str) -> None:
    enrolment = queries.team_of(where.campaign, code)
    if enrolment is None:
        raise Refused("team_unknown", code=code)
    extras.bar(enrolment, by, reason, amending=True)


def _annul(where: Stage, uuid: str, by: Person, reason: str) -> None:
    report = of_campaign(where.campaign, uuid)
    if report is None:
        raise Refused("report_unknown")
    decisions.annul(report, by, reason, amending=True)
