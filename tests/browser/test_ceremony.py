"""From the last report of the demonstration to its archive, in real browsers, beside a plain-Python model.

The data close, a re-check is answered, the council orders a tie, two people decide, the hall sees it, everybody reads
it, and an amendment moves a team up. `make test` plays it on the small story, `make soak` on the whole one.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app import clock
from app.database import db, transaction
from app.demo import build as demo
from app.demo.march_teams import DEMO
from app.jobs import provisional_results
from app.models import Certificate, Enrolment, LedgerEntry, Notice, Report, RoleGrant, Setting
from app.queries import demo_clock, queue
from app.queries.proposed_results import proposal
from app.queries.results import awards_of
from app.queries.results import versions as versions_of
from app.queries.rights import rights_of
from app.services.invariants import INVARIANTS
from app.views import fresh
from tests.browser import story
from tests.browser.acting import sign_in
from tests.browser.story import CAPTAIN, CODE, FILE, OFFICER, VERIFIER, campaign, points_of, worth
from tests.browser.test_second_look import decided, opens_photos, opens_the_first_request, says, signed_in
from tests.cast import PASSWORD
from tests.exports.test_data_set import verified
from tests.fixtures.browser import LiveServer
from tests.reporting import decided as decides

SIGNATORY, COUNCIL = "signatory@xungkich.example", "council@xungkich.example"
CLOSED, DECIDING = datetime(2026, 4, 5, 2, tzinfo=UTC), datetime(2026, 4, 11, 2, tzinfo=UTC)
TIMELINE, CEREMONY = f"/campaigns/{CODE}/timeline", f"/campaigns/{CODE}/ceremony"
DECISIONS = {1: "225-QĐ/TĐTN", 2: "301-QĐ/TĐTN"}
LARGEST, LESS, DOSSIERS = "phuong", 3, ("dvc_partial_support", "dvc_full_support")
PRIZES = {each["code"]: each["label"] for each in FILE["prizes"]}


@dataclass
class Side:
    """One team of the model."""

    cluster: str
    name: str
    before: int
    days: dict[date, list[Any]] = field(default_factory=dict)

    @property
    def earned(self) -> int:
        return sum(worth(reports, day) for day, reports in self.days.items())

    @property
    def sundays(self) -> int:
        return sum(day.weekday() == 6 for day in self.days)

    @property
    def dossiers(self) -> int:
        return sum(each.verified.get(code, 0) for day in self.days.values() for each in day for code in DOSSIERS)


@dataclass
class Told:
    """Plain Python: what each team has by its reports, who is out, how the council ordered, and what follows."""

    sides: dict[str, Side]
    begun: dict[str, int]
    order: list[str] = field(default_factory=list)
    out: set[str] = field(default_factory=set)

    def points(self, team: str) -> int:
        return self.sides[team].before + self.sides[team].earned - self.begun[team]

    def prizes(self) -> dict[str, str]:
        """Prize by team: the eligible of each cluster by points, Sundays and dossiers, then as the council chose."""
        found: dict[str, str] = {}
        for cluster in {each.cluster for each in self.sides.values()}:
            able = [code for code, each in self.sides.items() if each.cluster == cluster and self.may_win(code)]
            scales = [each for each in FILE["prize_scales"] if each["min_teams"] <= len(able)]
            given = max(scales, key=lambda each: each["min_teams"])["counts"] if scales else {}
            names = [name for name in PRIZES for _ in range(given.get(name, 0))]
            able.sort(key=self.standing)
            first = [next(place for place, one in enumerate(able) if self.level(one, code)) for code in able]
            found |= {code: names[place] for code, place in zip(able, first, strict=True) if place < len(names)}
        return found

    def may_win(self, team: str) -> bool:
        return team not in self.out and self.sides[team].sundays >= FILE["eligibility"]["min_sundays"]

    def level(self, one: str, other: str) -> bool:
        return self.standing(one) == self.standing(other)

    def standing(self, team: str) -> tuple[int, ...]:
        side, wanted = self.sides[team], self.order.index(team) if team in self.order else 0
        return -self.points(team), -side.sundays, -side.dossiers, wanted


def sides() -> dict[str, Side]:
    """Every team with the reports that count now."""
    found = {
        each.team.code: Side(each.cluster.code, each.team.name, points_of(each.team.code))
        for each in db.session.scalars(select(Enrolment).where(Enrolment.campaign_id == campaign().id))
    }
    for each in decided():
        if each.verified:
            found[each.team].days.setdefault(each.day, []).append(each)
    return found


def the_rest_is_decided() -> None:
    """Every verifier confirms what waits for them."""
    grants = db.session.scalars(select(RoleGrant).where(RoleGrant.role == "verifier").order_by(RoleGrant.id)).all()
    for person in {each.person_id: each.person for each in grants}.values():
        while rows := queue.waiting_for(rights_of(person)).rows:
            for row in rows:
                decides(db.session.get_one(Report, row.id), person)


@pytest.fixture(params=[demo.plan_small, pytest.param(demo.plan, marks=pytest.mark.soak)], ids=["small", "whole"])
def played(request: pytest.FixtureRequest, live_server: LiveServer, drawn: Path) -> tuple[LiveServer, Told]:
    """The demonstration as `make run` leaves it."""
    with live_server.app.app_context():
        story.told(request.param, live_server, drawn)
        found = sides()
        return live_server, Told(found, {code: each.earned for code, each in found.items()})


@dataclass
class Watch:
    """Holds the database against the model."""

    stage: LiveServer
    told: Told

    def agrees(self, version: int = 0) -> None:
        """Points, the ledger's sum, the prizes (proposed, or of a version) and every invariant."""
        with self.stage.app.app_context():
            counting = sides()
            for code, each in self.told.sides.items():
                each.days = counting[code].days
            points = {code: self.told.points(code) for code in self.told.sides}
            assert {code: points_of(code) for code in points} == points
            assert sum(points.values()) == ledger_sum()
            assert (awarded(version) if version else proposed()) == self.told.prizes()
            assert {name: found for name, each in INVARIANTS.items() if (found := list(each()))} == {}


