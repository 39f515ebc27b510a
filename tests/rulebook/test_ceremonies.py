"""The script of a ceremony keeps its suspense, and its steps lead where they say."""

import pytest

from app.rulebook.ceremonies import Chapter, Honour, Position, Slide, Winner, position, script

FIRST, THIRD = (
    Honour("Giải Nhất", (Winner("Bồng Sơn", "P"),)),
    Honour("Giải Ba", (Winner("Đỗ", "P"), Winner("An", "P"))),
)
CHAPTERS = (Chapter("Phường", (FIRST, THIRD)), Chapter("Xã", (Honour("Giải Nhất", ()),)))


def said(slides):
    return [(each.kind, each.winner.name if each.winner else each.title) for each in slides]


def test_prizes_come_from_the_last_to_the_first_and_winners_of_one_prize_by_name():
    assert said(script("Lễ", "Tỉnh Đoàn", CHAPTERS)) == [
        ("welcome", "Lễ"),
        ("cluster", "Phường"),
        ("honour", "Giải Ba"),
        ("winner", "An"),
        ("winner", "Đỗ"),
        ("honour", "Giải Nhất"),
        ("winner", "Bồng Sơn"),
        ("thanks", "Lễ"),
    ]


def test_every_slide_says_where_it_belongs_and_nothing_announces_a_prize_that_nobody_has():
    thu, thu_of_an_nhon, lan = Winner("Thu", "Quy Nhơn"), Winner("Thu", "An Nhơn"), Winner("Lan", "Tuy Phước")
    empty, second = Honour("Giải Nhất", ()), Honour("Giải Nhì", (thu, thu_of_an_nhon))
    chapters = [Chapter("Phường", (empty,)), Chapter("Xã", (empty, second, Honour("Giải Ba", (lan,))))]
    assert script("Lễ tổng kết", "Tỉnh Đoàn", chapters) == (
        Slide("welcome", "Lễ tổng kết", "Tỉnh Đoàn"),
        Slide("cluster", "Xã"),
        Slide("honour", "Giải Ba", "Xã"),
        Slide("winner", "Giải Ba", "Xã", lan),
        Slide("honour", "Giải Nhì", "Xã"),
        Slide("winner", "Giải Nhì", "Xã", thu_of_an_nhon),
        Slide("winner", "Giải Nhì", "Xã", thu),
        Slide("thanks", "Lễ tổng kết", "Tỉnh Đoàn"),
    )


def test_the_order_says_nothing_about_points():
    richer = Honour("Giải Ba", (Winner("Đỗ", "P", points=900), Winner("An", "P", points=100)))
    assert said(script("Lễ", "", [Chapter("Phường", (richer,))]))[3:5] == [("winner", "An"), ("winner", "Đỗ")]


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((), Position()),
        (("next", "next"), Position(2, 2)),
        (("next", "back", "back"), Position(3, 0)),
        (("next", "pause"), Position(2, 1, True)),
        (("next", "pause", "resume"), Position(3, 1)),
        (("next", "pause", "next"), Position(3, 2)),
        (("next",) * 9, Position(9, 3)),
    ],
)
def test_steps_lead_to_a_slide(steps, found):
    assert position(steps, slides=4) == found
