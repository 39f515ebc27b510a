"""A ward's Sunday evening on the demonstration, in a real browser, by keys.

A plain-Python model says after every step what must be there. `make test` plays it on the small story, `make soak` on
the whole one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.clock import wall
from app.database import db, transaction
from app.demo import build as demo
from app.demo.march_teams import DEMO
from app.models import EvidenceOpening, Notice, Report
from app.queries import queue
from app.queries.rights import rights_of
from app.services.invariants import INVARIANTS
from tests.browser import story
from tests.browser.acting import sign_in
from tests.browser.story import CAPTAIN, FILE, SUNDAY, VERIFIER, known, points_of, worth
from tests.cast import give_password
from tests.fixtures.browser import LiveServer

COUNTED = 14  # by the counter, where 36 are claimed


@dataclass
class Plan:
    """One report, what the verifier will do with it, and what has come of it."""

    uuid: str
    team: str
    first: datetime
    claimed: dict[str, int]
    flags: set[str]
    pictures: set[str]
    flagged: bool
    act: str = "verify"
    state: str = "submitted"
    verified: dict[str, int] = field(default_factory=dict)
    news: str = ""

    @property
    def captain(self) -> str:
        return CAPTAIN if self.team == DEMO else f"{self.team.lower()}.1@xungkich.example"

    @property
    def as_claimed(self) -> dict[str, int]:
        return dict(self.claimed)


@dataclass
class Evening:
    """Plain Python: what the evening has brought so far, beside what each team had before it."""

    plans: list[Plan]
    before: dict[str, int]
    audit: Counter[str] = field(default_factory=Counter)
    notices: Counter[tuple[str, bool]] = field(default_factory=Counter)  # kind, and whether it was taken back
    opened: int = 0

    def points(self, team: str) -> int:
        return self.before[team] + worth([each for each in self.plans if each.team == team])

    def waiting(self) -> set[str]:
        return {each.uuid for each in self.plans if each.state == "submitted"}

    def decide(self, plan: Plan, verified: dict[str, int] | None, kind: str) -> None:
        plan.state, plan.verified = ("returned", {}) if verified is None else ("decided", verified)
        self.audit["report.returned" if verified is None else "report.decided"] += 1
        self._untell(plan)
        plan.news = kind
        self.notices[kind, False] += 1

    def undo(self, plan: Plan) -> None:
        plan.state, plan.verified = "submitted", {}
        self.audit["report.reopened"] += 1
        self._untell(plan)

    def _untell(self, plan: Plan) -> None:
        """What was decided less than a minute ago, and is decided otherwise now, nobody is told."""
        if plan.news:
            self.notices[plan.news, False] -= 1
            self.notices[plan.news, True] += 1
            plan.news = ""


@pytest.fixture(params=[demo.plan_small, pytest.param(demo.plan, marks=pytest.mark.soak)], ids=["small", "whole"])
def evening(
    request: pytest.FixtureRequest, live_server: LiveServer, drawn: Path
) -> Iterator[tuple[LiveServer, Evening]]:
    """The demonstration as `make run` leaves it; what its verifier will do is chosen by what the reports show."""
    with live_server.app.app_context():
        story.told(request.param, live_server, drawn)
        plans = list(waiting())
        chosen(plans)
        yield live_server, Evening(plans, {each.team: points_of(each.team) for each in plans})


def waiting() -> Iterator[Plan]:
    """What the verifier finds, in the order of the queue."""
    rows = queue.waiting_for(rights_of(known(VERIFIER))).rows
    raised = queue.flags_of([each.id for each in rows])
    for row in rows:
        report = db.session.get_one(Report, row.id)
        yield Plan(
            uuid=report.uuid,
            team=report.enrolment.team.code,
            first=row.first_submitted_at,
            claimed={line.activity_code: line.claimed for line in report.lines if line.claimed},
            flags={each.code for each in raised.get(row.id, ())},
            pictures={each.sha256 for each in report.evidence},
            flagged=row.risk >= FILE["flags"]["loud"],
        )


def chosen(plans: list[Plan]) -> None:
    """Of the two that show one photo the first is returned, the second stopped; three more are not as the others."""
    shared = [each for each in plans if "photo_near" in each.flags]
    assert [each.pictures for each in shared] == [shared[0].pictures] * 2
    shared[0].act, shared[1].act = "return", "privacy"
    next(each for each in plans if "beyond_taps" in each.flags).act = "less"
    next(each for each in plans if each.team == DEMO).act = "return"
    plans[30].act = "undo"


def picture(number: int) -> bytes:
    """A scene like no other."""
    dice, out = Random(number), BytesIO()
    tiles = Image.frombytes("RGB", (16, 12), dice.randbytes(16 * 12 * 3))
    tiles.resize((640, 480), Image.Resampling.BICUBIC).save(out, "JPEG")
    return out.getvalue()


class Watch(story.Watch):
    """The same of an evening."""

    def agrees(self, told: Evening) -> None:
        """Ledger, standings, badges, notices, audit and queue are what the model says."""
        with self.stage.app.app_context():
            db.session.rollback()
            self.moved({team: told.points(team) for team in told.before}, told.audit, SUNDAY)
            states = select(Report.uuid, Report.state).where(Report.uuid.in_([each.uuid for each in told.plans]))
            assert {each.uuid: each.state for each in db.session.execute(states)} == {
                each.uuid: each.state for each in told.plans
            }
            assert {each.uuid for each in queue.waiting_for(rights_of(known(VERIFIER))).rows} == told.waiting()
            said = select(Notice.kind, Notice.cancelled_at.is_not(None)).where(
                Notice.id > self.noticed, Notice.kind != "badge_earned"
            )
            assert Counter((kind, bool(gone)) for kind, gone in db.session.execute(said)) == +told.notices
            assert db.session.scalar(select(func.count()).select_from(EvidenceOpening)) == told.opened


class Hands:
    """The verifier's hands on keys and mouse; every press is counted."""

    def __init__(self, page) -> None:
        self.page = page
        self.presses = 0

    @property
    def open_report(self) -> str:
        return self.page.url.partition("/reports/")[2].partition("/")[0]

    def key(self, name: str) -> None:
        self.presses += 1
        self.page.keyboard.press(name)

    def click(self, button) -> None:
        self.presses += 1
        button.click()

    def opens_photos(self) -> int:
        """Every photo, one key each."""
        unseen = self.page.locator("#desk [data-unseen]")
        many = unseen.count()
        for left in range(many - 1, -1, -1):
            self.key("a")
            expect(unseen).to_have_count(left)
        return many

    def goes_on(self, press: Callable[[], None]) -> None:
        """Press, and see that the page has gone on to another report or is done."""
        before = self.page.url
        press()
        self.page.wait_for_url(lambda url: url != before)


