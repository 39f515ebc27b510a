"""A board moves while you watch it; a frozen one does not."""

import socket

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import passes_axe, sign_in
from tests.cast import CODE
from tests.views.season import Season

BOARD = f"/campaigns/{CODE}/leaderboard?cluster=phuong"
VNEID = "vneid_level2_support"


@pytest.fixture
def season(stage) -> Season:
    """The cast's season on the served app: QN1 leads, QN2 follows."""
    season = Season(stage.app)
    season.earns("QN1", {VNEID: 10})
    season.earns("QN2", {VNEID: 5})
    return season


def first_team(page: Page):
    return page.locator("#board tbody tr").first


def watches(page: Page, address: str = BOARD) -> Page:
    """Opens the board and waits until its stream stands, so that nothing below is owed to polling."""
    with page.expect_response("**/leaderboard/stream**"):
        page.goto(address)
    return page


@pytest.mark.browser
def test_a_board_moves_in_two_windows(season, open_page):
    first, second = watches(open_page()), watches(open_page())
    for page in (first, second):
        expect(first_team(page)).to_contain_text("Quy Nhơn 1")
        page.evaluate("window.stayed = true")
    second.locator("#why-QN1").focus()
    season.earns("QN2", {VNEID: 20})
    for page in (first, second):
        expect(first_team(page)).to_contain_text("Quy Nhơn 2", timeout=3000)
        assert page.evaluate("window.stayed")
    assert second.evaluate("document.activeElement.id") == "why-QN1"
    expect(first.locator("#board-news")).to_contain_text("Quy Nhơn 2 lên hạng 1")


@pytest.mark.browser
def test_seven_tabs_of_one_browser_move_by_one_stream(season, open_page):
    leader = watches(open_page())
    streams = []
    leader.context.on("request", lambda request: streams.append(request) if "/stream" in request.url else None)
    tabs = [leader.context.new_page() for _ in range(6)]
    for tab in tabs:
        tab.goto(BOARD)
    season.earns("QN2", {VNEID: 20})
    for tab in (leader, *tabs):
        expect(first_team(tab)).to_contain_text("Quy Nhơn 2", timeout=3000)
    assert streams == []


@pytest.mark.browser
def test_the_next_tab_listens_when_the_first_is_closed(season, open_page):
    leader = watches(open_page())
    follower = leader.context.new_page()
    follower.goto(BOARD)
    with follower.expect_response("**/leaderboard/stream**"):
        leader.close()
    season.earns("QN2", {VNEID: 20})
    expect(first_team(follower)).to_contain_text("Quy Nhơn 2", timeout=3000)


HIDES = """is => {
  Object.defineProperty(document, "hidden", { value: is, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.mark.browser
def test_a_hidden_page_closes_its_stream_and_catches_up_when_it_is_seen_again(season, open_page):
    page = watches(open_page())
    with page.expect_event("requestfailed", lambda request: "/stream" in request.url):
        page.evaluate(HIDES, True)
    season.earns("QN2", {VNEID: 20})
    with page.expect_response("**/leaderboard/stream**"):
        page.evaluate(HIDES, False)
    expect(first_team(page)).to_contain_text("Quy Nhơn 2", timeout=3000)


@pytest.mark.browser
def test_a_frozen_board_does_not_move_for_the_public_while_the_officer_sees_it_move(season, open_page):
    public, officer = watches(open_page()), watches(sign_in(open_page(), "officer"))
    season.freezes()
    expect(public.get_by_text("Bảng xếp hạng đang được khóa đến khi công bố kết quả")).to_be_visible(timeout=3000)
    before = public.locator("#board").inner_html()
    season.earns("QN2", {VNEID: 20})
    expect(first_team(officer)).to_contain_text("Quy Nhơn 2", timeout=3000)
    assert public.locator("#board").inner_html() == before
    public.reload()
    expect(first_team(public)).to_contain_text("Quy Nhơn 1")


@pytest.mark.browser
def test_rows_glide_unless_the_reader_wants_no_motion(season, open_page):
    counts = """() => {
      window.glides = 0;
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...all) { window.glides += 1; return animate.apply(this, all); };
    }"""
    moving, calm = watches(open_page()), watches(open_page(reduced_motion="reduce"))
    for page in (moving, calm):
        page.evaluate(counts)
    season.earns("QN2", {VNEID: 20})
    for page in (moving, calm):
        expect(first_team(page)).to_contain_text("Quy Nhơn 2", timeout=3000)
    assert moving.evaluate("window.glides") >= 2
    assert calm.evaluate("window.glides") == 0


@pytest.mark.browser
def test_the_whole_board_of_a_person_of_the_union_moves_too(season, open_page):
    page = watches(sign_in(open_page(), "captain"))
    season.earns("QN2", {VNEID: 20})
    expect(first_team(page)).to_contain_text("Quy Nhơn 2", timeout=3000)
    expect(page.locator("#row-QN1.is-own")).to_be_visible()


@pytest.fixture
def port() -> int:
    """One that a server can be started on again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.browser
def test_a_projector_survives_a_restart_of_the_server(
    season, open_page, complaints, served, sqlite_database, tmp_path, port
):
    complaints.expect("ERR_CONNECTION_REFUSED")
    complaints.expect("ERR_INCOMPLETE_CHUNKED_ENCODING")
    page = open_page(viewport={"width": 1920, "height": 1080})
    places = page.locator(".slide:not([hidden]) li")
    with served(sqlite_database, tmp_path, port) as url:
        with page.expect_response("**/projector/stream"):
            page.goto(f"{url}/campaigns/{CODE}/projector?theme=dark")
        expect(places.first).to_contain_text("Quy Nhơn 1")
    with page.expect_event("requestfailed"):
        season.earns("QN2", {VNEID: 20})
    expect(places.first).to_contain_text("Quy Nhơn 1")
    with served(sqlite_database, tmp_path, port):
        expect(places.first).to_contain_text("Quy Nhơn 2")


@pytest.mark.browser
def test_a_projector_shows_one_cluster_after_the_other_and_all_of_them_without_a_script(season, open_page):
    season.enrols(12)
    address = f"/campaigns/{CODE}/projector"
    page = open_page(viewport={"width": 1920, "height": 1080})
    page.clock.install()
    page.goto(address)
    shown = page.locator(".slide:visible h1")
    expect(shown).to_have_text(["Phường"])
    expect(page.locator(".slide:visible li")).to_have_count(10)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.clock.fast_forward(12_100)
    expect(shown).not_to_have_text(["Phường"])
    plain = open_page(java_script_enabled=False)
    plain.goto(address)
    expect(plain.locator(".slide:visible h1")).to_have_count(2)


@pytest.mark.browser
def test_an_earlier_board_is_never_shown_whoever_sends_it(season, open_page):
    page = watches(open_page())
    earlier = page.locator("#board").evaluate("board => board.outerHTML")
    season.earns("QN2", {VNEID: 20})
    expect(first_team(page)).to_contain_text("Quy Nhơn 2", timeout=3000)
    other = page.context.new_page()
    other.goto("/campaigns")
    other.evaluate(
        "([path, html]) => new BroadcastChannel('live').postMessage({ path, news: true, html })",
        [BOARD.partition("?")[0], earlier],
    )
    season.earns("QN2", {VNEID: 1})
    expect(page.locator("#row-QN2 .board-points")).not_to_contain_text("90", timeout=3000)
    expect(first_team(page)).to_contain_text("Quy Nhơn 2")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_projector_passes_axe_and_fits_any_screen(season, open_page, theme):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"/campaigns/{CODE}/projector?theme={theme}")
    passes_axe(page, f"the projector, {theme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
