"""What a refusal says to the reader: what is wrong, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from app.services.refusals import Refused
from app.views.badge_refusals import BADGES
from app.views.deputy_words import DEPUTIES
from app.views.formats import day, moment
from app.views.judging_words import JUDGING
from app.views.second_look_words import SECOND_LOOKS
from app.views.sending_words import SENDING
from app.views.verifier_words import FULL_CHECKS

WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    **SENDING,
    **BADGES,
    **JUDGING,
    **SECOND_LOOKS,
    **DEPUTIES,
    **FULL_CHECKS,
    "judged_the_team": lambda facts: _(
        "%(person)s đã thẩm định báo cáo của %(team)s từ ngày %(since)s trở đi nên chưa vào đội được từ ngày đó.",
        person=facts["person"],
        team=facts["team"],
        since=day(facts["since"]),
    ),
    "day_not_come": lambda facts: _("Ngày này chưa đến. Bạn ghi khi việc đã diễn ra."),
    "own_team": lambda facts: _(
        "Bạn là thành viên của %(team)s nên không ghi cho đội này. Người khác của đơn vị hoặc cấp trên sẽ ghi.",
        team=facts["team"],
    ),
    "team_not_yours": lambda facts: _("Có đội ngoài đơn vị của bạn. Bạn mở lại danh sách rồi chọn lại."),
    "more_than_came": lambda facts: _("%(team)s: ghi từ 1 đến %(most)s.", team=facts["team"], most=facts["most"]),
    "unit_not_yours": lambda facts: _("Bạn chỉ nhập số liệu của đơn vị cơ sở mình phụ trách."),
    "more_than_members": lambda facts: _(
        "Số đoàn viên có đủ hai tài khoản không vượt số đoàn viên (%(members)s).", members=facts["members"]
    ),
    "decisions_closed": lambda facts: _("Số liệu đã chốt, không nhận thêm quyết định."),
    "already_frozen": lambda facts: _("Bảng xếp hạng đã khóa từ trước."),
    "already_announced": lambda facts: _("Kết quả đã được công bố."),
    "already_closed": lambda facts: _("Số liệu đã chốt từ trước."),
    "not_closed": lambda facts: _("Số liệu chưa được chốt trước hạn nên không có gì để mở lại."),
    "not_finalised": lambda facts: _("Kết quả chưa được duyệt nên chưa công bố được."),
    "not_announced": lambda facts: _("Kết quả chưa được công bố."),
    "already_archived": lambda facts: _("Chiến dịch đã lưu trữ."),
    "data_open": lambda facts: _("Số liệu chưa chốt: còn nhận thẩm định. Chốt số liệu rồi mới trình được."),
    "privacy_open": lambda facts: _("Còn %(count)s trường hợp dữ liệu cá nhân chưa xử lý xong.", count=facts["count"]),
    "rechecks_receiving": lambda facts: _("Còn trong hạn nhận đề nghị phúc tra. Hết hạn rồi mới trình được."),
    "ledger_unchecked": lambda facts: _(
        "Sổ điểm chưa được kiểm tra đến bút toán cuối. Bạn chạy kiểm tra rồi trình lại."
    ),
    "checkpoint_missing": lambda facts: _("Sổ điểm chưa có mốc niêm phong nào. Bạn lập mốc niêm phong rồi trình lại."),
    "not_yours_to_decide_results": lambda facts: _(
        "Chỉ người có trách nhiệm của Tỉnh Đoàn, không thuộc đội nào đang thi đua, trình hoặc duyệt được kết quả."
    ),
    "four_eyes": lambda facts: _("Người trình không tự duyệt. Một người khác của Ban Thường vụ sẽ duyệt."),
    "submission_answered": lambda facts: _("Bản trình này đã được trả lời hoặc đã có bản trình mới hơn."),
    "result_moved": lambda facts: _(
        "Số liệu hoặc lựa chọn của Hội đồng đã đổi từ khi trình. Người trình xem lại rồi trình bản mới."
    ),
    "not_yours_to_nominate": lambda facts: _("Bạn chỉ giới thiệu người khác, trong đội của đơn vị mình phụ trách."),
    "nominated_already": lambda facts: _("%(name)s đã được giới thiệu trong chiến dịch này.", name=facts["name"]),
    "consent_refused": lambda facts: _("Đã ghi không đồng ý từ trước. Câu trả lời này được giữ nguyên."),
    "not_yours_to_answer_for": lambda facts: _(
        "Chỉ chính người được giới thiệu, hoặc đơn vị với giấy của người giám hộ, trả lời."
    ),
    "not_yours_to_run": lambda facts: _("Chỉ cán bộ của Tỉnh Đoàn điều khiển buổi lễ."),
    "step_out_of_order": lambda facts: _(
        "Một điều khiển khác vừa bấm. Màn hình đang ở bước dưới đây; bạn xem rồi bấm."
    ),
    "ceremony_over": lambda facts: _("Buổi lễ đã đến trang cuối."),
    "nothing_shown": lambda facts: _("Đang ở trang đầu, không lùi được nữa."),
    "photo_not_yours": lambda facts: _(
        "Chỉ đội trưởng và cán bộ phụ trách đơn vị của đội đặt hoặc gỡ được ảnh của đội."
    ),
    "consent_missing": lambda facts: _("Chưa có sự đồng ý của mọi người trong ảnh thì chưa đăng được."),
    "form_used": lambda facts: _("Biểu mẫu này đã dùng cho việc khác. Bạn mở lại trang rồi làm lại."),
    "team_unknown": lambda facts: _("Chiến dịch không có đội mang mã %(code)s.", code=facts["code"]),
    "report_unknown": lambda facts: _("Không tìm thấy báo cáo này trong chiến dịch."),
    "not_yours_to_settle": lambda facts: _("Chỉ Hội đồng và cán bộ của Tỉnh Đoàn ghi được phần này."),
    "reports_undecided": lambda facts: _(
        "Còn %(count)s báo cáo chưa thẩm định xong. Xử lý hết rồi mới chốt được kết quả.", count=facts["count"]
    ),
    "not_yours_to_correct": lambda facts: _("Chỉ đội trưởng của đội tự điều chỉnh được báo cáo này."),
    "report_flagged": lambda facts: _(
        "Báo cáo này đã bị ghi điểm trừ, không tự điều chỉnh được nữa. Bạn đề nghị phúc tra."
    ),
    "correction_raises": lambda facts: _("Chỉ giảm được so với số đã xác minh. Làm thêm thì gửi báo cáo mới."),
    "nothing_to_correct": lambda facts: _("Chưa có số nào giảm so với số đã xác minh."),
    "report_annulled": lambda facts: _("Kết quả của báo cáo này đã bị hủy."),
    "extra_posted": lambda facts: _("Việc này đã được ghi từ trước với nội dung khác. Bạn xem mục Đã ghi."),
    "extra_unknown": lambda facts: _("Thể lệ không có mục này."),
    "extra_size": lambda facts: _("Số điểm chưa đúng với thể lệ. Bạn xem lại mức của mục này."),
    "not_reversible": lambda facts: _("Chỉ điểm thưởng và điểm trừ trả lại được."),
    "not_yours_to_post": lambda facts: _("Chỉ cán bộ của Tỉnh Đoàn, không thuộc đội này, ghi được."),
    "ledger_broken": lambda facts: _(
        "Sổ điểm không còn nguyên vẹn (%(fault)s). Chưa công bố được cho đến khi quản trị xử lý.", fault=facts["fault"]
    ),
    "link_closed": lambda facts: _("Liên kết đã dùng hoặc đã hết hạn. Bạn xin cán bộ phụ trách một liên kết mới."),
    "campaign_final": lambda facts: _("Chiến dịch đã công bố kết quả, quy tắc không đổi được nữa."),
    "writer_busy": lambda facts: _(
        "Hệ thống đang ghi một việc dài nên chưa nhận được. Những gì bạn đã nhập và ảnh vẫn còn trong trang này: bạn "
        "đợi ít giây rồi bấm gửi lại."
    ),
    "results_final": lambda facts: _("Kết quả đã chốt chính thức, không nhận thêm số liệu."),
    "rules_changed": lambda facts: _(
        "Phiên bản %(number)s vừa được %(who)s công bố lúc %(at)s. Những gì bạn nhập vẫn còn bên dưới; "
        "bạn so với phiên bản mới rồi xem trước lại.",
        number=facts["number"],
        who=facts["who"] or _("quản trị hệ thống"),
        at=moment(facts["at"]),
    ),
    "rules_same": lambda facts: _(
        "Không có gì thay đổi: phiên bản %(number)s đã ghi đúng như vậy.", number=facts["number"]
    ),
    "rules_day_outside": lambda facts: _(
        "Ngày áp dụng phải từ %(first)s đến %(last)s.", first=day(facts["first"]), last=day(facts["last"])
    ),
    "rules_retroactive": lambda facts: _(
        "Ngày %(day)s đã qua. Bạn đánh dấu ô hồi tố để tính lại điểm từ ngày đó, hoặc chọn ngày từ hôm nay.",
        day=day(facts["day"]),
    ),
    "activity_forgotten": lambda facts: _(
        "Quy tắc mới thiếu loại việc đã có trong báo cáo: %(codes)s. Giữ lại bảng của loại việc đó, ghi on = false.",
        codes=facts["codes"],
    ),
    "effective_from_missing": lambda facts: _(
        "Tệp khác phiên bản %(version)s đang lưu. Thêm effective_from (ngày bắt đầu áp dụng) vào bảng [campaign].",
        version=facts["version"],
    ),
    "unknown_unit": lambda facts: _("Không có đơn vị “%(code)s”. Nạp danh sách đơn vị trước.", code=facts["code"]),
    "unknown_campaign": lambda facts: _(
        "Không có chiến dịch “%(code)s”. Nạp tệp quy tắc của chiến dịch trước.", code=facts["code"]
    ),
    "unknown_cluster": lambda facts: _("Chiến dịch không có cụm “%(code)s”.", code=facts["code"]),
    "unknown_person": lambda facts: _("Không có tài khoản “%(login)s”. Nạp người này trước.", login=facts["login"]),
    "beyond_ledger": lambda facts: _("Sổ điểm mới có %(seq)s bút toán. Cần số từ 0 đến %(seq)s.", seq=facts["seq"]),
}


def worded(refusal: Refused) -> str:
    """The refusal in the reader's language."""
    return WORDS[refusal.code](refusal.facts)
