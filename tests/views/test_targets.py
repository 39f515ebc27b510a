"""The page of the targets: for those who work on them, over as much as they may see."""

import pytest

from tests.cast import CODE

PAGE = f"/campaigns/{CODE}/targets"


def test_an_officer_finds_it_from_the_desk_and_reads_what_each_target_counts(season, visitor):
    officer = visitor("officer")
    officer.opens("/desk")
    assert f'href="{PAGE}"' in officer.text
    officer.opens(PAGE)
    assert "Toàn chiến dịch." in officer.text
    assert "Chưa có tổng số thôn, ấp, khu phố nên chưa tính được tỷ lệ" in officer.text
    assert "0/2 đơn vị có đội đã nhập số liệu" in officer.text
    assert "đội đã đạt; trung bình 19,2 mỗi đội" in officer.text
    assert officer.text.count("Cách tính") == 9


def test_a_verifier_sees_the_teams_of_their_unit(season, visitor):
    verifier = visitor("verifier")
    verifier.opens("/queue")
    assert f'href="{PAGE}"' in verifier.text
    verifier.opens(PAGE)
    assert "Các đội thuộc đơn vị của bạn." in verifier.text
    assert "trung bình 28,5 mỗi đội" in verifier.text


@pytest.mark.parametrize("name", ["verifier", "signatory"])
def test_every_link_leads_where_the_reader_may_enter_something(season, visitor, name):
    reader = visitor(name)
    reader.opens(PAGE)
    assert ("/unit-figures" in reader.text) == (name == "verifier")
    assert ("organising?kind=" in reader.text) == (name == "verifier")


def test_no_public_page_leads_to_the_targets(season, visitor):
    stranger = visitor()
    for address in (f"/campaigns/{CODE}", f"/campaigns/{CODE}/rules", "/teams/QN1"):
        stranger.opens(address)
        assert "/targets" not in stranger.text
