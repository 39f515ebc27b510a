"""What the layouts that ship say: minutes, proposal, decision with annex, notice, report."""

from collections.abc import Mapping, Sequence

from app.exports.layout_pieces import (
    AMENDED,
    DATA,
    OFFICE,
    PRIZES,
    SECRETARY,
    SPECIAL_AWARDS,
    TEAMS,
    TOTALS,
    Piece,
    each_cluster,
)

MINUTES = [
    Piece("letterhead", "BB"),
    Piece("title", "BIÊN BẢN"),
    Piece("about", "Họp Hội đồng Thi đua – Khen thưởng xét kết quả {{ campaign }}"),
    Piece("text", "Thời gian: …… giờ ……, ngày …… tháng …… năm ………. Địa điểm: ………………………………"),
    Piece("text", "Chủ trì: đồng chí ………………………………, chức vụ: ………………………………"),
    Piece("text", "Thư ký: đồng chí ………………………………, chức vụ: ………………………………"),
    Piece("text", "Thành phần: ……/…… đồng chí ủy viên Hội đồng có mặt."),
    Piece("head", "I. Số liệu và điều kiện xét"),
    Piece(
        "text", "{{ team_count }} đội xếp hạng ở {{ cluster_count }} cụm; {{ eligible_count }} đội đủ điều kiện xét."
    ),
    DATA,
    *AMENDED,
    Piece("head", "II. Diễn biến"),
    Piece("tag", "{%p for each in minutes %}"),
    Piece("text", "{{ each.tt }}. {{ each.words }}"),
    Piece("tag", "{%p endfor %}"),
    Piece("head", "III. Kết quả thống nhất"),
    *each_cluster(PRIZES),
    *SPECIAL_AWARDS,
    Piece("text", "Biên bản được đọc lại cho các thành viên dự họp cùng nghe và thống nhất./."),
    Piece("two_signatures", "THƯ KÝ\nCHỦ TRÌ"),
    Piece("annex", "PHỤ LỤC"),
    Piece("about", "Bảng xếp hạng và điều kiện xét {{ campaign }}"),
    *each_cluster(TEAMS),
]

PROPOSAL = [
    Piece("letterhead", "TTr"),
    Piece("title", "TỜ TRÌNH"),
    Piece("about", "Về việc công nhận kết quả và trao giải {{ campaign }}"),
    Piece("centred", "Kính gửi: Ban Thường vụ {{ issuer }}"),
    Piece("text", "Căn cứ Thể lệ {{ campaign }} (từ ngày {{ first_day }} đến ngày {{ last_day }});"),
    Piece("text", "Căn cứ biên bản họp Hội đồng Thi đua – Khen thưởng ngày …… tháng …… năm ………;"),
    DATA,
    *AMENDED,
    Piece(
        "text",
        "Hội đồng Thi đua – Khen thưởng trình Ban Thường vụ {{ issuer }} xem xét, công nhận kết quả và trao "
        "{{ prize_count }} giải cho các đội ở {{ cluster_count }} cụm"
        "{% if specials %}, {{ special_count }} giải chuyên đề{% endif %} như sau:",
    ),
    *each_cluster(PRIZES),
    *SPECIAL_AWARDS,
    Piece("text", "Kính trình Ban Thường vụ {{ issuer }} xem xét, quyết định./."),
    Piece("signature", "TM. HỘI ĐỒNG\nCHỦ TỊCH", receivers=("- Như trên;", "- Lưu VP.")),
]

