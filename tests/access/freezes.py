"""A season up to its board freeze, ways on from there, and everything the public can fetch meanwhile (trust.md T9)."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID
from zlib import crc32

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app import clock
from app.database import db, transaction
from app.jobs.schedule import SCHEDULE
from app.models import BadgeAward, Campaign, Enrolment, Extra, Report
from app.rulebook.boards import REGISTRY
from app.services import campaigns, decisions, extras, joint_sessions, late_openings, organising, reports, unit_figures
from app.services.joint_sessions import Part, Plan
from app.services.late_openings import Opening
from app.services.organising import Gathering
from app.services.unit_figures import Figures
from app.views.policy import action_for
from tests.access.ground import STRANGER, Ground
from tests.cast import CODE, NOW, cast, person_named, stand_still
from tests.racing import campaign, enrolment
from tests.reporting import SUNDAY, decided, returned, sent

VNEID, DOSSIER = "vneid_level2_support", "dvc_full_support"
SATURDAY = SUNDAY - timedelta(days=1)
MIDNIGHT = datetime(2026, 3, 28, 17, 0, tzinfo=UTC)  # the calendar freezes the board on 29/03
CAPTAINS = {"QN1": "captain", "QN2": "captain_qn2", "AN1": "captain_an1", "AN2": "captain_an2"}
VERIFIERS = {"QN1": "verifier", "QN2": "verifier", "AN1": "verifier_an", "AN2": "verifier_an"}


def begin(ground: Ground) -> None:
    """Two weekends: equals, a badge, a penalty, figures, a training, work that waits; QN1 leads its cluster."""
    people = cast()
    ground.name(people)
    with transaction():
        unit_figures.enter(people.units["X21583"], Figures(SATURDAY, 40, 30), people.verifier)
        gathering = Gathering(UUID(int=5), "training_attendance", SATURDAY, {people.enrolments["QN1"].id: 6})
        organising.record(people.campaign, gathering, people.verifier)
    run_jobs()
    ground.ids |= {
        "verified": earned("QN1", {VNEID: 37, DOSSIER: 5}),
        "small": earned("QN2", {VNEID: 12}),
        "equal": earned("AN1", {VNEID: 10}),
        "other equal": earned("AN2", {VNEID: 10}, SATURDAY),
        "unpaid": earned("AN2", {"e_payment_support": 5}, e_payment_support=0),
    }
    for number, team in enumerate(CAPTAINS):
        waiting = sent(enrolment(team), person_named(CAPTAINS[team]), {VNEID: 3 + number, "e_payment_support": 2})
        ground.ids[f"waiting {team}"] = waiting.uuid
    with transaction():
        about = (enrolment("QN2"), "penalty", "repeated_late", ground.ids["small"], 5, person_named("officer"))
        ground.ids["penalty"] = str(extras.post(*about, "Nhắc hai lần").id)
    stand_still(NOW + timedelta(hours=5))
    run_jobs()
    earned("QN1", {VNEID: 2})  # what the worker has not seen yet


def run_jobs() -> None:
    """What the worker would do now."""
    for job in SCHEDULE:
        job.run()


def by_officer() -> None:
    """The officer freezes the board on Tuesday; the worker looks around at once."""
    stand_still(NOW + timedelta(days=2))
    with transaction():
        campaigns.freeze(campaign(), person_named("officer"), "Giữ bảng đến lễ công bố")
    run_jobs()
    stand_still(NOW + timedelta(days=2, minutes=5))


def by_officer_unseen() -> None:
    """The same, and the worker comes only after the decisions."""
    stand_still(NOW + timedelta(days=2))
    with transaction():
        campaigns.freeze(campaign(), person_named("officer"), "Giữ bảng đến lễ công bố")
    stand_still(NOW + timedelta(days=2, minutes=5))


def by_calendar() -> None:
    """The day of the rules comes, and the worker notes it in its first minute."""
    stand_still(MIDNIGHT)
    run_jobs()
    stand_still(MIDNIGHT + timedelta(minutes=5))


def by_calendar_unseen() -> None:
    """The day of the rules comes, and the worker is away: it notes the freeze after the decisions."""
    stand_still(MIDNIGHT + timedelta(minutes=5))


Way = Callable[[dict[str, str]], None]
FREEZES = (by_officer, by_officer_unseen, by_calendar, by_calendar_unseen)


# --- ways on: what may be decided behind a frozen board ---


def nothing(ids: dict[str, str]) -> None:
    """Nobody decides anything."""


def much_verified(ids: dict[str, str]) -> None:
    """A new leader with new badges, and a day nobody worked on before."""
    for team in CAPTAINS:
        decided(report(ids[f"waiting {team}"]), person_named(VERIFIERS[team]))
    earned("QN2", {VNEID: 40, DOSSIER: 25, "e_payment_support": 50})


def rejected(ids: dict[str, str]) -> None:
    """No point moves, but ties would break otherwise."""
    for team in CAPTAINS:
        rejecting: dict[str, int | None] = {VNEID: None, "e_payment_support": None}
        decided(report(ids[f"waiting {team}"]), person_named(VERIFIERS[team]), rejecting)


def sent_back(ids: dict[str, str]) -> None:
    """Reports are returned, withdrawn and sent."""
    for team in ("QN1", "AN2"):
        returned(report(ids[f"waiting {team}"]), person_named(VERIFIERS[team]))
    with transaction():
        reports.withdraw(report(ids["waiting AN1"]), person_named("captain_an1"))
    sent(enrolment("QN2"), person_named("captain_qn2"), {VNEID: 9}, today())


def reopened(ids: dict[str, str]) -> None:
    """Verified work is looked at again: points and badges go; a line that was verified at 0 moves nothing."""
    for name, verifier in (("verified", "verifier"), ("equal", "verifier_an"), ("unpaid", "verifier_an")):
        with transaction():
            decisions.reopen(report(ids[name]), person_named(verifier), "Xem lại số đếm")


def corrected(ids: dict[str, str]) -> None:
    """A team lowers its own figures, a session is annulled, a team is barred."""
    small = report(ids["small"])
    with transaction():
        line = next(each.id for each in small.lines if each.activity_code == VNEID)
        decisions.correct(small, person_named("captain_qn2"), {line: 7}, "Đếm nhầm")
    with transaction():
        decisions.annul(report(ids["verified"]), person_named("officer"), "Biên bản của Hội đồng")
    with transaction():
        extras.bar(enrolment("QN1"), person_named("officer"), "Biên bản của Hội đồng")


def extra_points(ids: dict[str, str]) -> None:
    """A bonus, a penalty, and an old penalty taken back."""
    officer = person_named("officer")
    with transaction():
        extras.post(enrolment("AN2"), "bonus", "creative_model", "march", 40, officer, "Mô hình hay")
    with transaction():
        extras.post(enrolment("AN1"), "penalty", "repeated_late", "march", 5, officer, "Nhắc hai lần")
    with transaction():
        extras.reverse(db.session.get_one(Extra, int(ids["penalty"])), officer, "Đã giải trình")


def all_around(ids: dict[str, str]) -> None:
    """Figures of a unit, a training, a locked day opened again, a session of two teams."""
    officer, captain = person_named("officer"), person_named("captain")
    unit = enrolment("QN1").team.unit
    with transaction():
        unit_figures.enter(unit, Figures(today(), 44, 44), person_named("verifier"))
        late_openings.open_day(enrolment("QN1"), Opening(date(2026, 3, 8), "Điện thoại hỏng"), officer)
    with transaction():
        came = {enrolment(team).id: 5 for team in CAPTAINS}
        organising.record(campaign(), Gathering(UUID(int=6), "training_attendance", today(), came), officer)
    with transaction():
        parts = (Part(VNEID, 30, (18, 12)),)
        plan = Plan(today(), "Chợ phiên Quy Nhơn", tuple(enrolment(each).id for each in ("QN1", "AN1")), parts)
        session = joint_sessions.open_session(str(UUID(int=7)), enrolment("QN1"), plan, captain)
    joint = sent(enrolment("QN1"), captain, {VNEID: 18}, today(), joint_session=session.uuid)
    decided(joint, person_named("verifier"))


def scenario(*moves: Way) -> Way:
    """Several moves, one after the other."""

    def play(ids: dict[str, str]) -> None:
        for each in moves:
            each(ids)

    play.__name__ = "_and_".join(each.__name__ for each in moves)
    return play


WAYS = (
    scenario(all_around, much_verified, extra_points),
    rejected,
    scenario(sent_back, reopened),
    scenario(rejected, corrected, extra_points),
)


def today() -> date:
    """The competition's day."""
    return clock.local_day(clock.now(), "Asia/Ho_Chi_Minh")


