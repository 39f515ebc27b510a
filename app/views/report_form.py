"""The report form's page, for a new report and for a correction."""

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
    """The activities a captain may report."""
    where = where or stage(enrolment.campaign)
    return where.book.newest.offered()


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
