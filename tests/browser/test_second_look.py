"""The second look on the demonstration, in a real browser, beside a plain-Python model.

A deputy stands in, a cross-check lowers a figure, one re-check is granted by somebody else and one turned down, a batch
is cancelled and another applied. `make test` plays it on the small story, `make soak` on the whole one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app import clock
from app.database import db
from app.demo import build as demo
from app.jobs import cross_check_draws, verifier_figures
from app.models import CrossCheck, Decision, Enrolment, Notice, Report, RoleGrant, VerifierFigure
from app.queries.campaigns import stage as stage_of
from app.services.invariants import INVARIANTS
from tests.browser import story
from tests.browser.acting import follow, sign_in
from tests.browser.story import CODE, OFFICER, campaign, known, points_of, worth
from tests.cast import give_password
from tests.fixtures.browser import LiveServer


@dataclass
class Kept:
    """One decided report as the model knows it."""

    uuid: str
    team: str
    day: date
    first: datetime
    verified: dict[str, int]
    by: str
    counts: bool = True


@dataclass
class Told:
    """Plain Python: every decided report of the campaign, and what has happened since the beginning."""

    reports: dict[str, Kept]
    before: dict[str, int]
    audit: Counter[str] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.begun = {team: self.worth_of(team) for team in self.before}

    def worth_of(self, team: str) -> int:
        mine = [each for each in self.reports.values() if each.team == team and each.counts]
        days = {each.day for each in mine}
        return sum(worth([each for each in mine if each.day == day], day) for day in days)

    def points(self, team: str) -> int:
        """What the team had, and what its own reports are worth more or less since."""
        return self.before[team] + self.worth_of(team) - self.begun[team]


@pytest.fixture(params=[demo.plan_small, pytest.param(demo.plan, marks=pytest.mark.soak)], ids=["small", "whole"])
def played(request: pytest.FixtureRequest, live_server: LiveServer, drawn: Path) -> Iterator[tuple[LiveServer, Told]]:
    """The demonstration, with its second looks drawn and a password for everybody who will sign in."""
    with live_server.app.app_context():
        story.told(request.param, live_server, drawn)
        told = Told({each.uuid: each for each in decided()}, {each: points_of(each) for each in teams()})
        assert cross_check_draws.run()
        yield live_server, told


def decided() -> Iterator[Kept]:
    """What counts now, by the live decisions."""
    for report, decision in db.session.execute(
        select(Report, Decision).join(Decision, Decision.id == Report.decision_id).where(Report.state == "decided")
    ):
        if report.enrolment.campaign.code == CODE:
            codes = {each.id: each.activity_code for each in report.lines}
            verified = {codes[each.line_id]: each.verified_quantity for each in decision.verdicts}
            yield Kept(
                report.uuid,
                report.enrolment.team.code,
                report.activity_day,
                report.first_submitted_at or decision.decided_at,
                {code: quantity for code, quantity in verified.items() if quantity},
                decision.by.login,
            )


def teams() -> list[str]:
    return [each.team.code for each in db.session.query(Enrolment) if each.campaign.code == CODE]


class Watch(story.Watch):
    """The same of a second look."""

    def agrees(self, told: Told) -> None:
        """Ledger, standings, badges, audit, notices and every invariant are what the model says."""
        with self.stage.app.app_context():
            db.session.rollback()
            today = clock.local_day(clock.now(), campaign().zone)
            self.moved({each: told.points(each) for each in told.before}, told.audit, today)
            said = select(Notice.kind).where(Notice.id > self.noticed, Notice.kind.in_(told.notices))
            assert Counter(db.session.scalars(said)) == told.notices
            assert {name: found for name, each in INVARIANTS.items() if (found := list(each()))} == {}


def of_a_commune(told: Told) -> Kept:
    """A commune verifier's report that earned something, of a cluster in which others verify too, not looked at yet."""
    asked = {each.report.uuid for each in db.session.query(CrossCheck)}
    found = [each for each in told.reports.values() if each.by.startswith("verifier.x") and each.uuid not in asked]
    return min(
        (each for each in found if max(each.verified.values(), default=0) > 3), key=lambda each: (each.day, each.uuid)
    )


