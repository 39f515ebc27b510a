"""A ward's Sunday evening in a real browser, by keys; a plain-Python model says after every step what must be there."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from random import Random
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from app.clock import wall
from app.database import db, transaction
from app.models import AuditEvent, EvidenceOpening, LedgerEntry, Notice, Report, ReportLine, Standing
from app.outside import photos
from app.outside.darkroom import Developed, develop
from app.queries import queue
from app.queries.rights import rights_of
from app.queries.rules import rule_book
from app.services import flags, reports
from app.services.invariants import INVARIANTS
from app.services.report_contents import Photo
from tests.browser.acting import sign_in
from tests.cast import NOW, give_password, person_named, stand_still
from tests.parity.badge_model import BadgeModel, held_now
from tests.racing import campaign, enrolment
from tests.reporting import content

VNEID, PAYMENT, PLATFORM = "vneid_level2_support", "e_payment_support", "digital_platform_support"
POINTS = {VNEID: 3, PAYMENT: 2, PLATFORM: 1}
SUNDAY = date(2026, 3, 15)
CAPTAINS = {"QN1": "captain", "QN2": "captain_qn2"}
BURST = tuple(range(600, 640, 2))  # twenty taps in forty seconds


@dataclass
class Plan:
    """One report, what the verifier will do with it, and what the model says it is worth."""

    number: int
    team: str
    activity: str
    claimed: int
    photos: int
    flagged: bool = False
    act: str = "verify"
    state: str = "submitted"
    verified: int | None = None
    news: str = ""

    @property
    def uuid(self) -> str:
        return str(UUID(int=self.number + 1))

    @property
    def points(self) -> int:
        return (self.verified or 0) * POINTS[self.activity] * 120 // 100


@dataclass
class Evening:
    """Plain Python: what the evening has brought so far."""

    plans: list[Plan]
    audit: Counter[str] = field(default_factory=Counter)
    notices: Counter[tuple[str, bool]] = field(default_factory=Counter)  # kind, and whether it was taken back
    opened: int = 0

    def points(self, team: str) -> int:
        return sum(each.points for each in self.plans if each.team == team)

    def waiting(self) -> set[str]:
        return {each.uuid for each in self.plans if each.state == "submitted"}

    def decide(self, plan: Plan, verified: int | None, kind: str) -> None:
        plan.state, plan.verified = ("returned", None) if verified is None else ("decided", verified)
        self.audit["report.returned" if verified is None else "report.decided"] += 1
        self._untell(plan)
        plan.news = kind
        self.notices[kind, False] += 1

    def undo(self, plan: Plan) -> None:
        plan.state, plan.verified = "submitted", None
        self.audit["report.reopened"] += 1
        self._untell(plan)

    def _untell(self, plan: Plan) -> None:
        """What was decided less than a minute ago, and is decided otherwise now, nobody is told."""
        if plan.news:
            self.notices[plan.news, False] -= 1
            self.notices[plan.news, True] += 1
            plan.news = ""


def planned() -> list[Plan]:
    """Forty reports of two teams: no day's cap is reached, so that a report's worth is its own arithmetic."""
    dice = Random(20260315)
    found = []
    for number in range(40):
        team, activity = ("QN1", "QN2")[number % 2], (VNEID, PAYMENT, PLATFORM)[number // 2 % 3]
        found.append(Plan(number, team, activity, dice.randint(1, 4), 1 + (number % 4 == 0)))
    for number in (0, 3, 9, 14, 22, 33):
        found[number].flagged, found[number].claimed = True, 20 if number in (3, 14) else 4
    found[3].activity, found[14].activity = PAYMENT, PLATFORM
    for number, act in {9: "return", 14: "less", 20: "return", 22: "privacy", 30: "undo"}.items():
        found[number].act = act
    return found


@pytest.fixture
def evening(stage):
    """Everything sent, six of them flagged: four by photos shown before, two by taps that nobody can tap."""
    plans = planned()
    with stage.app.app_context():
        give_password(person_named("captain_qn2"))
        shelf = photos.local(stage.app.config["SETTINGS"].instance / "photos")
        developed = develop([picture(number) for number in range(50)])
        shown = [shelf.keep(each) for each in developed if isinstance(each, Developed)]
        numbers = iter(range(50))
        for place, plan in enumerate(plans):
            stand_still(NOW - timedelta(minutes=60 - place))
            own = tuple(kept(shown[next(numbers)]) for _ in range(plan.photos))
            if plan.flagged and plan.number and plan.claimed < 20:
                own = (kept(shown[0]), *own[1:])
            write(plan, own)
        stand_still(NOW)
    return stage, Evening(plans, Counter({"report.submitted": 40}))


def write(plan: Plan, own: tuple[Photo, ...]) -> None:
    """The captain sends it; where taps are to be seen, the counter of the field app brought them."""
    filled = content({plan.activity: plan.claimed}, SUNDAY, photos=own, place=("mobile", f"Điểm {plan.number}", ""))
    with transaction() as session:
        report = reports.record(plan.uuid, enrolment(plan.team), filled, person_named(CAPTAINS[plan.team]), send=True)
        if plan.claimed == 20:
            session.query(ReportLine).filter_by(report_id=report.id).update({"taps": list(BURST)})
            flags.look([report.id])


def picture(number: int) -> BytesIO:
    """A scene like no other."""
    dice, out = Random(number), BytesIO()
    tiles = Image.frombytes("RGB", (16, 12), dice.randbytes(16 * 12 * 3))
    tiles.resize((640, 480), Image.Resampling.BICUBIC).save(out, "JPEG")
    out.seek(0)
    return out


def kept(photo: photos.Kept) -> Photo:
    return Photo(photo.sha256, photo.size, photo.width, photo.height, photo.fingerprint)


def agrees(stage, told: Evening, badges: BadgeModel) -> None:
    """Ledger, standings, badges, notices, audit and queue are what the model says."""
    with stage.app.app_context():
        db.session.rollback()
        for team in CAPTAINS:
            mine = enrolment(team).id
            posted = db.session.scalars(select(LedgerEntry.points).where(LedgerEntry.enrolment_id == mine))
            assert (sum(posted), db.session.get_one(Standing, mine).points) == (told.points(team), told.points(team))
        badges.judge(rule_book(campaign().id), SUNDAY, weekly=False)
        assert held_now(campaign().id) == set(badges.holding)
        assert {each.uuid: each.state for each in db.session.scalars(select(Report))} == {
            each.uuid: each.state for each in told.plans
        }
        waiting = queue.waiting_for(rights_of(person_named("verifier")))
        assert {each.uuid for each in waiting.rows} == told.waiting()
        kinds = db.session.scalars(select(AuditEvent.kind).where(AuditEvent.kind.in_(told.audit))).all()
        assert Counter(kinds) == told.audit
        said = db.session.execute(select(Notice.kind, Notice.cancelled_at.is_not(None)))
        about = Counter((kind, bool(gone)) for kind, gone in said if kind != "badge_earned")
        assert about == +told.notices
        assert len(db.session.scalars(select(EvidenceOpening)).all()) == told.opened


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

    def goes_on(self, press) -> None:
        """Press, and see that the page has gone on to another report or is done."""
        before = self.page.url
        press()
        self.page.wait_for_url(lambda url: url != before)


@pytest.mark.browser
def test_forty_reports_of_a_sunday_evening_are_judged_in_a_hundred_and_thirty_presses(evening, open_page):
    stage, told = evening
    with stage.app.app_context():
        badges = BadgeModel(campaign().id, campaign().starts_on, campaign().ends_on)
    page = sign_in(open_page(), "verifier")
    expect(page.get_by_text("40 báo cáo")).to_be_visible()
    expect(page.locator(".queue-item.is-flagged")).to_have_count(6)
    agrees(stage, told, badges)
    hands, by_uuid = Hands(page), {each.uuid: each for each in told.plans}
    hands.click(page.get_by_role("link", name="Bắt đầu thẩm định"))
    page.wait_for_url(re.compile("/decision$"))
    for place in range(40):
        plan = by_uuid[hands.open_report]
        assert plan.flagged == (place < 6)
        told.opened += hands.opens_photos()
        judge(hands, told, plan)
        agrees(stage, told, badges)
    assert hands.presses <= 130
    expect(page.get_by_text("Không còn báo cáo nào chờ thẩm định")).to_be_visible()

    a_minute_passes(stage, told)
    for plan in (each for each in told.plans if each.act == "return"):
        captain = sign_in(open_page(), CAPTAINS[plan.team])
        captain.goto(f"/reports/{plan.uuid}/edit")
        expect(captain.get_by_text("Ảnh không rõ hoạt động")).to_be_visible()
        if plan.flagged:  # its photo was destroyed in every report that showed it
            captain.locator("input[type=file]").set_input_files(
                {"name": "moi.jpg", "mimeType": "image/jpeg", "buffer": picture(60).read()}
            )
        captain.get_by_role("button", name="Gửi báo cáo").click()
        expect(captain.get_by_text("Đã gửi báo cáo")).to_be_visible()
        plan.state = "submitted"
        told.audit["report.submitted"] += 1
        agrees(stage, told, badges)
    page.goto("/queue")
    page.get_by_role("link", name=re.compile("Bắt đầu thẩm định|Làm tiếp")).click()
    for _ in range(2):
        plan = by_uuid[hands.open_report]
        fresh = hands.opens_photos()
        assert fresh == plan.flagged  # the others were seen before
        told.opened += fresh
        hands.goes_on(lambda: hands.key("a"))
        told.decide(plan, plan.claimed, "report_verified")
        agrees(stage, told, badges)
    with stage.app.app_context():
        assert {name: list(check()) for name, check in INVARIANTS.items() if list(check())} == {}


def a_minute_passes(stage, told: Evening) -> None:
    """From now on what was told stays told."""
    with stage.app.app_context(), transaction() as session:
        session.query(Notice).update({"ready_at": wall()})
    for each in told.plans:
        each.news = ""


def judge(hands: Hands, told: Evening, plan: Plan) -> None:
    """What the plan says is done to the open report, and the model is told."""
    if plan.act == "return":
        hands.key("s")
        hands.key("1")
        hands.goes_on(lambda: hands.key("s"))
        told.decide(plan, None, "report_returned")
    elif plan.act == "less":
        hands.key("e")
        hands.key("1")
        hands.key("5")
        hands.goes_on(lambda: hands.key("Enter"))
        told.decide(plan, 15, "report_reduced")
    elif plan.act == "privacy":
        hands.goes_on(lambda: hands.click(hands.page.get_by_role("button", name="Có dữ liệu cá nhân").first))
        told.decide(plan, None, "photo_removed")
    else:
        hands.goes_on(lambda: hands.key("a"))
        told.decide(plan, plan.claimed, "report_verified")
    if plan.act == "undo":
        hands.goes_on(lambda: hands.key("z"))
        told.undo(plan)
        hands.goes_on(lambda: hands.key("a"))
        told.decide(plan, plan.claimed, "report_verified")