def ledger_sum() -> int:
    mine = select(Enrolment.id).where(Enrolment.campaign_id == campaign().id)
    return sum(db.session.scalars(select(LedgerEntry.points).where(LedgerEntry.enrolment_id.in_(mine))))


def proposed() -> dict[str, str]:
    found = proposal(campaign(), 1)
    placed = [each for result in found.clusters for each in result.placed if each.prize]
    return {found.places[each.contender.key].team.code: each.prize for each in placed}


def awarded(version: int) -> dict[str, str]:
    result = versions_of(campaign())[version - 1]
    return {each.enrolment.team.code: each.prize_code for each in awards_of(result)}


def moves_clock(stage: LiveServer, at: datetime) -> None:
    """The competition's time goes on from `at`, for everybody."""
    with stage.app.app_context(), transaction() as session:
        session.get_one(Setting, demo_clock.KEY).value = str((at - clock.wall()).total_seconds())


def signed_in_long_ago(stage: LiveServer, context: BrowserContext) -> None:
    """This browser's person gave the password six minutes ago."""
    kept = next(each for each in context.cookies() if each["name"] == stage.app.config["SESSION_COOKIE_NAME"])
    signer = stage.app.session_interface.get_signing_serializer(stage.app)  # type: ignore[attr-defined]
    session = signer.loads(kept["value"])
    session[fresh.KEY] -= 6 * 60
    context.add_cookies([{**kept, "value": signer.dumps(session)}])  # type: ignore[typeddict-item]


def button(page: Page, name: str) -> Any:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