def earned(team: str, lines: dict[str, int], day: date | None = None, **verdicts: int | None) -> str:
    """The team reports and its verifier decides; returns the report's id."""
    day = day or today()
    found = sent(enrolment(team), person_named(CAPTAINS[team]), lines, day)
    return decided(found, person_named(VERIFIERS[team]), dict(verdicts)).uuid


def report(uuid: str) -> Report:
    """The report with that id, read anew."""
    return db.session.scalars(select(Report).where(Report.uuid == uuid)).one()


# --- what the public can fetch ---

FRAGMENT = {"HX-Request": "true"}
DAYS = ("2026-03-14", "2026-03-15", "2026-03-17", "2026-03-28", "2026-03-29")
BOARD = (
    *(f"board={code}" for code in REGISTRY),
    *(f"day={day}" for day in DAYS),
    *(f"as_of={seq}" for seq in (0, 3, 10, 11, 12, 13, 14, 20, 99_999)),
    "cluster=phuong",
    "cluster=phuong&team=QN2",
    "q=an+nhon",
    "board=sunday&sunday=2026-03-15",
    "board=week&week=2",
)
QUERIES: Mapping[str, tuple[str, ...]] = {
    "boards.leaderboard": BOARD,
    "criteria_sheets.page": ("team=QN1", "team=AN2"),
    "search.index": ("q=quy+nhon",),
    "campaigns.rules": ("version=1",),
    "dashboard.index": ("view=country",),
    "why.rank": ("among=all",),
    "results.version": ("cluster=phuong",),
}
"""Query strings that make another answer of a route; a route with new ones names them here."""

