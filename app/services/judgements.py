"""What a verifier found lands: entries, decisions, badges and standing in one go, for one report or a whole import."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from app.database import db
from app.models import Campaign, Person
from app.models.decisions import SETTLED_KINDS
from app.queries.rules import RuleBook, rule_book
from app.queries.team_facts import team_facts
from app.rulebook.worth import Line
from app.services import badges, settlement, standings
from app.services.decision_rows import Judgement, store
from app.services.differences import Cause


def land(judgements: Sequence[Judgement], reason: str, actor: Person | None = None) -> None:
    """Entries, decisions, badges and standing of one enrolment's judgements land together.

    `actor` is who posts them when that is not who decided: an import brings other people's decisions.
    """
    enrolment = judgements[0].report.enrolment
    gone = frozenset(each.report.uuid for each in judgements if each.kind == "annulled")
    cause = Cause(f"{reason}:{uuid4()}", reason, actor or judgements[0].by, annulled=gone)
    rules = rule_book(enrolment.campaign_id)
    days = {each.report.activity_day for each in judgements}
    seq = settlement.settle(enrolment, days, cause, {each.report.id: verified_by(each) for each in judgements}, rules)
    store([(each, seq) for each in judgements], actor)
    follow(enrolment.campaign, {enrolment.id: seq}, rules)


def follow(campaign: Campaign, after: Mapping[int, int], rules: RuleBook) -> None:
    """Badges and standings catch up with what decisions now say; `after` is the ledger sequence by enrolment id."""
    db.session.flush()
    facts = team_facts(campaign, after.keys())
    standings.refresh(facts, badges.review(facts, after, rules))


def verified_by(judgement: Judgement) -> list[Line]:
    """The lines this judgement verifies, as the arithmetic sees them."""
    report = judgement.report
    lines = {each.id: each for each in report.lines}
    assert report.first_submitted_at is not None
    return [
        Line(
            each.line_id,
            lines[each.line_id].activity_code,
            report.activity_day,
            each.quantity,
            report.late,
            report.team_size,
            report.first_submitted_at,
            report.uuid,
            lines[each.line_id].position,
        )
        for each in judgement.rulings
        if judgement.kind in SETTLED_KINDS and each.verdict == "verified"
    ]