def verifiers_but(login: str, check: CrossCheck) -> tuple[str, str]:
    """The verifier who was asked, and another one, neither of them the first."""
    grants = db.session.scalars(select(RoleGrant).where(RoleGrant.role == "verifier").order_by(RoleGrant.id)).all()
    asked = next(each.person.login for each in grants if each.unit_id == check.unit_id)
    communes = [each.person.login for each in grants if each.person.login.startswith("verifier.x")]
    return asked, next(each for each in communes if each not in (login, asked))


def captain_of(team_id: int) -> str:
    grant = select(RoleGrant).where(RoleGrant.team_id == team_id, RoleGrant.role == "captain")
    return db.session.scalars(grant).first().person.login


def signed_in(stage: LiveServer, page: Page, login: str) -> Page:
    with stage.app.app_context():
        give_password(known(login))
    return sign_in(page, login)


def opens_photos(page: Page) -> None:
    """Every photo, one press each."""
    unseen = page.locator("[data-unseen]")
    for left in range(unseen.count() - 1, -1, -1):
        unseen.first.click()
        expect(unseen).to_have_count(left)


def says(page: Page, code: str, rules: dict[str, str], quantity: int, reason: str) -> None:
    """Another figure for one line, with its reason."""
    group = page.get_by_role("group", name=rules[code], exact=True)
    group.get_by_label("Bạn thấy").fill(str(quantity))
    group.get_by_label("Lý do, nếu số của bạn khác").fill(reason)


@pytest.mark.browser
def test_a_cross_check_two_re_checks_and_two_batches_move_what_the_model_says(played, open_page, complaints):
    stage, told = played
    watch = Watch(stage)
    watch.agrees(told)
    with stage.app.app_context():
        kept = of_a_commune(told)
        labels = {each.code: each.label for each in stage_of(campaign()).rules.activities}
    uuid = kept.uuid
    code = max(kept.verified, key=lambda each: (kept.verified[each], each))
    whole = dict(kept.verified)

    hands_on(signed_in(stage, open_page(), kept.by), kept)
    told.audit["cross_check.asked"] += 1
    watch.agrees(told)
    with stage.app.app_context():
        check = db.session.query(CrossCheck).join(Report).filter(Report.uuid == uuid).one()
        captain, (reviewer, deputy) = captain_of(check.report.enrolment.team_id), verifiers_but(kept.by, check)
    lends(signed_in(stage, open_page(), reviewer), deputy)
    told.audit["delegation.made"] += 1
    told.notices["deputy_named"] += 1
    watch.agrees(told)

    page = signed_in(stage, open_page(), deputy)
    page.goto(f"/cross-checks/{uuid}")
    opens_photos(page)
    says(page, code, labels, whole[code] - 3, "Số lượng chưa khớp bộ đếm")
    page.get_by_role("button", name="Ghi kết quả chấm chéo").click()
    expect(page.get_by_text("Đã ghi kết quả chấm chéo")).to_be_visible()
    kept.verified = whole | {code: whole[code] - 3}
    told.audit.update(["report.checked", "cross_check.given"])
    told.notices["report_checked"] += 1
    watch.agrees(told)

    contested(signed_in(stage, open_page(), captain), uuid, told)
    watch.agrees(told)
    officer = signed_in(stage, open_page(), OFFICER)
    opens_the_first_request(officer)
    opens_photos(officer)
    says(officer, code, labels, whole[code], "Bộ phận một cửa xác nhận đủ")
    officer.get_by_label("Trả lời đội").fill("Đã đối chiếu với bộ phận một cửa, đủ số.")
    officer.get_by_role("button", name="Chấp nhận, ghi số mới").click()
    expect(officer.get_by_text("Đã trả lời. Đội đọc được")).to_be_visible()
    kept.verified = whole
    told.audit.update(["report.rechecked", "recheck.granted"])
    told.notices["recheck_answered"] += 1
    watch.agrees(told)

    with stage.app.app_context():
        other = another(told, kept)
        login = captain_of(db.session.scalars(select(Report).where(Report.uuid == other.uuid)).one().enrolment.team_id)
    contested(signed_in(stage, open_page(), login), other.uuid, told)
    opens_the_first_request(officer)
    officer.get_by_label("Trả lời đội").fill("Ảnh và xác nhận đều đúng với số đã xác minh.")
    officer.get_by_role("button", name="Giữ nguyên kết quả").click()
    expect(officer.get_by_text("Đã trả lời. Đội đọc được")).to_be_visible()
    told.audit["recheck.turned_down"] += 1
    told.notices["recheck_answered"] += 1
    watch.agrees(told)

    batch_of(officer, other)
    officer.get_by_role("button", name="Bỏ đợt này").click()
    expect(officer.get_by_text("không điểm nào đổi").first).to_be_visible()
    told.audit.update(["batch_review.opened", "batch_review.cancelled"])
    watch.agrees(told)

    taken = [each for each in told.reports.values() if each.by == other.by and each.day == other.day]
    batch_of(officer, other)
    expect(officer.get_by_text(f"{len(taken)} báo cáo.")).to_be_visible()
    officer.get_by_role("button", name="Áp dụng cho tất cả").click()
    expect(officer.get_by_text(f"Đã áp dụng cho {len(taken)} báo cáo")).to_be_visible()
    for each in taken:
        each.counts = False
    told.audit.update(["batch_review.opened", "batch_review.applied", *["report.reopened"] * len(taken)])
    told.notices["batch_reviewed"] += len({each.team for each in taken})
    watch.agrees(told)
    figures_agree(stage, told, kept.by, deputy)


