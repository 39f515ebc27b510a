"""What whoever looks at a decided report once more has before them: for second looks and re-checks alike."""

from typing import Any

from app.forms.second_looks import SecondLookForm
from app.models import Decision, Report
from app.queries import queue, reports
from app.queries.campaigns import stage
from app.queries.sightings import sighting_of
from app.views.context import show
from app.views.current import rights
from app.views.judging_words import REASONS


def shown_of(report: Report, form: SecondLookForm, live: Decision | None) -> dict[str, Any]:
    """The template's names; `live` is the decision whose figures are looked at, or None."""
    show(report.enrolment.campaign)
    where = stage(report.enrolment.campaign)
    return {
        "report": report,
        "form": form,
        "stage": where,
        "live": live,
        "rules": where.book.on(report.activity_day),
        "verdicts": {each.line_id: each for each in live.verdicts} if live else {},
        "flags": queue.flags_of([report.id]).get(report.id, ()),
        "sighting": sighting_of(report.id, rights().person_id),
        "history": reports.history(report),
        "reasons": REASONS,
    }
