"""Invariants of joint sessions: nobody reports more than their share, on another day, or outside the session."""

from collections.abc import Iterator

from app.queries.invariants.asking import broken


def joint_shares_kept() -> Iterator[str]:
    """What a team's live reports claim under a session never exceeds its share, so the whole is never exceeded."""
    return broken(
        "SELECT j.uuid AS session, r.enrolment_id AS enrolment, l.activity_code AS activity, "
        "sum(l.claimed) AS claimed, coalesce(max(s.quantity), 0) AS share FROM reports r "
        "JOIN joint_sessions j ON j.id = r.joint_session_id JOIN report_lines l ON l.report_id = r.id "
        "LEFT JOIN joint_shares s ON s.joint_session_id = j.id AND s.enrolment_id = r.enrolment_id "
        "AND s.activity_code = l.activity_code WHERE r.state IN ('submitted', 'returned', 'decided') "
        "GROUP BY j.uuid, r.enrolment_id, l.activity_code HAVING sum(l.claimed) > coalesce(max(s.quantity), 0)"
    )


def joint_days_kept() -> Iterator[str]:
    """A report names a session of its own day and campaign."""
    return broken(
        "SELECT r.uuid AS report, j.uuid AS session FROM reports r JOIN joint_sessions j ON j.id = r.joint_session_id "
        "JOIN enrolments e ON e.id = r.enrolment_id WHERE r.state IN ('submitted', 'returned', 'decided') "
        "AND (r.activity_day <> j.activity_day OR e.campaign_id <> j.campaign_id)"
    )
