"""Every badge has a picture: of its own, legible in black, the same each time."""

import io
import re
from unicodedata import normalize
from xml.etree import ElementTree

import pytest
from PIL import Image

from app.config import ROOT
from app.exports.badge_art import FAMILIES, LEVELS, SHAPES, family, file_svg, layers, page_svg
from app.exports.badge_raster import flattened, picture
from app.exports.badge_symbols import SYMBOLS, symbol_of
from app.exports.share_picture import Words, png
from app.rulebook.appraised import VERIFIER_METRICS
from app.rulebook.attended import MEMBER_METRICS
from app.rulebook.badges import METRICS
from app.rulebook.rulefile import parse

FILES = sorted((ROOT / "campaigns").glob("*.toml"))
BADGES = [(path.stem, badge) for path in FILES for badge in parse(path.read_text(encoding="utf-8"))[0].rules.badges]
NAMES = [f"{file}:{badge.code}" for file, badge in BADGES]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("file", "badge"), BADGES, ids=NAMES)
def test_every_badge_of_the_shipped_files_has_a_symbol_of_ours_at_every_level(file, badge, level):
    assert badge.symbol in SYMBOLS
    svg = file_svg(badge.symbol, level, family(badge.metric), badge.name)
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert len(svg) < 3000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_two_badges_of_a_file_look_alike(path):
    drawn = [(symbol_of(badge.symbol), family(badge.metric)) for file, badge in BADGES if file == path.stem]
    assert len(set(drawn)) == len(drawn)
    assert len({lines for lines, _ in drawn}) == len(drawn)


@pytest.mark.parametrize("metric", [*METRICS, *MEMBER_METRICS, *VERIFIER_METRICS])
def test_every_question_has_a_shield(metric):
    assert family(metric) in SHAPES


def test_no_shield_is_kept_for_a_question_nobody_asks():
    assert set(FAMILIES) <= {*METRICS, *MEMBER_METRICS, *VERIFIER_METRICS}


@pytest.mark.parametrize("name", [*SYMBOLS, "literacy_friend"])
def test_every_symbol_stays_within_its_grid(name):
    for path in symbol_of(name):
        for line in flattened(path):
            assert all(-0.5 <= number <= 24.5 for point in line for number in point), name


def test_a_badge_without_a_symbol_of_its_own_gets_one_that_is_always_the_same():
    names = [f"new_badge_{number}" for number in range(40)]
    drawn = [symbol_of(name) for name in names]
    assert drawn == [symbol_of(name) for name in names]
    assert len(set(drawn)) > 30
    assert set(drawn).isdisjoint(SYMBOLS.values())


@pytest.mark.parametrize(("level", "chevrons"), [("bronze", 1), ("silver", 2), ("gold", 3)])
def test_the_level_can_be_told_without_colour(level, chevrons):
    (steps,) = [each for each in layers("flag", level, mono=True) if each.name == "step"]
    assert len(flattened(steps.path)) == chevrons


def test_a_badge_nobody_holds_has_no_chevrons():
    assert {each.name for each in layers("flag", None)}.isdisjoint({"plate", "step"})


def test_print_needs_black_ink_alone():
    inks = re.findall(r"#[0-9A-F]{6}", file_svg("flag", "gold", "care", "Huy hiệu", mono=True))
    assert set(inks) == {"#FFFFFF", "#000000"}


def test_a_picture_inside_a_page_obeys_the_page_policy():
    svg = page_svg("flag", "gold", "care", 24)
    assert "style=" not in svg
    assert "<style" not in svg
    assert 'id="' not in svg
    assert 'width="24" height="27"' in svg


def test_the_name_of_a_badge_cannot_break_out_of_its_picture():
    title = ElementTree.fromstring(file_svg("flag", "gold", "care", "</title><script>&"))[0]
    assert title.text == "</title><script>&"


@pytest.mark.parametrize("name", SYMBOLS)
def test_pixels_show_what_the_drawing_shows(name):
    painted = picture(name, "silver", "work", 72)
    assert painted.size == (64, 72)
    assert painted.getchannel("A").getpixel((0, 0)) == 0  # nothing outside of the shield
    inside = painted.convert("L").crop((16, 12, 48, 46))
    assert inside.getextrema()[1] == 255


def test_arcs_are_painted_where_they_belong():
    (circle,) = flattened("M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0z")
    assert all(abs((x - 12) ** 2 + (y - 12) ** 2 - 64) < 0.01 for x, y in circle)


def shared(team: str) -> bytes:
    words = Words(("flag", "gold", "care"), "Ra quân trận đầu", "Mức Vàng", team, "Tháng Thanh niên", "15/03", "a.vn")
    return png(words, "eyJ.eyJ.abc")


def test_the_share_picture_has_the_size_that_other_sites_expect():
    found = Image.open(io.BytesIO(shared("Đội hình Quy Nhơn")))
    assert found.size == (1200, 630)
    assert found.info["openbadgecredential"] == "eyJ.eyJ.abc"


def test_marks_typed_apart_are_drawn_together():
    assert shared(normalize("NFD", "Tổ Ngữ")) == shared(normalize("NFC", "Tổ Ngữ"))


def test_a_very_long_name_stays_on_the_picture():
    found = Image.open(io.BytesIO(shared("Đội-hình" * 60 + " tình nguyện" * 20)))
    right = found.crop((1150, 20, 1200, 630)).getcolors()
    assert right is not None
    assert len(right) == 1
