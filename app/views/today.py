"""Hôm nay: what each person came to do."""

from datetime import date, timedelta

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clock import local_day, now
from app.models import Enrolment
from app.queries import enrolments, reports
from app.queries.badges import latest_of, taken_back
from app.queries.board import standing_of
from app.queries.campaigns import stage
from app.rulebook.calendars import SUNDAY
from app.rulebook.deadlines import on_time_until
from app.views.badge_words import taken_back as taken_back_words
from app.views.context import show
from app.views.current import rights
from app.views.greetings import greetings_of
from app.views.policy import policy

pages = Blueprint("today", __name__)

LOST_SHOWN = timedelta(days=14)


@pages.get("/today")
@policy("see_today")
def index() -> ResponseReturnValue:
    roles = rights().roles
    if roles & {"officer", "signatory", "council", "auditor"}:
        return redirect(url_for("desk.index"))
    if "verifier" in roles:
        return redirect(url_for("queue.index"))
    if roles & {"captain", "member"}:
        return _team_day()
    if "admin" in roles:
        return redirect(url_for("people.index"))
    return render_template("today/nobody.html")


def _team_day() -> ResponseReturnValue:
    enrolment = enrolments.current_of(rights(), "captain", "member")
    if enrolment is None:
        return render_template("today/no_campaign.html")
    show(enrolment.campaign)
    today = local_day(now(), enrolment.campaign.zone)
    where = stage(enrolment.campaign)
    return render_template(
        "today/team.html",
        enrolment=enrolment,
        stage=where,
        today=today,
        next_sunday=_next_sunday(today, enrolment),
        until=on_time_until(today, where.book.on(today).deadlines, enrolment.campaign.zone) - timedelta(minutes=1),
        reports=reports.on_day(enrolment, today),
        open_reports=[each for each in reports.of_teams(rights(), 20) if each.state in ("draft", "returned")],
        standing=standing_of(enrolment),
        badges=latest_of(enrolment),
        greetings=greetings_of(enrolment),
        lost=taken_back(enrolment, where.now - LOST_SHOWN),
        is_captain=enrolment.team_id in rights().team_ids("captain"),
    )


def _next_sunday(today: date, enrolment: Enrolment) -> date | None:
    """The next Sunday of the campaign, today included."""
    found = today + timedelta(days=(SUNDAY - today.weekday()) % 7)
    return found if found <= enrolment.campaign.ends_on else None


pages.add_app_template_filter(taken_back_words, "taken_back_words")