@pytest.mark.browser
def test_from_the_last_report_to_the_archive_everything_is_what_the_model_says(played, open_page, complaints, tmp_path):
    stage, told = played
    watch = Watch(stage, told)
    for status in (404, 409, 422):
        complaints.expect(f"status of {status}")
    captain, verifier = sign_in(open_page(), CAPTAIN), sign_in(open_page(), VERIFIER)
    uuid, line = the_last_report(stage, captain)
    judged_less(verifier, uuid)
    with stage.app.app_context():
        the_rest_is_decided()
    watch.agrees()

    moves_clock(stage, CLOSED)
    with stage.app.app_context():
        assert provisional_results.run() == [CODE]
        with transaction() as session:
            session.query(Notice).update({"ready_at": clock.wall()})
    reads_its_sheet(captain, told)
    contested_and_granted(stage, captain, open_page, uuid, line)
    watch.agrees()

    moves_clock(stage, DECIDING)
    officer, signatory = signed_in(stage, open_page(), OFFICER), signed_in(stage, open_page(), SIGNATORY)
    proves(officer)
    the_council_meets(stage, open_page(), told)
    watch.agrees()
    submits(officer)
    approves(stage, signatory, DECISIONS[1], tries_late=True)
    watch.agrees(version=1)

    rehearses(officer, open_page)
    the_hall_sees_it(officer, open_page, told)
    stranger = open_page()
    announced(officer, stranger, told)
    downloads(officer)
    first = told.prizes()
    paper = {each: certificate_of(stage, each) for each in first}
    out, up = amended(stage, officer, signatory, told)
    watch.agrees(version=2)
    with stage.app.app_context():
        assert awarded(1) == first
        assert {each.number: each.decision_number for each in versions_of(campaign())} == DECISIONS
    says_of(stranger, paper[out], "Giấy chứng nhận đã bị hủy")
    says_of(stranger, paper[up], "Đã được thay bằng giấy khác")
    stranger.get_by_role("link", name=f"Xem giấy thay thế: {PRIZES['first']}").click()
    expect(stranger.get_by_role("heading", level=2)).to_have_text("Giấy chứng nhận này là thật")
    stays = next(each for each in first if told.prizes().get(each) == first[each])
    says_of(stranger, paper[stays], "Giấy chứng nhận này là thật")
    recomputed(stranger, tmp_path, len(told.sides))
    archived(officer)
    watch.agrees(version=2)


def the_last_report(stage: LiveServer, captain: Page) -> tuple[str, str]:
    """What was returned to the demonstration's team is sent again; the report, and the kind of work it says most of."""
    with stage.app.app_context():
        mine = select(Report).join(Enrolment).where(Report.state == "returned", Enrolment.team.has(code=DEMO))
        report = db.session.scalars(mine).one()
        uuid, most = report.uuid, max(report.lines, key=lambda each: each.claimed).activity_code
    captain.goto(f"/reports/{uuid}/edit")
    button(captain, "Gửi báo cáo").click()
    expect(captain.get_by_text("Đã gửi báo cáo")).to_be_visible()
    return uuid, next(each["label"] for each in FILE["activities"] if each["code"] == most)


def judged_less(verifier: Page, uuid: str) -> None:
    """The verifier looks at the photos and grants less of the first line."""
    verifier.goto(f"/reports/{uuid}/decision")
    unseen = verifier.locator("#desk [data-unseen]")
    for left in range(unseen.count() - 1, -1, -1):
        verifier.keyboard.press("a")
        expect(unseen).to_have_count(left)
    verifier.keyboard.press("e")
    verifier.keyboard.type(str(LESS))
    verifier.keyboard.press("Enter")
    verifier.wait_for_url(lambda url: uuid not in url)


def reads_its_sheet(captain: Page, told: Told) -> None:
    """The notice of the provisional results leads to the team's own sum."""
    captain.goto("/notices")
    captain.locator(".notices").get_by_role("link", name=re.compile("phiếu tính điểm", re.IGNORECASE)).first.click()
    expect(captain.get_by_role("heading", level=1)).to_contain_text("Phiếu tính điểm")
    expect(captain.locator(".facts b.num, .facts dd b").last).to_have_text(str(told.points(DEMO)))


def contested_and_granted(stage: LiveServer, captain: Page, open_page: Any, uuid: str, line: str) -> None:
    """The captain asks for a re-check within the window; the officer sees it the captain's way."""
    captain.goto(f"/reports/{uuid}")
    captain.get_by_role("link", name="Đề nghị phúc tra").click()
    captain.get_by_label("Dòng nào chưa đúng, vì sao").fill("Bộ đếm của đội ghi đủ, có xác nhận")
    button(captain, "Gửi đề nghị").click()
    expect(captain.get_by_text("Đã gửi đề nghị phúc tra")).to_be_visible()
    officer = signed_in(stage, open_page(), OFFICER)
    opens_the_first_request(officer)
    opens_photos(officer)
    with stage.app.app_context():
        claimed = {each.activity_code: each.claimed for each in report_by(uuid).lines}
    labels = {each["code"]: each["label"] for each in FILE["activities"]}
    for code, quantity in claimed.items():
        group = officer.get_by_role("group", name=labels[code], exact=True)
        if group.count() and group.get_by_label("Bạn thấy").input_value() != str(quantity):
            says(officer, code, labels, quantity, "Bộ phận một cửa xác nhận đủ")
    officer.get_by_label("Trả lời đội").fill("Đã đối chiếu với bộ phận một cửa, đủ số.")
    button(officer, "Chấp nhận, ghi số mới").click()
    expect(officer.get_by_text("Đã trả lời. Đội đọc được")).to_be_visible()
    with stage.app.app_context():
        assert {each.team for each in decided() if each.uuid == uuid and each.verified == claimed} == {DEMO}


