"""Invariants of what stands beside the lines: every extra is one entry, every reversal mirrors one."""

from collections.abc import Iterator

from app.queries.invariants.asking import broken


def extras_posted() -> Iterator[str]:
    """Each extra is its ledger entry, and each entry outside lines is an extra's."""
    return broken(
        "SELECT x.id AS extra, e.seq FROM extras x JOIN enrolments n ON n.id = x.enrolment_id "
        "LEFT JOIN ledger_entries e ON e.campaign_id = n.campaign_id AND e.seq = x.seq "
        "WHERE e.seq IS NULL OR e.kind <> x.kind OR e.points <> x.points OR e.enrolment_id <> x.enrolment_id "
        "OR e.line_id IS NOT NULL OR e.actor_id <> x.by_id "
        "UNION ALL SELECT NULL, e.seq FROM ledger_entries e WHERE e.line_id IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM extras x WHERE x.enrolment_id = e.enrolment_id AND x.seq = e.seq)"
    )


def reversals_mirror() -> Iterator[str]:
    """I3: a reversal gives back exactly what one bonus or penalty of the same team moved."""
    return broken(
        "SELECT x.id AS reversal, x.reverses_id AS origin FROM extras x LEFT JOIN extras o ON o.id = x.reverses_id "
        "WHERE (x.kind = 'reversal') <> (x.reverses_id IS NOT NULL) OR (x.kind = 'reversal' AND (o.id IS NULL "
        "OR o.kind NOT IN ('bonus', 'penalty') OR x.points <> -o.points OR x.enrolment_id <> o.enrolment_id "
        "OR x.seq <= o.seq))"
    )


def extras_audited() -> Iterator[str]:
    """I21: every extra left exactly one event."""
    return broken(
        "SELECT x.kind, x.n AS extras, coalesce(a.n, 0) AS events FROM "
        "(SELECT kind, count(*) AS n FROM extras GROUP BY kind) x LEFT JOIN "
        "(SELECT kind, count(*) AS n FROM audit_events GROUP BY kind) a ON a.kind = 'extra.' || x.kind "
        "WHERE x.n <> coalesce(a.n, 0)"
    )


def penalties_rechecked_by_others() -> Iterator[str]:
    """Whoever answers a re-check of a penalty neither posted it nor asked, and what is given back is that penalty."""
    return broken(
        "SELECT q.uuid AS request, a.by_id AS person FROM extra_rechecks q JOIN extras x ON x.id = q.extra_id "
        "LEFT JOIN extra_recheck_answers a ON a.request_id = q.id LEFT JOIN extras b ON b.id = a.reversal_id "
        "WHERE x.kind <> 'penalty' OR a.by_id IN (x.by_id, q.by_id) "
        "OR (a.reversal_id IS NOT NULL AND (b.reverses_id IS NULL OR b.reverses_id <> x.id OR b.by_id <> a.by_id))"
    )
