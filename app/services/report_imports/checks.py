"""Whether a report may be taken in as its rows say."""

from app.models import Enrolment, Person
from app.rulebook.deadlines import lateness
from app.services.imports import Faults
from app.services.report_imports.ground import Ground
from app.services.report_imports.rows import ImportedReport

LONGEST_REASON = 500


def check_team(report: ImportedReport, ground: Ground, faults: Faults) -> Enrolment | None:
    """The team's enrolment in this campaign."""
    found = ground.enrolments.get(report.team_code)
    if found is None:
        faults.add(report.row, "team_code", "unknown_team", value=report.team_code, campaign=ground.campaign.code)
    return found


def check_work(report: ImportedReport, ground: Ground, faults: Faults) -> bool:
    """Day, activities and lateness by the rules of the day; True when the report counts as late."""
    day, campaign = report.activity_day, ground.campaign
    if not campaign.starts_on <= day <= campaign.ends_on:
        faults.add(
            report.row,
            "activity_day",
            "day_outside_campaign",
            value=day,
            first=campaign.starts_on,
            last=campaign.ends_on,
        )
        return False
    rules = ground.book.on(day)
    for line in report.lines:
        activity = rules.by_code.get(line.activity_code)
        if activity is None:
            faults.add(line.row, "activity_code", "unknown_activity", value=line.activity_code, day=day)
        elif not activity.on:
            faults.add(line.row, "activity_code", "activity_off", value=line.activity_code, day=day)
    if len(report.reason) > LONGEST_REASON:
        faults.add(report.row, "reason", "reason_too_long", value=len(report.reason), most=LONGEST_REASON)
    return _late(report, ground, faults)


def _late(report: ImportedReport, ground: Ground, faults: Faults) -> bool:
    deadlines = ground.book.on(report.activity_day).deadlines
    found = lateness(report.submitted_at, report.activity_day, deadlines, ground.campaign.zone)
    shown = report.submitted_at.isoformat()
    if found == "early":
        faults.add(report.row, "submitted_at", "submitted_early", value=shown, day=report.activity_day)
    if found == "locked":
        for line in report.lines:
            if not line.reason:
                faults.add(line.row, "reason", "late_without_reason", value=shown, days=deadlines.late_days)
    return found != "on_time"


def check_verifier(
    report: ImportedReport, enrolment: Enrolment, ground: Ground, faults: Faults, involved: frozenset[int]
) -> Person:
    """Who decides: a verifier or officer above the team who had no part in the work; a system actor is exempt."""
    login = report.verifier_login
    person = ground.people.get(login) if login else ground.by
    if person is None:
        faults.add(report.row, "verifier_login", "unknown_verifier", value=login)
        return ground.by
    if person.is_system:
        return person
    team = enrolment.team
    if not ground.holds_role(person, team):
        faults.add(report.row, "verifier_login", "verifier_without_role", value=person.login, team=team.code)
    if person.id in involved or ground.is_member(person, team, report.activity_day):
        faults.add(report.row, "verifier_login", "verifier_of_own_team", value=person.login, team=team.code)
    return person
