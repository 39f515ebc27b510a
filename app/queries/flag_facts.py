"""Everything flags are judged by, for many waiting reports at once; the number of queries does not grow with theirs."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.queries import flag_others, flag_rows
from app.queries.flag_rows import Head, asked, by_report
from app.queries.flag_work import lines_of, photos_of
from app.queries.planning import plainly_planned
from app.queries.rules import rule_book
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


def waiting(ids: Collection[int]) -> list[Case]:
    """Those of these reports that wait for a decision."""
    with plainly_planned():
        return _waiting(ids)


def _waiting(ids: Collection[int]) -> list[Case]:
    heads = [Head(*row) for row in asked(flag_rows.HEADS, {"ids": list(ids)})]
    if not heads:
        return []
    books = {each: rule_book(each) for each in {head.campaign_id for head in heads}}
    rules = {each.id: books[each.campaign_id].on(each.day) for each in heads}
    lines, photos, others = lines_of(heads, rules), photos_of(heads, rules), _Others(heads)
    facts = {each.id: _facts(each, lines[each.id], photos.get(each.id, ()), others) for each in heads}
    return [Case(each.id, each.uuid, each.risk, rules[each.id].flags, facts[each.id]) for each in heads]


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


class _Others:
    """What other reports say of the same day, by report."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self.elsewhere = _grouped(flag_others.ELSEWHERE, [each.id for each in heads if each.begins_at is not None])
        self.beside = _grouped(flag_others.BESIDE, [each.id for each in heads if each.place is not None])
        self.again = _grouped(flag_others.AGAIN, [each.id for each in heads])
        known = {"enrolments": list({each.enrolment_id for each in heads})} if self.beside else None
        self.together = {tuple(row) for row in asked(flag_others.TOGETHER, known)} if known else set()

    def elsewhere_of(self, head: Head) -> Iterator[Elsewhere]:
        """One for each report, with as many members as stand in both; the same place is not elsewhere."""
        rows = [
            row
            for row in self.elsewhere.get(head.id, ())
            if head.place and (row[7], row[1]) != (head.place, head.hamlet)
        ]
        members = Counter(row[2] for row in rows)
        for key, row in {row[2]: row[2:] for row in rows}.items():
            yield Elsewhere(members[key], _other(row))

    def beside_of(self, head: Head) -> Iterator[Other]:
        for mine, theirs, *row in self.beside.get(head.id, ()):
            if (mine, theirs, head.day) not in self.together:
                yield _other(row)

    def again_of(self, head: Head) -> Iterator[Again]:
        for code, claimed, *row in self.again.get(head.id, ()):
            yield Again(code, claimed, _other(row))


def _grouped(statement: flag_rows.Rows, ids: list[int]) -> Mapping[int, list[Row]]:
    return by_report(asked(statement, {"ids": ids})) if ids else {}


def _other(row: Row) -> Other:
    key, uuid, team, day, campaign, place, *rest = row
    return Other(key, uuid, team, day.isoformat(), campaign, place or "", *rest)