MASKED = re.compile(
    rb'<span class="bell-count">[^<]*|'  # what a team is told of itself is its own business
    rb'(name="csrf-token" content=|name="csrf_token" type="hidden" value=|type="hidden" name="csrf_token" value=)'
    rb'"[^"]*"'
)
LEFT_OUT = ("Set-Cookie", "Content-Length", "Date")  # the length holds the token's; what is left is measured
SHARE = 3  # of the awards for each of their routes; the soak asks every route about every award
STREAMS = ("streams.board", "streams.projector")
"""Routes whose answer never ends: their first event is read."""
EVENTS = {"Accept": "text/event-stream"}


def is_public(app: Flask, rule: Rule) -> bool:
    """Whether anybody may ask for it; files of the program itself know nothing of a campaign."""
    named = rule.endpoint != "static" and action_for(app, rule.endpoint) == "view_public"
    return named and "GET" in (rule.methods or ())


def addresses(app: Flask, ids: dict[str, str], share: int = SHARE) -> Iterator[tuple[Rule, str]]:
    """Every address that anybody may ask for, with arguments that exist, do not exist, or exist behind the freeze.

    The routes of an award share the awards between them: each is asked about by one route of so many.
    """
    for place, rule in enumerate(app.url_map.iter_rules()):
        if is_public(app, rule):
            values = [arguments(rule, name, ids) for name in sorted(rule.arguments)]
            if "uuid" in rule.arguments:
                values = [[uuid for uuid in values[0] if (crc32(uuid.encode()) + place) % share == 0]]
            for chosen in product(*values):
                built = rule.build(dict(zip(sorted(rule.arguments), chosen, strict=True)))
                yield from ((rule, address) for address in _asked(rule, built[1] if built else ""))


def arguments(rule: Rule, name: str, ids: dict[str, str]) -> list[Any]:
    """What may stand in that place of the address; a new kind of place fails until it is named here."""
    if name == "code":
        return [*CAPTAINS, "KHONG-CO"] if "/teams/" in rule.rule else [CODE, "KHONG-CO"]
    known: dict[str, list[Any]] = {
        "uuid": [value for key, value in sorted(ids.items()) if key.startswith("badge")] + ["khong-co"],
        "number": [1, *range(4, 10)],
        "name": ["work-fingerprint-gold" if "/art/" in rule.rule else "vneid_guide-gold", "khong-co"],
        "thumbprint": ["khong-co"],
        "kind": ["csv", "json"],
        "cluster": ["phuong", "khong-co"],
        "line": [1, 3, 12, 14],
        "day": [date.fromisoformat(each) for each in DAYS],
    }
    return known[name]


def _asked(rule: Rule, plain: str) -> list[str]:
    campaigns_own = ["", f"campaign={CODE}"] if "/teams/" in rule.rule else [""]
    queries = [*campaigns_own, *QUERIES.get(rule.endpoint, ())] if "KHONG-CO" not in plain else [""]
    return [f"{plain}?{query}" if query else plain for query in queries]


def told(ground: Ground, name: str = STRANGER, share: int = SHARE, of: str = "") -> dict[str, Any]:
    """Status, headers and body of every answer, as page, as fragment and to HEAD, from a process without memory.

    With `of` only those of that route are asked for.
    """
    ground.app.extensions.pop("memory", None)
    client, found = ground.browser(name), {}
    for rule, address in addresses(ground.app, ground.ids, share):
        if of not in ("", rule.endpoint):
            continue
        found[f"GET {address}"] = answer(client, rule, "GET", address, EVENTS if rule.endpoint in STREAMS else {})
        if name == STRANGER and rule.endpoint not in STREAMS:
            if "." not in rule.rule:  # a file has no pieces
                found[f"fragment {address}"] = answer(client, rule, "GET", address, FRAGMENT)
            if "?" not in address:
                found[f"HEAD {address}"] = answer(client, rule, "HEAD", address, {})
    return found


def answer(client: FlaskClient, rule: Rule, method: str, address: str, headers: Mapping[str, str]) -> Any:
    """One answer as it can be compared: only the time and the reader's own token and session cookie are left out."""
    got = client.open(address, method=method, headers=dict(headers), buffered=rule.endpoint not in STREAMS)
    try:
        body = next(got.iter_encoded(), b"") if rule.endpoint in STREAMS else got.get_data()
    finally:
        got.close()
    kept = sorted((key, value) for key, value in got.headers if key not in LEFT_OUT)
    masked = MASKED.sub(b"", body)
    return got.status_code, kept, len(masked), masked


def hidden(ids: dict[str, str]) -> dict[str, str]:
    """The awards there are now, by names under which they are asked for; another campaign may not be frozen."""
    return {f"badge {each.uuid}": each.uuid for each in awards_of(campaign())} | ids


def awards_of(campaign: Campaign) -> list[BadgeAward]:
    return list(db.session.scalars(select(BadgeAward).join(Enrolment).where(Enrolment.campaign_id == campaign.id)))
