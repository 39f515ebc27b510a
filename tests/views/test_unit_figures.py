"""The page where a commune union enters its two numbers."""

from tests.cast import CODE

PAGE = "/unit-figures/X21583"
NUMBERS = {"day": "2026-03-10", "members": "1.250", "members_with_accounts": "1.000"}


def test_a_verifier_of_one_unit_is_taken_straight_to_it_and_enters(visitor):
    verifier = visitor("verifier")
    verifier.opens("/unit-figures")
    assert verifier.address == PAGE
    verifier.sends(PAGE, **NUMBERS)
    assert "Đã lưu số liệu của Đoàn phường Quy Nhơn." in verifier.text
    assert "1.000 (80%)" in verifier.text
    assert "Võ Thanh Dũng, 20:30 ngày 15/03/2026" in verifier.text


def test_a_correction_stands_above_what_it_corrects(visitor):
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    verifier.sends(PAGE, **NUMBERS)
    verifier.sends(PAGE, **{**NUMBERS, "members_with_accounts": "900"})
    verifier.sends(PAGE, **{**NUMBERS, "members_with_accounts": "900"})
    assert verifier.text.count("đã đính chính") == 1
    assert verifier.text.index("900 (72%)") < verifier.text.index("1.000 (80%)")


def test_impossible_numbers_are_refused_beside_their_fields(visitor):
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    answer = verifier.sends(PAGE, day="2026-03-16", members="mười", members_with_accounts="5")
    assert answer.status_code == 422
    assert "Ngày này chưa đến" in verifier.text
    assert "Số lượng là số nguyên" in verifier.text
    verifier.sends(PAGE, day="2026-03-10", members="1.250", members_with_accounts="1.251")
    assert "không vượt số đoàn viên (1.250)" in verifier.text
    assert 'value="1.251"' in verifier.text


def test_an_officer_finds_a_unit_without_diacritics(visitor):
    officer = visitor("officer")
    officer.opens("/unit-figures")
    assert "chưa nhập" in officer.text
    officer.opens("/unit-figures?q=quy+nhon")
    assert "Đoàn phường Quy Nhơn" in officer.text
    assert "An Nhơn" not in officer.text


def test_the_badge_is_on_the_teams_page(visitor):
    verifier = visitor("verifier")
    verifier.opens(PAGE)
    verifier.sends(PAGE, **NUMBERS)
    stranger = visitor()
    stranger.opens(f"/teams/QN1?campaign={CODE}")
    assert "còn 15% đoàn viên nữa để đạt mức Bạc" in stranger.text
