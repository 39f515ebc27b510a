"""Where teams stand: real kinds of places, villages and quarters by number."""

from random import Random

HAMLETS = 9


def place_of(dice: Random, where: str, kind: str = "commune_one_stop") -> tuple[str, str, str]:
    """(kind, name, hamlet) in the commune or ward `where`: its counter, or a hall of one of its hamlets."""
    if dice.random() < 0.3:
        return counter(where, kind)
    return hall(where, dice.randint(1, HAMLETS))


def counter(where: str, kind: str = "commune_center") -> tuple[str, str, str]:
    """The commune's own counter: the one-stop unit until June 2025, the service centre since."""
    title = "Bộ phận một cửa" if kind == "commune_one_stop" else "Trung tâm Phục vụ hành chính công"
    return kind, f"{title} {where}", ""


def hall(where: str, number: int) -> tuple[str, str, str]:
    """The hall of a village, or of a quarter in a ward."""
    hamlet = f"Thôn {number}" if where.startswith("xã ") else f"Khu phố {number}"
    return "community_site", f"Nhà văn hóa {hamlet.lower()}, {where}", hamlet
