"""One version of a campaign's rules as canonical JSON, the form the database keeps."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from app.rulebook.rules import RuleSet


def dump_rules(rules: RuleSet) -> str:
    """One version as canonical JSON: sorted keys, no blanks, real letters."""
    return json.dumps(rules, default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def load_rules(text: str) -> RuleSet:
    """The version that `dump_rules` wrote; fields added since take their defaults."""
    built = _build(RuleSet, json.loads(text))
    assert isinstance(built, RuleSet)
    return built


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in fields(value) if each.init}
    raise TypeError(f"{type(value).__name__} does not belong in a rule set")


@cache
def _hints(shape: type[Any]) -> dict[str, Any]:
    return {each.name: hint for each in fields(shape) if each.init for hint in [get_type_hints(shape)[each.name]]}


def _build(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        return hint(**{name: _build(inner, value[name]) for name, inner in _hints(hint).items() if name in value})
    if get_origin(hint) is UnionType:
        return None if value is None else _build(next(each for each in get_args(hint) if each is not NoneType), value)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = inner[:1] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_build(kind, item) for kind, item in zip(kinds, value, strict=True))
    if hint is date:
        return date.fromisoformat(value)
    return value