@pytest.mark.browser
def test_forty_reports_of_a_sunday_evening_are_judged_in_a_hundred_and_thirty_presses(evening, open_page):
    stage, told = evening
    watch = Watch(stage)
    page = sign_in(open_page(), VERIFIER)
    expect(page.get_by_text("40 báo cáo")).to_be_visible()
    expect(page.locator(".queue-item.is-flagged")).to_have_count(6)
    watch.agrees(told)
    hands, by_uuid = Hands(page), {each.uuid: each for each in told.plans}
    hands.click(page.get_by_role("link", name="Bắt đầu thẩm định"))
    page.wait_for_url(re.compile("/decision$"))
    for place in range(40):
        plan = by_uuid[hands.open_report]
        assert plan.flagged == (place < 6)
        told.opened += hands.opens_photos()
        judge(hands, told, plan)
        watch.agrees(told)
    print(f"{hands.presses} presses for {told.opened} photos of 40 reports")
    assert told.opened == sum(len(each.pictures) for each in told.plans)
    assert hands.presses <= 130
    expect(page.get_by_text("Không còn báo cáo nào chờ thẩm định")).to_be_visible()

    a_minute_passes(stage, told)
    back = [each for each in told.plans if each.act == "return"]
    for plan in back:
        with stage.app.app_context():
            give_password(known(plan.captain))
        sends_again(sign_in(open_page(), plan.captain), told, plan)
        watch.agrees(told)
    page.goto("/queue")
    page.get_by_role("link", name=re.compile("Bắt đầu thẩm định|Làm tiếp")).click()
    page.wait_for_url(re.compile("/decision$"))
    for _ in back:
        plan = by_uuid[hands.open_report]
        fresh = hands.opens_photos()
        assert fresh == plan.flagged  # the others were seen before
        told.opened += fresh
        hands.goes_on(lambda: hands.key("a"))
        told.decide(plan, plan.as_claimed, "report_verified")
        watch.agrees(told)
    assert Counter(each.state for each in told.plans) == {"decided": 39, "returned": 1}
    with stage.app.app_context():
        assert {name: list(check()) for name, check in INVARIANTS.items() if list(check())} == {}


def a_minute_passes(stage: LiveServer, told: Evening) -> None:
    """From now on what was told stays told."""
    with stage.app.app_context(), transaction() as session:
        session.query(Notice).update({"ready_at": wall()})
    for each in told.plans:
        each.news = ""


def sends_again(page: Any, told: Evening, plan: Plan) -> None:
    """The captain reads why, and brings another photo where the one that was shown is destroyed."""
    page.goto(f"/reports/{plan.uuid}/edit")
    expect(page.get_by_text("Ảnh không rõ hoạt động").first).to_be_visible()
    if plan.flagged:
        expect(page.get_by_text("1 ảnh đã bị hủy vì có dữ liệu cá nhân")).to_be_visible()
        page.locator("input[type=file]").set_input_files(
            {"name": "moi.jpg", "mimeType": "image/jpeg", "buffer": picture(60)}
        )
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi báo cáo")).to_be_visible()
    plan.state = "submitted"
    told.audit["report.submitted"] += 1


def judge(hands: Hands, told: Evening, plan: Plan) -> None:
    """What the plan says is done to the open report, and the model is told."""
    if plan.act == "return":
        hands.key("s")
        hands.key("1")
        hands.goes_on(lambda: hands.key("s"))
        told.decide(plan, None, "report_returned")
    elif plan.act == "less":
        hands.key("e")
        for figure in str(COUNTED):
            hands.key(figure)
        hands.goes_on(lambda: hands.key("Enter"))
        told.decide(plan, plan.as_claimed | {next(iter(plan.claimed)): COUNTED}, "report_reduced")
    elif plan.act == "privacy":
        hands.goes_on(lambda: hands.click(hands.page.get_by_role("button", name="Có dữ liệu cá nhân").first))
        told.decide(plan, None, "photo_removed")
    else:
        hands.goes_on(lambda: hands.key("a"))
        told.decide(plan, plan.as_claimed, "report_verified")
    if plan.act == "undo":
        hands.goes_on(lambda: hands.key("z"))
        told.undo(plan)
        hands.goes_on(lambda: hands.key("a"))
        told.decide(plan, plan.as_claimed, "report_verified")