def figures_agree(stage: LiveServer, told: Told, first: str, second: str) -> None:
    """Who decided first is counted with all of it, whatever became of it; who looked a second time, with the look."""
    with stage.app.app_context():
        assert verifier_figures.run()
        figures = {each.person.login: each for each in db.session.query(VerifierFigure)}
        for login in {each.by for each in told.reports.values() if each.by.startswith("verifier")}:
            mine = [each for each in told.reports.values() if each.by == login]
            assert figures[login].decided == len(mine), login
        assert (figures[first].gave, figures[second].gave, figures[second].agreed) == (0, 1, 0)


def hands_on(page: Page, kept: Kept) -> None:
    """The verifier asks the cluster about what they have decided."""
    page.goto(f"/reports/{kept.uuid}/decision")
    page.get_by_text("Nhờ đơn vị khác trong cụm xem lại").click()
    page.locator("#hand-on-reason").fill("Tôi quen đội này")
    page.get_by_role("button", name="Nhờ xem lại").click()
    expect(page.get_by_text("xem lần hai.").first).to_be_visible()


def lends(page: Page, deputy: str) -> None:
    """The verifier who was asked is away and names a deputy for today and tomorrow."""
    page.goto("/delegations")
    page.get_by_label("số điện thoại của người thay").fill(deputy)
    page.get_by_label("Từ ngày").fill("2026-03-15")
    page.get_by_label("Đến hết ngày").fill("2026-03-16")
    page.get_by_label("Lý do").fill("Đi tập huấn")
    page.get_by_role("button", name="Nhờ thay").click()
    expect(page.get_by_text("đang thay")).to_be_visible()


def another(told: Told, kept: Kept) -> Kept:
    """The earliest report of another team whose verifier decided it, and decided nothing of the first one."""
    found = [each for each in told.reports.values() if each.team != kept.team and each.by.startswith("verifier")]
    return min((each for each in found if each.verified), key=lambda each: (each.day, each.first, each.uuid))


def contested(page: Page, uuid: str, told: Told) -> None:
    """The captain asks from the report's page."""
    page.goto(f"/reports/{uuid}")
    page.get_by_role("link", name="Đề nghị phúc tra").click()
    page.get_by_label("Dòng nào chưa đúng, vì sao").fill("Bộ đếm của đội ghi đủ, có xác nhận")
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_text("Đã gửi đề nghị phúc tra")).to_be_visible()
    told.audit["recheck.asked"] += 1
    told.notices["recheck_waiting"] += 1


def opens_the_first_request(page: Page) -> None:
    page.goto("/rechecks")
    follow(page, page.locator("main .next-step").first)


def batch_of(page: Page, kept: Kept) -> None:
    """All that this report's verifier decided of its day, previewed."""
    page.goto(f"/campaigns/{CODE}/batch-reviews")
    name = page.get_by_label("Người thẩm định")
    with_login = name.locator("option").filter(has_text=named(kept.by))
    name.select_option(value=with_login.get_attribute("value"))
    page.get_by_label("Từ ngày").fill(kept.day.isoformat())
    page.get_by_label("Đến ngày").fill(kept.day.isoformat())
    page.get_by_label("Lý do").fill("Kiểm tra lại theo kết luận ngày 15/03")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Đội đổi điểm")).to_be_visible()


def named(login: str) -> str:
    return known(login).full_name
