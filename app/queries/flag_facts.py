"""Everything flags are judged by, for many waiting reports at once; the number of queries does not grow with theirs."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from app.queries import flag_others, flag_rows
from app.queries.flag_rows import ByReport, Head, by_report
from app.queries.flag_work import Shots, by_kind, lines_of, usual_of
from app.queries.planning import as_before, plainly
from app.queries.together import Question, Rows, asked_as_made, asked_together
from app.queries.whereabouts import book_of
from app.rulebook.flag_facts import Again, Elsewhere, LineFacts, Other, PhotoFacts, ReportFacts
from app.rulebook.lookouts import Flags

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A waiting report, what is known of it, and the thresholds of its day."""

    id: int
    uuid: str
    risk: int  # as it is kept now
    flags: Flags
    facts: ReportFacts


class Looked(NamedTuple):
    """Those of some reports that wait for a decision; `stored` is what was found before, by report id."""

    cases: Sequence[Case]
    stored: Rows


def looked_at(ids: Collection[int], *first: ColumnElement[Any]) -> Looked:
    """What is known of these reports, gathered in two turns: what they say themselves, then what stands beside it.

    What PostgreSQL has to do before anything else, a lock say, goes with the first.
    """
    of = {"ids": sorted(ids)}
    rows, own = asked_together(*plainly(*first), (flag_rows.HEADS, of), (flag_rows.OWN, of))[-2:]
    stored, lines, photos = flag_rows.own(own)
    heads = {each.id: each for each in (Head(*row) for row in rows)}
    if not heads:
        asked_together(*as_before())
        return Looked([], stored)
    return Looked(_cases(heads, by_report(lines), [row for row in photos if row[0] in heads]), stored)


def _cases(heads: Mapping[int, Head], lines: ByReport, photos: Rows) -> list[Case]:
    every = list(heads.values())
    rules = {each.id: book_of(each.campaign_id, each.versions).on(each.day) for each in every}
    shots = Shots(heads, photos, max(each.flags.photo_distance for each in rules.values()))
    usually = usual_of(every, lines, {key: each.flags for key, each in rules.items()})
    others_rows, *rest = asked_as_made(_beside(every, usually, shots), *as_before())
    done, near = rest[: len(usually)], rest[len(usually) :]
    usual, others, pictures = by_kind(chain.from_iterable(done)), _Others(others_rows), shots.facts(near)
    facts = {
        each.id: _facts(
            each, lines_of(each, lines.get(each.id, ()), rules[each.id], usual), pictures.get(each.id, ()), others
        )
        for each in every
    }
    return [Case(each.id, each.uuid, each.risk, rules[each.id].flags, facts[each.id]) for each in every]


def _beside(heads: Sequence[Head], usually: Sequence[Question], shots: Shots) -> Iterator[Question]:
    """Photos last: what is asked of them takes longest to make, and to answer."""
    yield _others(heads)
    yield from usually
    yield from shots.search.questions


def _facts(head: Head, lines: tuple[LineFacts, ...], photos: tuple[PhotoFacts, ...], others: "_Others") -> ReportFacts:
    return ReportFacts(
        members=head.members_present or head.team_size,
        begins_at=head.begins_at,
        ends_at=head.ends_at,
        lines=lines,
        photos=photos,
        elsewhere=tuple(others.elsewhere_of(head)),
        beside=tuple(others.beside_of(head)),
        again=tuple(others.again_of(head)),
    )


def _others(heads: Sequence[Head]) -> Question:
    days = [each.day for each in heads]
    return flag_others.OTHERS, {
        "first": min(days),
        "last": max(days),
        "timed": [each.id for each in heads if each.begins_at is not None],
        "placed": [each.id for each in heads if each.place is not None],
        "ids": [each.id for each in heads],
    }


class _Others:
    """What other reports say of the same day, by report: a number and a word, and the other report."""

    def __init__(self, rows: Rows) -> None:
        kinds: list[list[Row]] = [[], [], []]
        for kind, *rest in rows:
            kinds[kind].append(rest)
        self.elsewhere, self.beside, self.again = map(by_report, kinds)

    def elsewhere_of(self, head: Head) -> Iterator[Elsewhere]:
        """One for each report, with as many members as stand in both; the same place is not elsewhere."""
        rows = [
            other
            for _person, hamlet, *other in self.elsewhere.get(head.id, ())
            if head.place and (other[5], hamlet) != (head.place, head.hamlet)
        ]
        members = Counter(other[0] for other in rows)
        for key, other in {other[0]: other for other in rows}.items():
            yield Elsewhere(members[key], _other(other))

    def beside_of(self, head: Head) -> Iterator[Other]:
        for alike, _nothing, *other in self.beside.get(head.id, ()):
            yield _other([*other, alike])

    def again_of(self, head: Head) -> Iterator[Again]:
        for claimed, code, *other in self.again.get(head.id, ()):
            yield Again(code, claimed, _other(other))


def _other(row: Row) -> Other:
    key, uuid, team, day, campaign, place, *rest = row
    return Other(key, uuid, team, day.isoformat(), campaign, place or "", *rest)
