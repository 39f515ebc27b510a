"""Works out who won from a ledger and a facts file, and says whether results.csv is what comes out.

Written from docs/results.md alone; the standard library is enough. `verify_ledger.py --results DIR` calls it.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

COLUMNS = ("cluster_code", "rank", "team_code", "team_name", "unit_code", "points", "unmet", "prize")
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
LAST = 1_000_000_000  # behind every place of an order
TIES = {
    "sundays_deployed": lambda team: team["sundays_deployed"],
    "dossiers": lambda team: team["dossiers"],
    "first_time_share": lambda team: Fraction(team["first_time"], team["decided"]) if team["decided"] else Fraction(0),
    "fewer_penalties": lambda team: -team["penalty_points"],
    "hamlets": lambda team: team["hamlets"],
}
Verify = Callable[[BinaryIO, bytes | None], tuple[str, list[str]]]


def main(folder: Path, verify: Verify) -> int:
    """Check ledger, checkpoint, facts and results of an unpacked data set and print the verdict."""
    try:
        checkpoint = (folder / "checkpoint.json").read_bytes()
        facts, told_results = (folder / "facts.json").read_bytes(), (folder / "results.csv").read_bytes()
        with (folder / "ledger.jsonl").open("rb") as ledger:
            fault, told = verify(ledger, checkpoint)
            ledger.seek(0)
            fault = fault or fault_of(checkpoint, facts, told_results, ledger)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"broken: cannot be read: {error!r}")
        return 1
    if fault:
        told = [f"broken {fault}", *told[1:]]
    else:
        told.append(f"results: as recomputed, {told_results.count(bytes([10])) - 1} teams")
    print("\n".join(told))
    return 1 if fault else 0


def fault_of(checkpoint: bytes, facts: bytes, told_results: bytes, ledger: BinaryIO) -> str:
    """What does not fit; empty when the checkpoint signs these facts and the results follow from them."""
    signed, known = json.loads(checkpoint), json.loads(facts)
    if signed.get("facts") != sha256(facts).hexdigest():
        return "in facts.json: the checkpoint knows another hash"
    if (known["campaign"], known["seq"]) != (signed["campaign"], signed["seq"]):
        return "in facts.json: it is of another campaign or sequence"
    if recomputed(known, points_by_team(ledger, known["seq"])) != told_results:
        return "in results.csv: something else comes out"
    return ""


def points_by_team(ledger: Iterable[bytes], seq: int) -> Counter[str]:
    """The sum of every team's points over the lines up to that sequence."""
    found: Counter[str] = Counter()
    for line in ledger:
        entry = json.loads(line)
        if entry["seq"] <= seq:
            found[entry["team_code"]] += entry["points"]
    return found


def recomputed(facts: dict[str, Any], points: Counter[str]) -> bytes:
    """results.csv as it must be."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    orders = {each["cluster"]: each["teams"] for each in facts["orders"]}
    for cluster in facts["clusters"]:
        own = [each for each in facts["teams"] if each["cluster_code"] == cluster["code"]]
        for row in cluster_rows(own, facts, points, orders.get(cluster["code"], [])):
            writer.writerow(row)
    return ("\ufeff" + out.getvalue()).encode()


def cluster_rows(
    teams: list[dict[str, Any]], facts: dict[str, Any], points: Counter[str], order: list[str]
) -> Iterable[dict[str, Any]]:
    """One cluster's lines in rank order."""
    ranked = ranks(teams, facts["tie_break"], points, order)
    missing = {each["team_code"]: unmet(each, facts["eligibility"]) for each in teams}
    eligible = [(rank, team) for rank, team in ranked if not missing[team["team_code"]]]
    first: dict[int, int] = {}
    for position, (rank, _) in enumerate(eligible):
        first.setdefault(rank, position)
    places = prize_places(len(eligible), facts["scales"])
    prizes = {team["team_code"]: places[first[rank]] for rank, team in eligible if first[rank] < len(places)}
    for rank, team in ranked:
        code = team["team_code"]
        yield {
            "cluster_code": guarded(team["cluster_code"]),
            "rank": rank,
            "team_code": guarded(code),
            "team_name": guarded(team["team_name"]),
            "unit_code": guarded(team["unit_code"]),
            "points": points[code],
            "unmet": " ".join(missing[code]),
            "prize": prizes.get(code, ""),
        }


def ranks(
    teams: list[dict[str, Any]], tie_break: list[str], points: Counter[str], order: list[str]
) -> list[tuple[int, dict[str, Any]]]:
    """Best first: points, then the tie-breaks, then the council's order among teams level on all of it, then a
    shared rank, listed by code."""

    def worth(team: dict[str, Any]) -> tuple[Any, ...]:
        return (-points[team["team_code"]], *(-TIES[name](team) for name in tie_break))

    named = Counter(worth(team) for team in teams if team["team_code"] in order)

    def place(team: dict[str, Any]) -> int:
        chosen = team["team_code"] in order and named[worth(team)] > 1
        return order.index(team["team_code"]) if chosen else LAST

    found: list[tuple[int, dict[str, Any]]] = []
    keys: list[tuple[Any, ...]] = []
    for team in sorted(teams, key=lambda each: (worth(each), place(each), each["team_code"])):
        key = (*worth(team), place(team))
        rank = keys.index(key) + 1 if keys[-1:] == [key] else len(keys) + 1
        found.append((rank, team))
        keys.append(key)
    return found


def unmet(team: dict[str, Any], eligibility: dict[str, int]) -> list[str]:
    """The conditions that a team does not meet."""
    checks = (
        ("annulled", not team["annulled"]),
        ("sundays", team["sundays_deployed"] >= eligibility["min_sundays"]),
        ("on_time", at_least(team["on_time"], team["decided"], eligibility["min_on_time_pct"])),
        ("verified", at_least(team["verified"], team["claimed"], eligibility["min_verified_pct"])),
    )
    return [name for name, met in checks if not met]


def prize_places(eligible: int, scales: list[dict[str, Any]]) -> list[str]:
    """The prizes of a cluster with so many eligible teams, place by place."""
    fitting = [each for each in scales if each["min_teams"] <= eligible]
    if not fitting:
        return []
    return [code for code, count in max(fitting, key=lambda each: each["min_teams"])["counts"] for _ in range(count)]


def at_least(part: int, whole: int, percent: int) -> bool:
    """Whether the part is that much of the whole; of nothing it never is."""
    return whole > 0 and part * 100 >= percent * whole


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
