"""Invariants of decisions: one live decision a report, nobody judges their own team, every decision is audited."""

from collections.abc import Iterator

from sqlalchemy import select

from app.clock import local_day
from app.database import db
from app.models import Campaign, Decision, Enrolment, Membership, Person, Report
from app.models.decisions import SETTLED_KINDS
from app.queries.invariants.asking import broken, one_of


def one_live_decision() -> Iterator[str]:
    """I2: a report's live decision exists, is its own and its last; each decision follows one of the same report."""
    return broken(
        "SELECT r.uuid AS report, r.decision_id AS live FROM reports r WHERE coalesce(r.decision_id, 0) <> "
        "coalesce((SELECT max(d.id) FROM decisions d WHERE d.report_id = r.id), 0) "
        "UNION ALL SELECT r.uuid, d.id FROM decisions d JOIN reports r ON r.id = d.report_id "
        "LEFT JOIN decisions p ON p.id = d.follows_id WHERE p.report_id <> d.report_id OR d.follows_id >= d.id "
        "UNION ALL SELECT r.uuid, NULL FROM decisions d JOIN reports r ON r.id = d.report_id "
        "WHERE d.follows_id IS NULL GROUP BY r.uuid HAVING count(*) > 1"
    )


def state_follows_decision() -> Iterator[str]:
    """I10: a report is decided exactly when its live decision decided it."""
    return broken(
        "SELECT r.uuid AS report, r.state, d.kind FROM reports r LEFT JOIN decisions d ON d.id = r.decision_id "
        "WHERE (r.state = 'decided') <> (coalesce(d.kind, '') IN " + one_of((*SETTLED_KINDS, "annulled")) + ")"
    )


def verdicts_of_their_report() -> Iterator[str]:
    """A verdict's line belongs to the report its decision is about."""
    return broken(
        "SELECT v.id AS verdict FROM verdicts v JOIN decisions d ON d.id = v.decision_id "
        "JOIN report_lines l ON l.id = v.line_id WHERE l.report_id <> d.report_id"
    )


def audited() -> Iterator[str]:
    """I21: every decision left exactly one event."""
    return broken(
        "SELECT d.kind, d.n AS decisions, coalesce(a.n, 0) AS events FROM "
        "(SELECT kind, count(*) AS n FROM decisions GROUP BY kind) d LEFT JOIN "
        "(SELECT kind, count(*) AS n FROM audit_events GROUP BY kind) a ON a.kind = 'report.' || d.kind "
        "WHERE d.n <> coalesce(a.n, 0)"
    )


def corrections_only_lower() -> Iterator[str]:
    """A team may lower what was verified, and nothing else: every line at most what it was, none of them new."""
    return broken(
        "SELECT d.id AS decision, v.line_id FROM decisions d JOIN verdicts v ON v.decision_id = d.id "
        "LEFT JOIN verdicts o ON o.decision_id = d.follows_id AND o.line_id = v.line_id WHERE d.kind = 'corrected' "
        "AND (o.id IS NULL OR v.verdict <> o.verdict OR v.verified_quantity > o.verified_quantity "
        "OR v.claimed - v.verified_quantity <> o.claimed - o.verified_quantity)"
    )


def second_looks_by_others() -> Iterator[str]:
    """Whoever gives a second look has decided nothing of the report before, and an outcome names what it judged."""
    return broken(
        "SELECT r.uuid AS report, c.by_id AS person FROM cross_checks c JOIN reports r ON r.id = c.report_id "
        "JOIN decisions d ON d.report_id = r.id AND d.by_id = c.by_id AND d.id < c.decision_id "
        "UNION ALL SELECT r.uuid, c.by_id FROM cross_checks c JOIN reports r ON r.id = c.report_id "
        "LEFT JOIN decisions d ON d.id = c.decision_id AND d.report_id = c.report_id "
        "WHERE c.outcome IS NOT NULL AND (d.id IS NULL OR (c.outcome = 'changed') <> (d.kind = 'checked' "
        "AND d.by_id = c.by_id))"
    )


def no_self_verification() -> Iterator[str]:
    """I4: whoever decides is no author, took no part, and was no member on the day or when deciding.

    A team that only lowers its own figures judges nothing.
    What an organiser records is decided by its author; membership and attendance exclude there as everywhere.
    """
    yield from broken(
        "SELECT r.uuid AS report, d.by_id AS person FROM decisions d JOIN reports r ON r.id = d.report_id "
        "JOIN people p ON p.id = d.by_id WHERE NOT p.is_system AND d.kind <> 'corrected' AND "
        "((r.created_by_id = d.by_id AND r.origin <> 'organiser') OR EXISTS "
        "(SELECT 1 FROM attendances a WHERE a.report_id = r.id AND a.person_id = d.by_id))"
    )
    rows = db.session.execute(
        select(Decision.decided_at, Report.uuid, Report.activity_day, Campaign.zone, Membership)
        .join(Report, Report.id == Decision.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Campaign, Campaign.id == Enrolment.campaign_id)
        .join(Person, Person.id == Decision.by_id)
        .join(Membership, (Membership.person_id == Decision.by_id) & (Membership.team_id == Enrolment.team_id))
        .where(Person.is_system.is_(False), Decision.kind != "corrected")
    )
    for decided_at, report, activity_day, zone, period in rows:
        days = (activity_day, local_day(decided_at, zone))
        if any(period.starts_on <= day and (period.ends_on is None or day <= period.ends_on) for day in days):
            yield f"report={report} person={period.person_id}"
