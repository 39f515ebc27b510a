"""What is said of second looks, re-checks, batches and long work that were not done: why, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from app.views.formats import day, moment

SECOND_LOOKS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "cross_check_given": lambda facts: _(
        "%(who)s đã chấm chéo báo cáo này lúc %(at)s. Bạn không cần làm gì thêm.",
        who=facts["by"],
        at=moment(facts["at"]),
    ),
    "cross_check_with_province": lambda facts: _("Báo cáo này đã ở Tỉnh Đoàn."),
    "cross_check_asked": lambda facts: _("Báo cáo này đã được chọn để xem lần hai."),
    "not_yours_to_check": lambda facts: _(
        "Bạn không chấm chéo báo cáo này: bạn đã quyết định, đội bạn tham gia, hoặc việc đã giao cho đơn vị khác."
    ),
    "check_reopened": lambda facts: _(
        "Báo cáo này vừa được mở lại để thẩm định lại, chưa có kết quả để chấm chéo. Bạn không cần làm gì thêm."
    ),
    "check_overruled": lambda facts: _(
        "%(who)s, ở cấp trên, đã trả lời phúc tra báo cáo này lúc %(at)s nên không cần chấm chéo nữa.",
        who=facts["by"],
        at=moment(facts["at"]),
    ),
    "not_yours_to_hand_on": lambda facts: _("Chỉ người đã quyết định hoặc cán bộ Tỉnh Đoàn nhờ xem lại được."),
    "recheck_asked": lambda facts: _("Mỗi kết quả được đề nghị phúc tra một lần, báo cáo này đã đề nghị."),
    "penalty_contested": lambda facts: _("Mỗi điểm trừ được đề nghị phúc tra một lần, điểm trừ này đã đề nghị."),
    "penalty_taken_back": lambda facts: _(
        "Điểm trừ này đã được rút lại lúc %(at)s, không cần phúc tra nữa.", at=moment(facts["at"])
    ),
    "not_a_penalty": lambda facts: _("Chỉ điểm trừ đề nghị phúc tra được."),
    "recheck_differs": lambda facts: _("Trang đã cũ. Bạn mở lại báo cáo rồi gửi lại nhé."),
    "recheck_same": lambda facts: _("Các số chưa đổi. Bạn ghi số mới, hoặc chọn Giữ nguyên kết quả."),
    "recheck_repeats": lambda facts: _(
        "%(activities)s: báo cáo khác của đội đã được tính cho cùng buổi có mặt này. Bạn ghi 0 cho dòng trùng kèm "
        "lý do, hoặc xử lý báo cáo kia trước.",
        activities=", ".join(facts["activities"]),
    ),
    "recheck_answered": lambda facts: _(
        "%(who)s đã trả lời đề nghị này lúc %(at)s.", who=facts["by"], at=moment(facts["at"])
    ),
    "rechecks_closed": lambda facts: _("Đã hết hạn đề nghị phúc tra: 23:59 ngày %(until)s.", until=day(facts["until"])),
    "rechecks_unanswered": lambda facts: _(
        "Còn %(count)s đề nghị phúc tra chưa trả lời. Trả lời hết rồi mới công bố được.", count=facts["count"]
    ),
    "not_yours_to_contest": lambda facts: _("Chỉ đội trưởng của đội đề nghị phúc tra được."),
    "not_yours_to_answer": lambda facts: _(
        "Bạn không trả lời đề nghị này: bạn đã quyết định, đã hủy hoặc đã trừ điểm, bạn thuộc đội, hoặc việc thuộc cấp "
        "khác."
    ),
    "batch_size": lambda facts: (
        _("Không có quyết định nào khớp. Bạn đổi người, đơn vị hoặc khoảng ngày.")
        if not facts["count"]
        else _("%(count)s báo cáo là quá nhiều cho một đợt (tối đa %(most)s). Bạn chia nhỏ khoảng ngày.", **facts)
    ),
    "batch_changed": lambda facts: _(
        "%(count)s báo cáo của đợt vừa có quyết định khác. Chưa có gì được ghi; bạn bỏ đợt này rồi mở đợt mới.",
        count=facts["count"],
    ),
    "batch_closed": lambda facts: _("Đợt này đã xong lúc %(at)s.", at=moment(facts["at"])),
    "errand_differs": lambda facts: _("Trang đã cũ. Bạn mở lại trang rồi làm lại nhé."),
    "errand_not_yours": lambda facts: _("Vai trò của bạn đã kết thúc trước khi việc này bắt đầu; chưa có gì được ghi."),
}
