"""Invariants of lent roles: they end, they are nobody's own, and they never outlive what they were lent from."""

from collections.abc import Iterator

from app.queries.invariants.asking import broken


def loans_within_their_role() -> Iterator[str]:
    """A deputy's role is the giver's, over the same unit, for somebody else, not lent on, and over no later."""
    return broken(
        "SELECT d.uuid AS delegation FROM delegations d JOIN role_grants l ON l.id = d.grant_id "
        "JOIN role_grants g ON g.id = d.giver_grant_id LEFT JOIN delegations chain ON chain.grant_id = g.id "
        "WHERE l.ends_at IS NULL OR l.role <> g.role OR l.unit_id <> g.unit_id OR l.person_id = g.person_id "
        "OR chain.id IS NOT NULL OR (l.ends_at > l.starts_at AND l.ends_at > g.ends_at)"
    )
