"""The verifier's desk: one report with all that a decision rests on, and what waits beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.forms.decisions import DecisionForm, claimed_lines
from app.models import Report
from app.queries import cross_checks, evidence, joint_sessions, looks, queue, reports
from app.queries.campaigns import stage
from app.queries.members import present_at
from app.queries.queue import Queue
from app.queries.report_versions import Change
from app.queries.sightings import sighting_of
from app.queries.usual import usual_of
from app.queries.whereabouts import rules_today
from app.rulebook.flags import band, bands_of, evening
from app.rulebook.rules import RuleSet
from app.views.context import show
from app.views.current import person, rights
from app.views.fragments import page_or_fragment, wants_fragment
from app.views.judging_words import REASONS, changed_words
from app.views.policy import may_open

BESIDE = 12
"""How many waiting reports stand beside the open one: an answer stays small on a phone's network."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much waits: reports by band, the minutes they will take, and the band of each one shown."""

    counts: Mapping[str, int]
    minutes: int
    bands: Mapping[int, str]


def load_of(waiting: Queue, rules: Mapping[int, RuleSet]) -> Load:
    """What the queue holds, by the rules of each campaign in it."""
    flags = {each: rules[each].flags for each in waiting.campaigns}
    bands = bands_of(waiting.counts, flags)
    return Load(
        sum(bands.values(), Counter()),
        evening(bands, flags),
        {each.id: band(each.risk, flags[each.campaign_id]) for each in waiting.rows},
    )


def render(
    report: Report,
    form: DecisionForm,
    changes: Sequence[Change] = (),
    undo: Report | None = None,
    waiting: Queue | None = None,
) -> str:
    """The desk with this report; `changes` came meanwhile, `undo` was decided before, `waiting` is known already."""
    show(report.enrolment.campaign)
    where = stage(report.enrolment.campaign)
    rules = where.book.on(report.activity_day)
    waiting = waiting or queue.waiting_for(rights(), limit=BESIDE)
    flags = queue.flags_of([report.id]).get(report.id, ())
    compared = [each.facts[name] for each in flags if "other_photo" in each.facts for name in ("photo", "other_photo")]
    return page_or_fragment(
        "queue/review.html",
        "queue/_desk.html",
        report=report,
        form=form,
        stage=where,
        rules=rules,
        lines=claimed_lines(report),
        usual=usual_of(report),
        waiting=waiting,
        load=load_of(waiting, rules_today(waiting.campaigns)),
        flags=flags,
        shown=evidence.shown(compared) if compared else (),
        sighting=sighting_of(report.id, rights().person_id),
        others=looks.others_at(report, person()),
        changes=[changed_words(each, rules) for each in changes],
        history=reports.history(report),
        present=len(present_at(report)),
        split=joint_sessions.split_of(report.joint_session) if report.joint_session else None,
        reasons=REASONS,
        second=cross_checks.to_tell(report) if report.state == "decided" else None,
        may_annul=may_open("corrections.annul"),
        undo=undo or _just_decided(),
        is_fragment=wants_fragment(),
    )


def show_again(report: Report) -> ResponseReturnValue:
    """The same report once more, as it now is."""
    if wants_fragment():
        return render(report, DecisionForm.fresh(report)), {"HX-Push-Url": url_for("queue.review", uuid=report.uuid)}
    return redirect(url_for("queue.review", uuid=report.uuid), code=303)


def open_next(last: Report, undoable: bool = True) -> ResponseReturnValue:
    """The next waiting report opens by itself; an empty queue says thank you. What is `undoable` can be taken back."""
    waiting = queue.waiting_for(rights(), limit=BESIDE)
    following = waiting.next_but(last.id)
    report = queue.find(rights(), following.uuid) if following else None
    if not wants_fragment():
        undo = last.uuid if undoable else None
        to = url_for("queue.review", uuid=report.uuid, undo=undo) if report else url_for("queue.index")
        return redirect(to, code=303)
    if report is None:
        return "", 204, {"HX-Redirect": url_for("queue.index")}
    return render(report, DecisionForm.fresh(report), undo=last if undoable else None, waiting=waiting), {
        "HX-Push-Url": url_for("queue.review", uuid=report.uuid)
    }


def _just_decided() -> Report | None:
    """The report whose decision can be taken back from here, named by the address."""
    uuid = request.args.get("undo", "")
    found = queue.find(rights(), uuid) if uuid else None
    return found if found and found.state in ("decided", "returned") else None
