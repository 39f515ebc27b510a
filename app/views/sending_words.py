"""What a refusal to send a report says, or to open a joint session or a locked day: what is wrong, and what to do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from app.rulebook.numbers import show_whole
from app.views.formats import day, moment

SENDING: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "no_lines": lambda facts: _("Báo cáo chưa có số lượng nào. Bạn nhập ít nhất một loại việc."),
    "day_outside_campaign": lambda facts: _(
        "Ngày hoạt động phải từ %(first)s đến %(last)s.", first=day(facts["first"]), last=day(facts["last"])
    ),
    "activity_not_offered": lambda facts: _(
        "Loại việc “%(code)s” không có trong bộ tiêu chí của ngày này.", code=facts["code"]
    ),
    "reports_closed": lambda facts: _("Chiến dịch không còn nhận báo cáo mới."),
    "report_early": lambda facts: _("Ngày hoạt động chưa đến. Bạn gửi báo cáo khi buổi ra quân đã diễn ra."),
    "report_locked": lambda facts: _(
        "Đã quá %(days)s ngày kể từ ngày hoạt động nên ngày này đã khóa. Cán bộ Tỉnh Đoàn có thể mở lại, kèm lý do, "
        "cho đến khi chiến dịch hết nhận báo cáo; bạn liên hệ cán bộ rồi gửi lại.",
        days=facts["days"],
    ),
    "day_in_ledger": lambda facts: _(
        "Báo cáo này đã có bút toán trong sổ điểm nên không đổi được ngày. Bạn rút báo cáo rồi gửi báo cáo mới."
    ),
    "presence_twice": lambda facts: (
        _(
            "“%(one)s” đã có trong báo cáo khác của đội, cùng thành viên, cùng giờ. Một buổi có mặt chỉ tính một lần: "
            "bạn bỏ dòng này, hoặc sửa giờ, thành viên cho đúng.",
            one=facts["one"],
        )
        if facts["one"] == facts["other"]
        else _(
            "“%(one)s” và “%(other)s” không tính cùng lúc cho cùng thành viên trong cùng giờ. Bạn bỏ một trong hai, "
            "hoặc ghi thành hai báo cáo khác giờ, khác thành viên.",
            one=facts["one"],
            other=facts["other"],
        )
    ),
    "above_share": lambda facts: (
        _(
            "%(activity)s: phần của đội bạn trong buổi phối hợp là %(share)s, còn báo được %(left)s.",
            activity=facts["activity"],
            share=show_whole(facts["share"]),
            left=show_whole(facts["left"]),
        )
        if facts["share"]
        else _(
            "%(activity)s: đội bạn không có phần trong buổi phối hợp này. Bạn ghi việc này ở một báo cáo khác.",
            activity=facts["activity"],
        )
    ),
    "joint_other_day": lambda facts: _(
        "Buổi phối hợp này diễn ra ngày %(day)s. Bạn chọn đúng ngày, hoặc bỏ chọn buổi phối hợp.",
        day=day(facts["day"]),
    ),
    "joint_unknown": lambda facts: _("Đội bạn không có tên trong buổi phối hợp này. Bạn chọn lại."),
    "joint_id_taken": lambda facts: _("Mã buổi phối hợp này đã được dùng. Bạn mở biểu mẫu mới rồi nhập lại."),
    "joint_differs": lambda facts: _(
        "Buổi phối hợp này đã được mở với nội dung khác. Bạn mở biểu mẫu mới nếu đó là một buổi khác."
    ),
    "joint_not_yours": lambda facts: _("Chỉ đội trưởng của một trong các đội được mở buổi phối hợp."),
    "joint_teams": lambda facts: _(
        "Buổi phối hợp có từ 2 đến %(most)s đội khác nhau của cùng chiến dịch.", most=facts["most"]
    ),
    "joint_activities": lambda facts: _("Bạn ghi từ 1 đến %(most)s loại việc, mỗi loại một lần.", most=facts["most"]),
    "joint_sum": lambda facts: _(
        "%(activity)s: phần của các đội cộng lại là %(sum)s, tổng là %(total)s. Hai số phải bằng nhau.",
        activity=facts["activity"],
        sum=show_whole(facts["sum"]),
        total=show_whole(facts["total"]),
    ),
    "joint_nothing": lambda facts: _("Mỗi đội cần có phần trong ít nhất một loại việc. Bạn chia lại, hoặc bỏ đội ra."),
    "late_opened": lambda facts: _("Ngày này đã được mở lại lúc %(at)s.", at=moment(facts["at"])),
    "day_still_open": lambda facts: _("Ngày này chưa khóa, đội vẫn gửi báo cáo được. Không cần mở lại."),
    "own_team_opened": lambda facts: _(
        "Bạn là thành viên của %(team)s nên không mở lại ngày cho đội này. Cán bộ khác sẽ mở.", team=facts["team"]
    ),
    "report_decided": lambda facts: _("Báo cáo này đã được thẩm định hoặc đã rút nên không sửa được nữa."),
    "report_changed": lambda facts: _(
        "Báo cáo đã thay đổi từ lúc bạn mở. Nội dung mới nhất đang hiện bên dưới; bạn xem lại rồi làm tiếp."
    ),
    "report_already_sent": lambda facts: _("Báo cáo đã gửi, không lưu nháp được nữa. Bạn bấm Gửi báo cáo."),
    "report_id_taken": lambda facts: _("Mã báo cáo này đã được dùng. Bạn mở biểu mẫu mới rồi nhập lại."),
    "report_differs": lambda facts: _(
        "Báo cáo này đã được gửi với nội dung khác. Bạn mở báo cáo đã gửi để sửa, nếu cần."
    ),
    "evidence_missing": lambda facts: " ".join(
        _("“%(activity)s” còn thiếu %(missing)s.", activity=label, missing=_either(missing))
        for label, missing in facts["activities"]
    ),
    "photos_many": lambda facts: _("Mỗi báo cáo tối đa %(most)s ảnh. Bạn bỏ bớt ảnh.", most=facts["most"]),
    "photo_unknown": lambda facts: _("Báo cáo này không có ảnh đó. Bạn tải lại trang."),
    "photo_private": lambda facts: _(
        "Có ảnh đã bị hủy vì có dữ liệu cá nhân của người dân nên không gửi lại được. Bạn bỏ ảnh đó và chọn ảnh khác."
    ),
    "unknown_member": lambda facts: _("Có người không thuộc đội trong ngày này. Bạn chọn lại thành viên."),
}

EVIDENCE: Mapping[str, Callable[[], str]] = {
    "tally": lambda: _("số đếm"),
    "site_photo": lambda: _("ảnh buổi ra quân"),
    "service_point_confirmation": lambda: _("mã xác nhận của bộ phận một cửa"),
    "member_attendance": lambda: _("thành viên có mặt"),
    "document_reference": lambda: _("số hiệu văn bản"),
    "media_link": lambda: _("liên kết bài đăng"),
}


def _either(ways: Sequence[Sequence[str]]) -> str:
    """What would be enough, one way or another."""
    return _(", hoặc ").join(_(" và ").join(EVIDENCE[code]() for code in way) for way in ways)