def report_by(uuid: str) -> Report:
    return db.session.scalars(select(Report).where(Report.uuid == uuid)).one()


def proves(officer: Page) -> None:
    """The ledger is read by the independent verifier and witnessed; then nothing is in the way."""
    officer.goto(TIMELINE)
    expect(button(officer, "Trình Ban Thường vụ")).to_be_hidden()
    button(officer, "Kiểm tra sổ điểm và lập mốc niêm phong").click()
    expect(officer.get_by_text("Sổ điểm nguyên vẹn đến bút toán")).to_be_visible()
    expect(officer.get_by_text("Không còn vướng mắc")).to_be_visible()


def the_council_meets(stage: LiveServer, page: Page, told: Told) -> None:
    """A look at what would be changes nothing; equals are put in order; one special award is chosen."""
    with stage.app.app_context():
        before = proposed()
    council = signed_in(stage, page, COUNCIL)
    council.goto(f"/campaigns/{CODE}/council")
    best = next(code for code, prize in told.prizes().items() if prize == "first")
    council.get_by_label(f"nếu không xét {told.sides[best].name}", exact=True).check()
    button(council, "Xem thử nếu không xét các đội đã đánh dấu").click()
    expect(council.get_by_text("Không có gì thay đổi")).to_be_visible()
    with stage.app.app_context():
        assert proposed() == before
    council.goto(f"/campaigns/{CODE}/council")
    form = council.locator("form", has=council.get_by_role("button", name="Chọn thứ tự này")).first
    places = form.locator("input[name^=place-]")
    level = [str(each.get_attribute("name")).removeprefix("place-") for each in places.all()]
    for place, each in enumerate(places.all()):
        each.fill(str(len(level) - place))
    form.get_by_label("Lý do").fill("Bốc thăm trước Hội đồng")
    form.get_by_role("button", name="Chọn thứ tự này").click()
    expect(council.get_by_text("Đã ghi vào biên bản")).to_be_visible()
    told.order = level[::-1]
    form = council.locator(".card", has=council.get_by_role("heading", name="Mô hình sáng tạo"))
    form.locator("summary").click()
    form.get_by_role("combobox").select_option(value=f"team:{DEMO}")
    form.get_by_label("Lý do").fill("Bảng chữ to cho người cao tuổi")
    form.get_by_role("button", name="Chọn", exact=True).click()
    expect(form.get_by_text("đã chọn")).to_be_visible()


def submits(officer: Page) -> None:
    officer.goto(TIMELINE)
    officer.get_by_label("Nội dung trình").fill("Trình công nhận kết quả")
    button(officer, "Trình Ban Thường vụ").click()
    expect(officer.get_by_text("Đã trình. Người duyệt được báo ngay.")).to_be_visible()


def approves(stage: LiveServer, signatory: Page, number: str, tries_late: bool = False) -> None:
    """Somebody else, who has just signed in; six minutes after that it takes the password again."""
    if tries_late:
        signatory.goto(TIMELINE)
        decision(signatory, number)
        signed_in_long_ago(stage, signatory.context)
        button(signatory, "Duyệt kết quả").click()
        expect(signatory.get_by_text("quá 5 phút").first).to_be_visible()
        signatory.get_by_label("Mật khẩu của bạn").fill(PASSWORD)
    else:
        signatory.goto(TIMELINE)
        decision(signatory, number)
    button(signatory, "Duyệt kết quả").click()
    expect(signatory.get_by_text("Đã duyệt. Kết quả không thay đổi nữa.")).to_be_visible()


def decision(signatory: Page, number: str) -> None:
    signatory.get_by_label("Số quyết định").fill(number)
    signatory.get_by_label("Ngày ký quyết định").fill("2026-04-11")
    signatory.get_by_label("Mã chiến dịch").fill(CODE)


