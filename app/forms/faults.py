"""What the rows of an imported file are told: what is wrong and what would be right."""

from collections.abc import Iterable, Mapping

from app.rulebook.rulefile import Fault
from app.services.imports import RowFault

WORDS: Mapping[str, str] = {
    # the file
    "not_a_table": "không đọc được bảng này ({why}); cần tệp CSV mã UTF-8 hoặc tệp Excel .xlsx",
    "not_utf8": "không phải mã UTF-8; lưu lại tệp với mã UTF-8 rồi nạp lại",
    "empty_file": "tệp trống; dòng đầu cần là tên cột: {known}",
    "unknown_column": "không có cột “{value}”; các cột dùng được: {known}",
    "double_column": "cột “{value}” có hai lần; giữ lại một cột",
    "missing_column": "thiếu cột này; các cột bắt buộc: {known}",
    "too_many_cells": "dòng có {value} ô nhưng bảng chỉ có {known} cột; nội dung có dấu phẩy cần đặt trong ngoặc kép",
    "too_large": "tệp Excel quá lớn ({why}); chia nhỏ tệp hoặc dùng CSV",
    "forbidden_sign": "có ký tự không hiển thị được ({why}); xóa ký tự đó",
    "too_long": "dài {value} ký tự; nhiều nhất {most}",
    "missing": "đang trống; cần có giá trị",
    # values
    "not_a_code": "“{value}” không phải mã; mã gồm chữ không dấu, số và các dấu . _ -, dài nhất 40",
    "not_whole": "“{value}” không phải số nguyên; ví dụ đúng: 1234 hoặc 1.234",
    "cell_not_whole": "ô số {value} không phải số nguyên; nhập số nguyên, ví dụ 1234",
    "not_whole_between": "{value} không dùng được; cần số nguyên từ {low} đến {high}",
    "not_a_day": "“{value}” không phải ngày; cần dạng NĂM-THÁNG-NGÀY, ví dụ 2026-03-15",
    "not_an_instant": "“{value}” không phải thời điểm có múi giờ; ví dụ đúng: 2026-03-15T20:30:00+07:00",
    "not_a_degree": "“{value}” không phải tọa độ; cần số từ -{most} đến {most}, ví dụ 13.788",
    "not_a_uuid": "“{value}” không phải UUID; ví dụ đúng: 6f1c1f0e-8a63-4a39-9d35-1f0f0a4c2b11",
    "not_a_login": "“{value}” không phải địa chỉ e-mail hay số di động Việt Nam; ví dụ đúng: 0905123456",
    "not_one_of": "“{value}” không có trong danh sách; dùng được: {known}",
    "not_a_tap": "“{value}” không dùng được; cần số giây từ đầu buổi, số nguyên từ 0 đến {most}, cách nhau dấu cách",
    "too_many_taps": "có {value} lượt; nhiều nhất {most} lượt một dòng",
    "personal_number": "có dãy số giống số căn cước hoặc số điện thoại; xóa dữ liệu cá nhân của người dân",
    # units, teams, people
    "twice_in_file": "“{value}” đã có ở dòng {other}; mỗi mã chỉ một dòng",
    "unknown_parent": "không có đơn vị cấp trên “{value}” trong tệp hay trong hệ thống; nạp đơn vị cấp trên trước",
    "unknown_successor": "không có đơn vị kế thừa “{value}”; nạp danh sách đơn vị từ 01/07/2025 trước",
    "unknown_unit": "không có đơn vị “{value}”; nạp danh sách đơn vị trước hoặc sửa mã",
    "unknown_cluster": "chiến dịch không có cụm “{value}”; các cụm: {known}",
    "unknown_scope": "không có {what} “{value}”; {role} cần mã {what}",
    "minor_may_not": "người chưa đủ 18 tuổi (đến {until}) không giữ vai trò “{value}”; chỉ được là member",
    "under_age": "ngày {value} quá xa: người dưới 16 tuổi không có tài khoản; bỏ dòng này",
    "person_differs": "người này ở dòng {other} là “{stored}”, ở đây là “{value}”; ghi giống nhau",
    # reports
    "row_disagrees": "báo cáo này ở dòng {other} là “{stored}”, ở đây là “{value}”; một báo cáo cần ghi giống nhau",
    "partly_decided": "báo cáo này có dòng đã quyết định và dòng chưa; quyết định hết hoặc để trống hết",
    "line_twice": "loại việc “{value}” của báo cáo này đã có ở dòng {other}; gộp thành một dòng",
    "verified_above_claimed": "công nhận {value} nhiều hơn báo cáo {claimed}; cần từ 0 đến {claimed}",
    "rejected_not_zero": "bị từ chối thì số công nhận phải là 0 hoặc để trống; đang là {value}",
    "undecided_not_empty": "chưa có quyết định thì cột này phải để trống; đang là “{value}”",
    "decided_at_missing": "đã có quyết định thì cần thời điểm quyết định, ví dụ 2026-03-16T09:00:00+07:00",
    "decided_before_submitted": "quyết định lúc {value}, trước khi gửi lúc {submitted}; sửa một trong hai",
    "place_incomplete": "có loại địa điểm thì cần tên địa điểm hoặc thôn, tổ; điền thêm hoặc để trống cả hai",
    "unknown_team": "không có đội “{value}” trong chiến dịch {campaign}; nạp đội vào chiến dịch trước",
    "day_outside_campaign": "ngày {value} ngoài chiến dịch; cần từ {first} đến {last}",
    "unknown_activity": "bộ tiêu chí ngày {day} không có loại việc “{value}”",
    "activity_off": "loại việc “{value}” đang tắt trong bộ tiêu chí ngày {day}",
    "submitted_early": "gửi lúc {value}, trước ngày hoạt động {day}; sửa một trong hai",
    "late_without_reason": "gửi lúc {value}, quá {days} ngày sau ngày hoạt động hoặc quá hạn nhận; cần ghi lý do",
    "reason_too_long": "các lý do của một báo cáo dài {value} ký tự; nhiều nhất {most}",
    "unknown_verifier": "không có tài khoản “{value}”; nạp người này trước hoặc để trống",
    "verifier_without_role": "“{value}” không giữ vai trò verifier hay officer với đội {team}; chọn người khác",
    "verifier_of_own_team": "“{value}” là người của đội {team} hoặc đã ghi báo cáo này nên không được thẩm định",
    "report_withdrawn": "báo cáo này đã được rút; dùng mã báo cáo mới",
    "stored_differs": "đang lưu “{stored}”, tệp ghi “{value}”; nạp lại không sửa số liệu đã lưu",
}


def fault(row: int, column: str, code: str, /, **facts: object) -> Fault:
    """One fault, worded."""
    return Fault(row, column, WORDS[code].format(**facts))


def worded(found: Iterable[RowFault]) -> list[Fault]:
    """The faults a service found, worded."""
    return [fault(each.row, each.column, each.code, **each.facts) for each in found]
