"""What a refusal says about badges and excused Sundays: what is wrong, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from app.views.formats import day

BADGES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "badge_forgotten": lambda facts: _(
        "Quy tắc mới thiếu huy hiệu đã trao: %(codes)s. Giữ lại bảng của huy hiệu đó, ghi active = false.",
        codes=facts["codes"],
    ),
    "badge_draft_changed": lambda facts: _(
        "%(who)s vừa sửa bản nháp này. Những gì bạn nhập vẫn còn bên dưới; bạn xem lại rồi lưu lần nữa.",
        who=facts["who"] or _("Người khác"),
    ),
    "badge_rules_wait": lambda facts: _(
        "Phiên bản %(number)s đã công bố nhưng chỉ áp dụng từ %(day)s. Bạn công bố huy hiệu từ ngày đó, "
        "hoặc đưa huy hiệu vào tệp quy tắc.",
        number=facts["number"],
        day=day(facts["day"]),
    ),
    "badge_taken": lambda facts: _("Mã “%(code)s” đã có huy hiệu khác dùng. Bạn chọn mã khác.", code=facts["code"]),
    "excuse_not_sunday": lambda facts: _("Ngày này không phải Chủ nhật của đợt thi đua. Bạn chọn một Chủ nhật."),
    "excuse_known": lambda facts: _("Chủ nhật này đã được ghi nghỉ cho đơn vị này."),
}