def prepared(officer: Page, what: str) -> str:
    """The address of a new ceremony's remote control."""
    officer.goto(f"/campaigns/{CODE}/ceremonies")
    officer.get_by_label(what).check()
    button(officer, "Chuẩn bị").click()
    expect(officer.get_by_text("Hội trường đang thấy")).to_be_visible()
    return officer.url


def beside(page: Page, open_page: Any, **options: Any) -> Page:
    """Another window of the same person."""
    found: Page = open_page(storage_state=page.context.storage_state(), **options)
    return found


def presses(remote: Page, name: str, at: int) -> None:
    """One press, which leaves the hall at that slide, counted from 1."""
    button(remote, name).click()
    expect(remote.locator("#remote .pill").first).to_contain_text(f"{at}/")


def on_screen(screen: Page, text: str) -> None:
    expect(screen.locator(".scene:visible h1")).to_have_text(text)


def rehearses(officer: Page, open_page: Any) -> None:
    """Made-up teams on the screen; nothing for anybody else."""
    address = prepared(officer, "Buổi diễn tập, với các đội không có thật")
    screen = beside(officer, open_page)
    screen.goto(address.replace("/remote", "/screen"))
    for at in range(2, 5):
        presses(officer, "Tiếp tục", at)
    expect(screen.locator(".scene:visible h1")).to_contain_text("Đội diễn tập")
    stranger = open_page()
    answer = stranger.goto(CEREMONY)
    assert answer.status == 404


def the_hall_sees_it(officer: Page, open_page: Any, told: Told) -> None:
    """The screen follows the remote; reloads keep the place; a second remote is told; strangers see what was shown."""
    address = prepared(officer, "Buổi lễ thật, từ kết quả đã duyệt")
    remote = beside(officer, open_page, viewport={"width": 360, "height": 740})
    remote.goto(address)
    screen, stranger = beside(officer, open_page, viewport={"width": 1920, "height": 1080}), open_page()
    screen.goto(address.replace("/remote", "/screen"))
    stranger.goto(CEREMONY)
    expect(stranger.get_by_text("Buổi lễ sắp bắt đầu")).to_be_visible()
    older = beside(officer, open_page, java_script_enabled=False)
    older.goto(address)
    slides = [each.text_content() or "" for each in screen.locator(".scene h1").all()]
    winners = [each.text_content() or "" for each in screen.locator(".scene.is-winner h1").all()]
    assert sorted(winners) == sorted([*(told.sides[each].name for each in told.prizes()), told.sides[DEMO].name])

    presses(remote, "Tiếp tục", 2)
    button(older, "Tiếp tục").click()
    expect(older.get_by_text("Một điều khiển khác vừa bấm")).to_be_visible()
    presses(remote, "Tiếp tục", 3)
    presses(remote, "Tiếp tục", 4)
    on_screen(screen, slides[3])
    assert shown_to(stranger) == winners[:1]
    for page in (screen, remote):
        page.reload()
    on_screen(screen, slides[3])
    presses(remote, "Lùi một trang", 3)
    on_screen(screen, slides[2])
    assert shown_to(stranger) == []
    presses(remote, "Tiếp tục", 4)
    button(remote, "Dừng chụp ảnh").click()
    expect(screen.get_by_text("Mời các đội chụp ảnh lưu niệm")).to_be_visible()
    presses(remote, "Tiếp tục", 5)
    on_screen(screen, slides[4])
    for at in range(6, len(slides) + 1):  # the hall's own keyboard leads as well
        screen.keyboard.press("ArrowRight")
        if at == len(slides) // 2:
            expect(remote.locator("#remote .pill").first).to_contain_text(f"{at}/")
            seen = shown_to(stranger)
            assert seen == winners[: len(seen)]
            assert 0 < len(seen) < len(winners)
    expect(remote.get_by_role("heading", name="Hết chương trình")).to_be_visible()
    on_screen(screen, "Chúc mừng các đội!")
    assert shown_to(stranger) == winners
    assert stranger.request.get(f"/campaigns/{CODE}/results").status == 404
    remote.get_by_role("link", name="Đến nút công bố").click()
    expect(button(remote, "Công bố")).to_be_visible()


