"""What is wrong with a credential that somebody holds up, and what to do."""

from typing import NamedTuple

from flask_babel import gettext as _

from app.forms.credentials import Reading
from app.views.badge_credentials import Shown
from app.views.badge_words import taken_back
from app.views.formats import moment

UNUSABLE = ("empty", "too_big", "no_token")


class Verdict(NamedTuple):
    """good, care or bad; what it is in one line, and why."""

    kind: str
    title: str
    words: str


def verdict(reading: Reading, shown: Shown | None) -> Verdict:
    """What the page says of it."""
    if reading.fault:
        return _wrong(reading)
    if shown is None:
        return Verdict(
            "care",
            _("Chữ ký đúng, chưa có trang công khai"),
            _("Chứng nhận do hệ thống này ký, nhưng huy hiệu hiện không có trang công khai nào để đối chiếu."),
        )
    if not shown.holds:
        why = taken_back(shown.award.revoked_reason)
        at = moment(shown.award.revoked_at)
        return Verdict(
            "bad", _("Đã thu lại"), _("Huy hiệu có thật nhưng đã được thu lại lúc %(at)s: %(why)s.", at=at, why=why)
        )
    return Verdict("good", _("Chứng nhận thật và còn hiệu lực"), _("Chữ ký khớp với khóa công khai của hệ thống này."))


def _wrong(reading: Reading) -> Verdict:
    claimed = reading.claimed_issuer or _("không ghi")
    title, words = {
        "empty": (_("Chưa có gì để kiểm tra"), _("Bạn dán nội dung chứng nhận hoặc chọn tệp đã tải về.")),
        "too_big": (
            _("Nội dung quá lớn"),
            _("Một chứng nhận chỉ dài khoảng 3 KB; ở đây nhận tối đa 64 KB, ảnh PNG tối đa 1 MB."),
        ),
        "no_token": (
            _("Không thấy chứng nhận"),
            _("Tệp này không chứa chứng nhận nào. Bạn dùng tệp .svg, .png, .json hoặc .jwt tải từ trang của huy hiệu."),
        ),
        "not_jwt": (
            _("Không phải chứng nhận"),
            _("Một chứng nhận là ba đoạn chữ nối bằng dấu chấm (JWT), bắt đầu bằng eyJ. Nội dung này thì không."),
        ),
        "truncated": (_("Bị cắt cụt"), _("Phần cuối bị thiếu, thường do chép chưa hết. Bạn tải lại tệp rồi thử lại.")),
        "damaged": (
            _("Bị hỏng"),
            _("Phần nội dung không đọc được nữa: có ký tự bị mất hoặc bị đổi. Bạn tải lại tệp rồi thử lại."),
        ),
        "algorithm": (
            _("Cách ký không được chấp nhận"),
            _("Hệ thống này chỉ ký bằng EdDSA (Ed25519). Chứng nhận ghi cách ký khác nên không phải của hệ thống này."),
        ),
        "unknown_key": (
            _("Không phải do hệ thống này cấp"),
            _("Chứng nhận được ký bằng khóa khác. Bên cấp tự ghi là: %(claimed)s.", claimed=claimed),
        ),
        "tampered": (
            _("Đã bị sửa"),
            _("Chữ ký không khớp với nội dung: chứng nhận đã bị sửa sau khi ký. Không nên tin nội dung này."),
        ),
        "not_a_badge": (
            _("Không phải huy hiệu"),
            _("Nội dung do hệ thống này ký nhưng không phải huy hiệu, ví dụ tệp tình trạng của một huy hiệu."),
        ),
    }[reading.fault]
    return Verdict("bad" if reading.fault not in UNUSABLE else "care", title, words)
