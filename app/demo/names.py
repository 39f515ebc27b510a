"""Invented people. Names follow the patterns of Gia Lai and Bình Định; nobody real is meant."""

from random import Random

FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Đinh", "Đào",
    "Phan", "Trương", "Lý", "Mai", "Tô",
)  # fmt: skip
MIDDLES = (
    "Thị",
    "Văn",
    "Quốc",
    "Đức",
    "Ngọc",
    "Thanh",
    "Minh",
    "Hữu",
    "Thị Ngọc",
    "Thị Mỹ",
    "Xuân",
    "Bảo",
    "Như",
)
GIVENS = (
    "Ánh", "Đạt", "Dũng", "Ơn", "Nhi", "Quỳnh", "Thắm", "Hưng", "Thủy", "Khoa", "Vỹ", "Ngân", "Phước", "Tuyết",
    "Duyên", "Lộc", "Hậu", "Nguyên", "Trâm", "Huyền", "Đông", "Sương", "Yến", "Tưởng", "Kiệt", "Uyên", "Ẩn", "My",
)  # fmt: skip
HIGHLAND = (
    "Rơ Châm H'Bích", "Siu Y Thoại", "H'Linh Niê", "Y Đức Niê", "Ksor H'Nga", "Đinh Thị Blưi", "Rah Lan Y Phôn",
    "Kpă H'Mơ", "Đinh Văn Yưng", "Rmah Thuyên", "Puih Duyn", "Nay H'Yar", "Siu H'Phương", "Rơ Mah Y Tiếp",
    "Đinh Y Nhất", "Krông Thị Ẵm",
)  # fmt: skip


def new_name(dice: Random, highland: bool = False) -> str:
    """A full name; in the highlands often one that family, middle and given do not fit."""
    if highland and dice.random() < 0.45:
        return dice.choice(HIGHLAND)
    return " ".join((dice.choice(FAMILIES), dice.choice(MIDDLES), dice.choice(GIVENS)))