DECISION = [
    Piece("letterhead", "QĐ"),
    Piece("title", "QUYẾT ĐỊNH"),
    Piece("about", "Về việc công nhận kết quả và trao giải {{ campaign }}"),
    Piece("centred", "BAN THƯỜNG VỤ {{ issuer_upper }}"),
    Piece("text", "Căn cứ Điều lệ Đoàn TNCS Hồ Chí Minh;"),
    Piece("text", "Căn cứ Thể lệ {{ campaign }} (từ ngày {{ first_day }} đến ngày {{ last_day }});"),
    Piece("text", "Xét đề nghị của Hội đồng Thi đua – Khen thưởng,"),
    Piece("centred", "QUYẾT ĐỊNH:"),
    Piece(
        "text",
        "Điều 1. Công nhận kết quả và trao {{ prize_count }} giải cho các đội ở {{ cluster_count }} cụm"
        "{% if specials %}, {{ special_count }} giải chuyên đề{% endif %} của {{ campaign }} "
        "(danh sách tại Phụ lục kèm theo).",
    ),
    *AMENDED,
    Piece("text", "Điều 2. Mỗi tập thể, cá nhân đạt giải được trao hình thức ghi tại Phụ lục."),
    Piece(
        "text",
        "Điều 3. Văn phòng {{ issuer }}, các ban, đơn vị có liên quan và các tập thể, cá nhân có tên tại Phụ lục "
        "chịu trách nhiệm thi hành Quyết định này./.",
    ),
    Piece("signature", SECRETARY, receivers=("- Như Điều 3;", "- Ban Thường vụ (báo cáo);", "- Lưu VP.")),
    Piece("annex", "PHỤ LỤC"),
    Piece("about", "Danh sách tập thể, cá nhân đạt giải {{ campaign }}"),
    Piece("centred", "(Kèm theo {{ decision }} của Ban Thường vụ {{ issuer }})", italic=True),
    *each_cluster(PRIZES),
    *SPECIAL_AWARDS,
    DATA,
]

NOTICE = [
    Piece("letterhead", "TB"),
    Piece("title", "THÔNG BÁO"),
    Piece("about", "Kết quả {{ campaign }}"),
    Piece(
        "text",
        "Căn cứ {{ decision }} của Ban Thường vụ {{ issuer }}, {{ issuer }} thông báo kết quả {{ campaign }} "
        "(từ ngày {{ first_day }} đến ngày {{ last_day }}) như sau:",
    ),
    *AMENDED,
    *each_cluster(PRIZES),
    *SPECIAL_AWARDS,
    DATA,
    Piece("text", "{{ issuer }} thông báo để các đơn vị biết và biểu dương các tập thể, cá nhân đạt giải./."),
    Piece("signature", SECRETARY, receivers=OFFICE),
]

REPORT = [
    Piece("letterhead", "BC"),
    Piece("title", "BÁO CÁO"),
    Piece("about", "Kết quả {{ campaign }}"),
    Piece("head", "I. Số liệu hỗ trợ người dân, tổ chức"),
    Piece(
        "text",
        "Tổng đã xác minh từ ngày {{ first_day }} đến ngày {{ last_day }}, không giới hạn mức tối đa; "
        "không cộng các dòng khác đơn vị tính.",
    ),
    Piece("table", rows=TOTALS),
    Piece("head", "II. Lực lượng"),
    Piece(
        "text",
        "{{ team_count }} đội tham gia xếp hạng ở {{ cluster_count }} cụm; {{ eligible_count }} đội đủ điều kiện xét.",
    ),
    Piece("head", "III. Khen thưởng"),
    Piece("text", "Theo {{ decision }} của Ban Thường vụ {{ issuer }}:"),
    *AMENDED,
    *each_cluster(PRIZES),
    *SPECIAL_AWARDS,
    Piece(
        "text", "Số liệu chốt lúc {{ as_of }}, sổ điểm đến bút toán số {{ entry }}, kết quả phiên bản {{ version }}./."
    ),
    Piece("signature", SECRETARY, receivers=("- Ban Thường vụ (báo cáo);", *OFFICE)),
]

BODIES: Mapping[str, Sequence[Piece]] = {
    "minutes": MINUTES,
    "proposal": PROPOSAL,
    "decision": DECISION,
    "notice": NOTICE,
    "report": REPORT,
}
