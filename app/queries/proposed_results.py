"""What the results would be now: every cluster in its order, the prizes, and the facts file they follow from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.models import Campaign, Cluster, CouncilAct
from app.queries import council
from app.queries.board import Place, places
from app.queries.campaigns import clusters, stage
from app.queries.extras import barred
from app.queries.facts_files import facts_file
from app.queries.honoured import Honoured, honoured
from app.queries.past_board import last_posted
from app.queries.team_facts import counts_kept, facts_of
from app.rulebook.chain import compact, digest
from app.rulebook.facts import TeamFacts
from app.rulebook.prizes import unmet
from app.rulebook.ranking import TieFacts
from app.rulebook.results import Contender, Placed, placed, sheet
from app.rulebook.rules import RuleSet


@dataclass(frozen=True, slots=True)
class ClusterResult:
    """One cluster in rank order."""

    cluster: Cluster
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`body` is the facts file as text, `digest` its SHA-256; `places` has the enrolments by id."""

    seq: int
    clusters: tuple[ClusterResult, ...]
    specials: tuple[Honoured, ...]
    places: Mapping[int, Place]
    facts: Mapping[int, TeamFacts]
    body: str

    @property
    def digest(self) -> str:
        return digest(self.body)

    @property
    def sheet(self) -> str:
        """results.csv: every ranked team in its place."""
        return sheet(self._row(result.cluster, each) for result in self.clusters for each in result.placed)

    def _row(self, cluster: Cluster, one: Placed) -> dict[str, object]:
        team = self.places[one.contender.key].team
        return {
            "cluster_code": cluster.code,
            "rank": one.rank,
            "team_code": team.code,
            "team_name": team.name,
            "unit_code": team.unit.code,
            "points": one.contender.points,
            "unmet": " ".join(one.contender.unmet),
            "prize": one.prize,
        }


def proposal(
    campaign: Campaign,
    number: int,
    acts: Sequence[CouncilAct] | None = None,
    without: Collection[str] = (),
) -> Proposal:
    """The results as they would be decided now, as version `number`; the same count of queries for any teams.

    `acts` stands in for what the council has recorded; `without` bars teams by their codes. Both are for a look at
    what would be, which changes nothing.
    """
    rules = stage(campaign).book.newest
    recorded = council.acts(campaign) if acts is None else acts
    orders = council.orders(recorded)
    standing = {each.enrolment.id: each for each in places(campaign, rules.tie_break)}
    facts = facts_of(campaign, counts_kept(list(standing)))
    out = barred(campaign) | {each.enrolment.id for each in standing.values() if each.team.code in without}
    contenders = [_contender(each, facts[each.enrolment.id], rules, out) for each in standing.values()]
    found = tuple(_cluster(each, contenders, standing, rules, orders) for each in clusters(campaign))
    named = honoured(campaign, recorded, [each.code for each in rules.special_awards])
    specials = tuple(each for each in named if each.enrolment_id not in out)
    seq = last_posted(campaign)
    body = compact(facts_file(campaign, number, seq, rules, orders, _pairs(found), specials, standing, facts))
    return Proposal(seq, found, specials, standing, facts, body)


def _contender(place: Place, facts: TeamFacts, rules: RuleSet, out: Collection[int]) -> Contender:
    annulled = ("annulled",) if place.enrolment.id in out else ()
    return Contender(
        key=place.enrolment.id,
        code=place.team.code,
        points=place.figures.points,
        ties=TieFacts(
            sundays=facts.sundays_deployed,
            dossiers=facts.dossiers,
            first_time=facts.first_time,
            decided=facts.decided,
            penalty_points=place.figures.penalty_points,
            hamlets=facts.hamlets,
        ),
        unmet=(*annulled, *unmet(facts, rules.eligibility)),
    )


def _cluster(
    cluster: Cluster,
    contenders: Sequence[Contender],
    standing: Mapping[int, Place],
    rules: RuleSet,
    orders: Mapping[str, tuple[str, ...]],
) -> ClusterResult:
    own = [each for each in contenders if standing[each.key].enrolment.cluster_id == cluster.id]
    return ClusterResult(cluster, tuple(placed(own, rules, orders.get(cluster.code, ()))))


def _pairs(found: Sequence[ClusterResult]) -> list[tuple[Cluster, Sequence[Placed]]]:
    return [(each.cluster, each.placed) for each in found]
