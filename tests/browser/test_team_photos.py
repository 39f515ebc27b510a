"""A captain shows the team's picture and takes it back, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.acting import SCENE, passes_axe, passes_axe_by_day_and_night, sign_in

PAGE = "/teams/QN1/photo"
LOADED = "document.querySelector('img[src$=\"/photo.jpg\"]').naturalWidth > 0"


@pytest.mark.browser
def test_a_captain_shows_the_teams_picture_and_takes_it_back(stage, open_page, complaints):
    complaints.expect("status of 404")
    captain = sign_in(open_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce"), "captain")
    stranger = open_page()
    passes_axe_by_day_and_night(captain, PAGE)
    captain.get_by_label("Ảnh tập thể").set_input_files(SCENE)
    captain.get_by_label("Mọi người trong ảnh đồng ý").check()
    captain.get_by_role("button", name="Đặt ảnh này").click()
    expect(captain.get_by_text("Ảnh của đội đã hiện ở trang của đội.")).to_be_visible()
    passes_axe(captain, "the picture that is shown")
    assert captain.evaluate("document.documentElement.scrollWidth") <= 320
    stranger.goto("/teams/QN1")
    expect(stranger.get_by_role("img", name="Ảnh của Tổ công nghệ số Quy Nhơn 1")).to_be_visible()
    stranger.wait_for_function(LOADED)
    captain.get_by_role("button", name="Gỡ ảnh").click()
    expect(captain.get_by_text("Ảnh đã được gỡ và tệp đã bị hủy.")).to_be_visible()
    expect(captain.get_by_text("Đội chưa có ảnh")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()
    expect(stranger.get_by_role("img", name="Ảnh của Tổ công nghệ số Quy Nhơn 1")).to_have_count(0)
    assert stranger.goto(f"{PAGE}.jpg").status == 404
