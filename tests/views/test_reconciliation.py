"""The page on which board, ledger and export stand side by side."""

from sqlalchemy import update

from app.database import transaction
from app.jobs import reconciliations
from app.models import Standing
from tests.cast import CODE
from tests.views.season import VNEID

ADDRESS = f"/campaigns/{CODE}/reconciliation"


def compares(season):
    with season.app.app_context():
        reconciliations.run()


def test_before_the_first_comparison_the_page_says_when_it_comes(season, visitor):
    stranger = visitor()
    stranger.opens(ADDRESS)
    assert "Sổ điểm đã có 5 bút toán" in stranger.text


def test_it_names_the_entry_at_which_all_three_agree_and_what_has_come_since(season, visitor):
    compares(season)
    stranger = visitor()
    stranger.opens(ADDRESS)
    assert "Cả ba khớp nhau, từng đội một, tại bút toán số 5." in stranger.text
    assert "bút toán từ lần đối chiếu này" not in stranger.text
    season.earns("QN1", {VNEID: 3})
    stranger.opens(ADDRESS)
    assert "Sổ điểm đã có thêm 1 bút toán" in stranger.text


def test_it_says_loudly_when_they_differ(season, visitor):
    with season.app.app_context(), transaction() as session:
        session.execute(update(Standing).where(Standing.points > 100).values(points=999))
    compares(season)
    stranger = visitor()
    stranger.opens(ADDRESS)
    assert "Ba nơi không khớp ở 1 đội." in stranger.text
    assert 'class="flash is-bad" role="alert"' in stranger.text


def test_behind_a_freeze_it_speaks_of_the_frozen_board_alone(season, visitor):
    compares(season)
    season.freezes()
    compares(season)
    stranger, officer = visitor(), visitor("officer")
    stranger.opens(ADDRESS)
    before = stranger.text
    assert "Khóa bảng." in before
    season.earns("QN2", {VNEID: 40})
    compares(season)
    stranger.opens(ADDRESS)
    assert stranger.text == before
    officer.opens(ADDRESS)
    assert "tại bút toán số 6" in officer.text


def test_that_the_ledger_was_looked_at_behind_a_freeze_is_not_told_either(season, visitor):
    season.freezes()
    compares(season)  # the frozen board, and the ledger at the same entry: another there, and it would be silent of it
    stranger, officer = visitor(), visitor("officer")
    stranger.opens(ADDRESS)
    officer.opens(ADDRESS)
    assert ("Khóa bảng." in stranger.text, "Các lần gần đây" in stranger.text) == (True, False)
    assert "Các lần gần đây" in officer.text


def test_sums_of_unlike_units_are_compared_and_never_printed(season, visitor):
    compares(season)
    stranger = visitor()
    stranger.opens(ADDRESS)
    assert ">82<" not in stranger.text  # 20 + 37 + 5 + 10 + 10
    assert stranger.text.count("khớp</span>") >= 2
