"""Invariants of the ledger: gapless, bounded, one award a line, and what is summed from it."""

from collections.abc import Iterator, Mapping, Sequence

from app.models.decisions import SETTLED_KINDS
from app.queries.invariants.asking import broken, one_of


def gapless() -> Iterator[str]:
    """I8: each campaign's entries are numbered 1 to its head without a gap."""
    return broken(
        "SELECT h.campaign_id, h.seq AS head, count(e.seq) AS entries, max(e.seq) AS last FROM ledger_heads h "
        "LEFT JOIN ledger_entries e ON e.campaign_id = h.campaign_id GROUP BY h.campaign_id, h.seq "
        "HAVING h.seq <> count(e.seq) OR h.seq <> coalesce(max(e.seq), 0) OR coalesce(min(e.seq), 1) <> 1 "
        "UNION ALL SELECT c.id, NULL, NULL, NULL FROM campaigns c "
        "WHERE NOT EXISTS (SELECT 1 FROM ledger_heads h WHERE h.campaign_id = c.id)"
    )


def entries_in_their_campaign() -> Iterator[str]:
    """An entry's campaign, enrolment, report and line belong together."""
    return broken(
        "SELECT e.campaign_id, e.seq FROM ledger_entries e JOIN enrolments n ON n.id = e.enrolment_id "
        "LEFT JOIN report_lines l ON l.id = e.line_id LEFT JOIN reports r ON r.id = e.report_id "
        "WHERE n.campaign_id <> e.campaign_id OR r.enrolment_id <> e.enrolment_id "
        "OR l.report_id <> e.report_id OR l.activity_code <> e.activity_code OR r.activity_day <> e.activity_day"
    )


def one_award() -> Iterator[str]:
    """I3: a line's first posting is its only award."""
    return broken(
        "SELECT line_id, sum(CASE WHEN kind = 'award' THEN 1 ELSE 0 END) AS awards FROM ledger_entries "
        "WHERE line_id IS NOT NULL GROUP BY line_id "
        "HAVING sum(CASE WHEN kind = 'award' THEN 1 ELSE 0 END) <> 1"
    )


def verified_lines_posted() -> Iterator[str]:
    """A line decided as verified has an entry, also when it earns nothing."""
    return broken(
        "SELECT r.uuid AS report, v.line_id FROM reports r JOIN decisions d ON d.id = r.decision_id "
        "JOIN verdicts v ON v.decision_id = d.id WHERE r.state = 'decided' AND d.kind IN "
        + one_of(SETTLED_KINDS)
        + " AND v.verdict = 'verified' "
        "AND NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.line_id = v.line_id)"
    )


def tallies() -> Iterator[str]:
    """Each activity's tally is the sum of its entries."""
    return _tallied("tallies", {"campaign_id": "campaign_id", "activity_code": "activity_code"}, SUMS[:2])


def team_tallies() -> Iterator[str]:
    """Each team's tally of an activity is the sum of its entries."""
    return _tallied("team_tallies", {"enrolment_id": "enrolment_id", "activity_code": "activity_code"}, SUMS)


def day_tallies() -> Iterator[str]:
    """Each team's tally of an activity on a day is the sum of its entries."""
    keys = {"enrolment_id": "enrolment_id", "day": "activity_day", "activity_code": "activity_code"}
    return _tallied("day_tallies", keys, SUMS)


SUMS = ("verified_quantity", "scored_quantity", "points")


def _tallied(table: str, keys: Mapping[str, str], sums: Sequence[str]) -> Iterator[str]:
    """Rows of `table` that are not the sums of their entries, and sums without a row; `keys` are its columns there."""
    own = ", ".join(keys)
    due = ", ".join(f"{source} AS {name}" for name, source in keys.items())
    return broken(
        f"SELECT {own}, {', '.join(f'sum({name}) AS {name}_off' for name in sums)} FROM ("
        f"SELECT {own}, {', '.join(sums)}, 1 AS kept FROM {table} "
        f"UNION ALL SELECT {due}, {', '.join(f'-sum({name})' for name in sums)}, 0 FROM ledger_entries "
        f"WHERE {' AND '.join(f'{source} IS NOT NULL' for source in keys.values())} "
        f"GROUP BY {', '.join(keys.values())}) x GROUP BY {own} "
        f"HAVING {' OR '.join(f'sum({name}) <> 0' for name in sums)} OR sum(kept) <> 1"
    )


def bounded() -> Iterator[str]:
    """I23: quantities and points stay within their bounds."""
    return broken(
        "SELECT 'report_lines' AS place, id FROM report_lines WHERE claimed NOT BETWEEN 0 AND 10000 "
        "UNION ALL SELECT 'verdicts', id FROM verdicts "
        "WHERE verified_quantity NOT BETWEEN 0 AND 10000 OR claimed NOT BETWEEN 0 AND 10000 "
        "UNION ALL SELECT 'ledger_entries', seq FROM ledger_entries "
        "WHERE points NOT BETWEEN -1000000000 AND 1000000000 "
        "OR abs(scored_quantity) > 10000 OR abs(verified_quantity) > 10000"
    )


def sequences_known() -> Iterator[str]:
    """Snapshots, milestones, decisions and badges name sequences that the chain has reached."""
    return broken(
        "SELECT place, x.id, x.seq, h.seq AS head FROM ("
        "SELECT 'snapshots' AS place, id, campaign_id, seq FROM snapshots "
        "UNION ALL SELECT 'milestones', id, campaign_id, seq FROM milestones "
        "UNION ALL SELECT 'decisions', d.id, n.campaign_id, d.seq FROM decisions d "
        "JOIN reports r ON r.id = d.report_id JOIN enrolments n ON n.id = r.enrolment_id "
        "UNION ALL SELECT 'badge_awards', b.id, n.campaign_id, b.seq FROM badge_awards b "
        "JOIN enrolments n ON n.id = b.enrolment_id"
        ") x JOIN ledger_heads h ON h.campaign_id = x.campaign_id WHERE x.seq > h.seq OR x.seq < 0"
    )
