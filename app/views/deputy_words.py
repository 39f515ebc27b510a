"""What a refusal to lend a verifier's role, or to end a loan, says: why, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from app.views.formats import day

DEPUTIES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "role_ended": lambda facts: _("Vai trò này không có hoặc đã kết thúc. Bạn xem lại các vai trò đang có."),
    "lent_already": lambda facts: _(
        "Bạn đang thay người khác ở đây nên không nhờ tiếp người thứ ba. Người giao việc cho bạn sẽ nhờ."
    ),
    "not_yours_to_lend": lambda facts: _(
        "Chỉ người thẩm định hoặc cán bộ cấp trên nhờ được người thay cho vai trò này."
    ),
    "not_yours_to_withdraw": lambda facts: _("Chỉ người nhờ, người thay hoặc cán bộ cấp trên kết thúc được."),
    "delegation_over": lambda facts: _("Việc thay này đã kết thúc từ trước."),
    "delegation_differs": lambda facts: _(
        "Biểu mẫu này đã được gửi với nội dung khác. Bạn mở biểu mẫu mới rồi nhập lại."
    ),
    "days_reversed": lambda facts: _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "days_past": lambda facts: _("Ngày bắt đầu từ hôm nay (%(today)s) trở đi.", today=day(facts["today"])),
    "days_many": lambda facts: _(
        "Mỗi lần nhờ tối đa %(most)s ngày. Cần lâu hơn thì nhờ thêm lần nữa.", most=facts["most"]
    ),
    "beyond_own_role": lambda facts: _(
        "Vai trò được nhờ thay kết thúc trong ngày %(last)s, nên ngày cuối phải trước ngày ấy.", last=day(facts["last"])
    ),
    "deputy_unknown": lambda facts: _(
        "Chưa có tài khoản này. Bạn kiểm tra email hoặc số điện thoại, hoặc chọn tên trong danh sách."
    ),
    "deputy_self": lambda facts: _("Không nhờ chính mình thay. Bạn chọn một người khác."),
    "deputy_watches": lambda facts: _(
        "%(name)s giữ vai trò kiểm tra hoặc quản trị nên không thẩm định. Bạn chọn một người khác.", name=facts["name"]
    ),
    "deputy_verifies": lambda facts: _("%(name)s đã là người thẩm định ở đây, không cần nhờ thay.", name=facts["name"]),
    "deputy_lent": lambda facts: _(
        "%(name)s đã được nhờ thay ở đây từ %(first)s đến %(last)s. Bạn chọn những ngày khác.",
        name=facts["name"],
        first=day(facts["first"]),
        last=day(facts["last"]),
    ),
}
