"""The report form's page, for a new report and for a correction."""

from datetime import timedelta

from flask import current_app, render_template, request

from app.clock import local_day, now
from app.forms.reports import ReportForm, chosen_file
from app.models import Enrolment, Report
from app.models.places import PLACE_KINDS
from app.outside.photos import BadPhoto, Kept, keep
from app.queries import reports
from app.queries.campaigns import Stage, stage
from app.queries.members import members_on
from app.rulebook.rules import Activity
from app.views.context import show
from app.views.wording import photo_words
from app.views.words import place_kind


def render(form: ReportForm, enrolment: Enrolment, report: Report | None = None) -> str:
    show(enrolment.campaign)
    where = stage(enrolment.campaign)
    members = members_on(enrolment.team_id, local_day(now(), enrolment.campaign.zone))
    usual = reports.usual_kinds(enrolment) | {code for code, value in form.quantities.items() if value}
    return render_template(
        "reports/form.html",
        form=form,
        report=report,
        enrolment=enrolment,
        stage=where,
        offered=offered(enrolment, where),
        usual=usual,
        member_choices=[(each.id, each.full_name) for each in members],
        place_kinds=[(code, place_kind(code)) for code in PLACE_KINDS],
        history=reports.history(report) if report else (),
    )


def offered(enrolment: Enrolment, where: Stage | None = None) -> tuple[Activity, ...]:
    """The activities of today and of the days that may still be reported; the day decides when a report is sent."""
    where = where or stage(enrolment.campaign)
    today = local_day(where.now, where.campaign.zone)
    late_days = where.book.on(today).deadlines.late_days
    found: dict[str, Activity] = {}
    for past in range(late_days + 1):
        found |= {
            each.code: each for each in where.book.on(today - timedelta(days=past)).offered() if each.code not in found
        }
    return tuple(found.values())


def sends() -> bool:
    return request.form.get("action") != "draft"


def photo(form: ReportForm) -> Kept | None:
    """The chosen photo, kept before anything is said; what is wrong with it stands beside its field."""
    data = chosen_file(request.files.get("photo"))
    if data is None:
        return None
    try:
        return keep(data, current_app.config["SETTINGS"].instance / "photos")
    except BadPhoto as bad:
        form.errors["photo"] = photo_words(bad.code)
        return None
