"""Which reports get a second look, and whose: drawn by the campaign's seed, spread fairly over its clusters."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.database import db
from app.models import Campaign, CrossCheck, Enrolment, Person, Report, Setting, Team
from app.queries import cross_check_lots as queries
from app.queries.campaigns import Stage
from app.queries.cross_check_lots import Lot
from app.queries.draw_progress import looked_key, looked_through
from app.queries.involved import involved_in
from app.queries.rules import RuleBook
from app.rulebook.draws import is_drawn, least_busy
from app.rulebook.flags import FLAGGED, band
from app.services import audit

SETTLED = timedelta(minutes=1)
"""A decision is drawn by once it is this old: by then all decisions before it have been committed."""
AT_ONCE = 500


@dataclass(slots=True)
class Desks:
    """Who may look: by unit path its verifiers, by cluster the units that verify there, and what each was given."""

    verifiers: Mapping[str, set[int]]
    clusters: Mapping[int, set[str]]
    given: dict[str, int] = field(default_factory=dict)

    def next_for(self, lot: Lot, involved: Collection[int]) -> str | None:
        """The unit that looks at this report: another one of its cluster, with somebody who had no part in it."""
        not_them = {lot.by_id, *involved}
        able = {path: len(self.verifiers[path] - not_them) for path in self.clusters.get(lot.cluster_id, ())}
        own = [path for path in able if lot.unit_path.startswith(path)]
        chosen = least_busy(able, self.given, own)
        if chosen is not None:
            self.given[chosen] = self.given.get(chosen, 0) + 1
        return chosen


def draw(where: Stage, by: Person) -> list[CrossCheck]:
    """Draw from everything decided since the last draw; returns the new second looks."""
    campaign = where.campaign
    lots = list(queries.lots(campaign, looked_through(campaign, where.book.number), where.now - SETTLED))
    made: list[CrossCheck] = []
    if not lots:
        return made
    # another draw waits here, and so does whoever hands a report on
    db.session.execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update())
    whole = tuple(queries.checked_whole(campaign))
    chosen = [(lot, because) for lot in lots if (because := why(lot, campaign.draw_seed, where.book, whole))]
    desks = desks_of(campaign)
    for start in range(0, len(chosen), AT_ONCE):
        made += _ask(campaign, chosen[start : start + AT_ONCE], desks)
    _remember(campaign, where.book.number, lots[-1].decision_id)
    if made:
        audit.record("cross_checks.drawn", by, f"campaign:{campaign.code}", count=len(made), through=made[-1].first_id)
    return made


def _remember(campaign: Campaign, version: int, through: int) -> None:
    """How far the draw has looked, by that version of the rules: the next begins there, whatever was drawn."""
    key = looked_key(campaign)
    kept = db.session.get(Setting, key) or Setting(key=key)
    kept.value = f"{version} {through}"
    db.session.add(kept)


def why(lot: Lot, seed: str, book: RuleBook, whole: tuple[str, ...] = ()) -> str | None:
    """Why this report gets a second look, or None: by lot first, so that what was drawn stays a fair sample.

    The rules are those of the activity day, as for its points.
    """
    rules = book.on(lot.activity_day)
    if is_drawn(seed, lot.report, lot.chained, rules.cross_check_percent):
        return "sample"
    if band(lot.risk, rules.flags) == FLAGGED:
        return "flagged"
    return "full" if lot.unit_path.startswith(whole) else None


def desks_of(campaign: Campaign) -> Desks:
    """Everybody who may give second looks in this campaign; three queries."""
    verifiers = queries.verifiers()
    clusters = {
        cluster: {near for path in paths if (near := _nearest(path, verifiers))}
        for cluster, paths in queries.units_of_clusters(campaign).items()
    }
    return Desks(verifiers, clusters, queries.given(campaign))


def ask(campaign: Campaign, lot: Lot, because: str) -> CrossCheck:
    """One report gets a second look by somebody of its cluster."""
    return _ask(campaign, [(lot, because)], desks_of(campaign))[0]


def _ask(campaign: Campaign, chosen: Iterable[tuple[Lot, str]], desks: Desks) -> list[CrossCheck]:
    asked = list(chosen)
    ids = [lot.report_id for lot, _because in asked]
    everybody = {person for people in desks.verifiers.values() for person in people}
    involved, known = involved_in(_reports(ids), everybody), queries.known(ids)
    placed = [
        (lot, because, desks.next_for(lot, involved[lot.report_id]))
        for lot, because in asked
        if lot.report_id not in known
    ]
    units = queries.unit_ids({path for _lot, _because, path in placed if path})
    made = [
        CrossCheck(
            campaign_id=campaign.id,
            report_id=lot.report_id,
            first_id=lot.decision_id,
            because=because,
            drawn_at=clock.now(),
            unit_id=units[path] if path else None,
        )
        for lot, because, path in placed
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _reports(ids: Collection[int]) -> list[Report]:
    team = joinedload(Report.enrolment).options(
        joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.campaign)
    )
    return list(db.session.scalars(select(Report).where(Report.id.in_(ids)).options(team)))


def _nearest(path: str, verifiers: Collection[str]) -> str | None:
    """The nearest unit at or above this one that has a verifier."""
    return max((each for each in verifiers if path.startswith(each)), key=len, default=None)