def shown_to(stranger: Page) -> list[str]:
    """Whose names anybody reads now, in the order in which they were read out."""
    stranger.goto(CEREMONY)
    return [each.text_content() or "" for each in stranger.locator("#revealed b").all()][::-1]


def announced(officer: Page, stranger: Page, told: Told) -> None:
    """Everybody reads everything at once."""
    officer.goto(TIMELINE)
    officer.get_by_label("Mã chiến dịch").fill(CODE)
    button(officer, "Công bố").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("Kết quả")
    stranger.goto(f"/campaigns/{CODE}/results")
    expect(stranger.get_by_text(f"Theo Quyết định số {DECISIONS[1]} ngày 11/04/2026")).to_be_visible()
    places = stranger.locator(".poster-clusters .poster-place")
    assert {
        (each.locator("b").text_content(), each.locator(".poster-prize").text_content()) for each in places.all()
    } == {(told.sides[code].name, PRIZES[prize]) for code, prize in told.prizes().items()}
    expect(stranger.locator(".poster", has_text="Mô hình sáng tạo")).to_contain_text(told.sides[DEMO].name)


def downloads(officer: Page) -> None:
    """Papers, annex and a certificate are files of their kinds."""
    officer.goto(f"/campaigns/{CODE}/documents")
    files = officer.locator("main a[href*='.docx'], main a[href*='.xlsx']").all()
    links = [str(each.get_attribute("href")) for each in (*files, officer.locator("main a[href$='.pdf']").first)]
    assert len(links) == 7
    for link in links:
        body = officer.request.get(link).body()
        assert body.startswith(b"%PDF" if link.endswith(".pdf") else b"PK")
        assert len(body) > 4_000, link


def certificate_of(stage: LiveServer, team: str) -> str:
    """The id of the newest certificate of this team's prize."""
    with stage.app.app_context():
        mine = select(Certificate.uuid).where(Certificate.kind == "team", Certificate.enrolment.has(enrolled_as(team)))
        return str(db.session.scalars(mine.order_by(Certificate.id.desc())).first())


def enrolled_as(team: str) -> Any:
    return Enrolment.team.has(code=team) & (Enrolment.campaign_id == campaign().id)


def amended(stage: LiveServer, officer: Page, signatory: Page, told: Told) -> tuple[str, str]:
    """The winner of the largest cluster is annulled; who is out, and who has the first prize now."""
    out = first_of(told)
    officer.goto(TIMELINE)
    officer.locator("summary", has_text="Trình bản điều chỉnh kết quả").click()
    officer.get_by_label("Mã đội hoặc mã báo cáo").fill(out)
    officer.get_by_label("Căn cứ và lý do").fill("Kết luận kiểm tra số 3: khai gian dối")
    button(officer, "Trình bản điều chỉnh").click()
    expect(officer.get_by_text("Đã trình bản điều chỉnh")).to_be_visible()
    with stage.app.app_context():
        assert len(versions_of(campaign())) == 1
    approves(stage, signatory, DECISIONS[2])
    told.out.add(out)
    return out, first_of(told)


def first_of(told: Told) -> str:
    """Who has the first prize of the largest cluster."""
    return next(code for code, each in told.prizes().items() if (each, told.sides[code].cluster) == ("first", LARGEST))


def says_of(stranger: Page, paper: str, words: str) -> None:
    stranger.goto(f"/certificates/{paper}")
    expect(stranger.get_by_role("heading", level=2)).to_have_text(words)


def recomputed(stranger: Page, folder: Path, teams: int) -> None:
    """Anybody downloads the data set and its own script, on a bare Python, says the same."""
    body = stranger.request.get(f"/campaigns/{CODE}/data.zip").body()
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        packed.extractall(folder / "data")
    status, said = verified(folder / "data")
    assert (status, f"results: as recomputed, {teams} teams" in said) == (0, True), said


def archived(officer: Page) -> None:
    officer.goto(TIMELINE)
    officer.locator("summary", has_text="Lưu trữ chiến dịch").click()
    officer.get_by_label("Ghi chú").fill("Hồ sơ đã chuyển văn thư")
    button(officer, "Lưu trữ").click()
    expect(officer.get_by_text("Đã lưu trữ chiến dịch.")).to_be_visible()
    expect(officer.locator(".page-head").get_by_text("Đã lưu trữ")).to_be_visible()
