"""A made-up result for the papers (three clusters, a joint rank, special awards, awkward names) and a certificate."""

from datetime import UTC, date, datetime
from typing import Any

from app.exports.certificate_words import Certificate
from app.queries.result_sheets import PrizeLine, ResultSheet, SpecialLine, TeamLine, TotalLine

CLUSTERS = ("Phường", "Xã đồng bằng", "Xã miền núi, biên giới, hải đảo")
PRIZES = ("Giải Nhất", "Giải Nhì", "Giải Ba", "Giải Ba")
TOTAL = TotalLine("Tài khoản VNeID được hỗ trợ kích hoạt", 150_895, "tài khoản", "Mỗi tài khoản kích hoạt tính một.")
MINUTES = ("Thư ký đọc kết quả từng cụm.", "Hội đồng thống nhất giải Ba đồng hạng.")

CERTIFICATE = Certificate(
    kind="team",
    address="https://xungkich.example/certificates/4f1f6f0e-7c0b-4a55-9d2e-0d6f5d1a2b3c",
    recipient="Tổ công nghệ số thanh niên số 1 – phường Quy Nhơn",
    unit="Đoàn phường Quy Nhơn",
    prize_code="first",
    prize="Giải Nhất",
    cluster="Phường",
    campaign="Tháng Thanh niên năm 2026",
    starts_on=date(2026, 3, 1),
    ends_on=date(2026, 3, 31),
    issuer="Tỉnh Đoàn Gia Lai",
    place="Gia Lai",
    made_on=date(2026, 4, 13),
)


def sheet(teams: int = 18, name: str = "Tổ công nghệ số thanh niên số {}", number: int = 1, **changed) -> ResultSheet:
    """`name` is every team's, with its number."""
    ranked = [_team(at, name.replace("{}", str(at))) for at in range(teams)]
    ranked.sort(key=lambda each: (CLUSTERS.index(each.cluster), each.rank))
    facts: dict[str, Any] = {
        "decision_number": "12-QĐ/TĐTN",
        "decision_date": date(2026, 4, 13),
        "reason": "Hủy kết quả một đội" if number > 1 else "",
        "specials": (
            SpecialLine(
                "progress", "Đội hình tiến bộ nhất", name.replace("{}", "3"), "Đoàn phường Dĩ An", "Tăng 320 điểm"
            ),
            SpecialLine("person", "Cá nhân tiêu biểu", "Rơ Châm H'Bích", "Đoàn xã Đắk Đoa", "Hỗ trợ bà con"),
        ),
        "totals": (TOTAL,),
        "minutes": MINUTES,
    }
    return ResultSheet(
        campaign_code="TTN2026",
        campaign="Tháng Thanh niên năm 2026",
        issuer="Tỉnh Đoàn Gia Lai",
        superior="Trung ương Đoàn TNCS Hồ Chí Minh",
        place="Gia Lai",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 31),
        number=number,
        as_of=datetime(2026, 4, 10, 10, 30, tzinfo=UTC),
        seq=12_345,
        prizes=tuple(_prize(each) for each in ranked if each.prize),
        teams=tuple(ranked),
        **(facts | changed),
    )


def _team(at: int, name: str) -> TeamLine:
    rank = at // len(CLUSTERS) + 1
    unmet = ("Chưa đủ 3 Chủ nhật",) if rank == 5 else ()
    prize = PRIZES[rank - 1] if rank <= len(PRIZES) else ""
    points = 10_000 - 7 * at
    return TeamLine(CLUSTERS[at % 3], rank, f"QN{at}", name, "Đoàn phường Quy Nhơn", points, unmet, prize)


def _prize(team: TeamLine) -> PrizeLine:
    shared = team.rank in (3, 4)
    return PrizeLine(
        cluster=team.cluster,
        prize_code="prize",
        prize=team.prize,
        form="Giấy chứng nhận",
        rank=team.rank,
        shared=shared,
        team_code=team.team_code,
        team=team.team,
        unit=team.unit,
        points=team.points,
    )
