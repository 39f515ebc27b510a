"""What a change would do, kept as plain values until somebody looks at it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.queries.rule_preview import Effect, TeamEffect


def facts_of(effect: Effect) -> dict[str, Any]:
    """The effect as JSON holds it; a day stands once, teams name it by its place."""
    days = effect.days
    place = {day: at for at, day in enumerate(days)}
    return {
        "entries": effect.entries,
        "days": [each.isoformat() for each in days],
        "teams": [
            [
                *(each.code, each.name, each.unit_name, each.cluster_name, each.points, each.ranks),
                [[place[day], points] for day, points in each.days],
            ]
            for each in effect.teams
        ],
    }


def effect_of(facts: Mapping[str, Any]) -> Effect:
    """The effect that was kept."""
    days = [date.fromisoformat(each) for each in facts["days"]]
    return Effect(tuple(_team(row, days) for row in facts["teams"]), facts["entries"])


def _team(row: list[Any], days: list[date]) -> TeamEffect:
    code, name, unit, cluster, points, ranks, touched = row
    return TeamEffect(
        code=code,
        name=name,
        unit_name=unit,
        cluster_name=cluster,
        points=(points[0], points[1]),
        ranks=(ranks[0], ranks[1]) if ranks else None,
        days=tuple((days[at], gained) for at, gained in touched),
    )
