"""The pieces that the layouts that ship are made of; `{{ … }}` names a field of paper_fields."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of one list: widths in mm, together 160."""

    of: str
    heads: Sequence[str]
    cells: Sequence[str]
    widths: Sequence[int]
    aligns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a document."""

    kind: str
    words: str = ""
    italic: bool = False
    rows: Rows | None = None
    receivers: Sequence[str] = ()


OFFICE = ("- Các đơn vị trực thuộc;", "- …………………………;", "- Lưu VP.")
SECRETARY = "TM. BAN THƯỜNG VỤ\nBÍ THƯ"
DATA = Piece(
    "text",
    "Số liệu chốt lúc {{ as_of }}, sổ điểm đến bút toán số {{ entry }}, kết quả phiên bản {{ version }}.",
    italic=True,
)

PRIZES = Rows(
    "cluster.prizes",
    ("TT", "Đội", "Đơn vị", "Giải", "Hình thức", "Điểm"),
    (
        "{{ each.tt }}",
        "{{ each.team }}",
        "{{ each.unit }}",
        "{{ each.prize }} {{ each.shared }}",
        "{{ each.form }}",
        "{{ each.points }}",
    ),
    (9, 45, 38, 25, 27, 16),
    ("centre", "left", "left", "centre", "left", "right"),
)
TEAMS = Rows(
    "cluster.teams",
    ("Hạng", "Đội", "Đơn vị", "Điểm", "Điều kiện chưa đạt", "Giải"),
    (
        "{{ each.rank }}",
        "{{ each.team }}",
        "{{ each.unit }}",
        "{{ each.points }}",
        "{{ each.unmet }}",
        "{{ each.prize }}",
    ),
    (12, 44, 36, 16, 32, 20),
    ("centre", "left", "left", "right", "left", "centre"),
)
SPECIALS = Rows(
    "specials",
    ("TT", "Giải", "Tập thể, cá nhân", "Đơn vị", "Thành tích"),
    ("{{ each.tt }}", "{{ each.award }}", "{{ each.name }}", "{{ each.unit }}", "{{ each.why }}"),
    (9, 35, 42, 36, 38),
    ("centre", "left", "left", "left", "left"),
)
TOTALS = Rows(
    "totals",
    ("TT", "Nội dung", "Số lượng", "Đơn vị tính", "Cách đếm"),
    ("{{ each.tt }}", "{{ each.label }}", "{{ each.value }}", "{{ each.unit }}", "{{ each.definition }}"),
    (9, 52, 24, 25, 50),
    ("centre", "left", "right", "left", "left"),
)


def each_cluster(rows: Rows) -> list[Piece]:
    """A heading and a table for each cluster that has such rows."""
    part = rows.of.rpartition(".")[2]
    return [
        Piece("tag", "{%p for cluster in clusters %}"),
        Piece("tag", f"{{%p if cluster.{part} %}}"),
        Piece("head", "{{ cluster.tt }}. Cụm {{ cluster.name }}"),
        Piece("table", rows=rows),
        Piece("tag", "{%p endif %}"),
        Piece("tag", "{%p endfor %}"),
    ]


SPECIAL_AWARDS = [
    Piece("tag", "{%p if specials %}"),
    Piece("head", "Giải chuyên đề"),
    Piece("table", rows=SPECIALS),
    Piece("tag", "{%p endif %}"),
]
AMENDED = [
    Piece("tag", "{%p if amendment %}"),
    Piece("text", "Kết quả được điều chỉnh lần thứ {{ amendment }}. Lý do: {{ reason }}."),
    Piece("tag", "{%p endif %}"),
]
