"""What is wrong with a photo, and what to do."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

PHOTO: Mapping[str, Callable[[str], str]] = {
    "size": lambda name: _("Ảnh “%(name)s” lớn hơn 12 MB. Bạn chọn ảnh nhỏ hơn.", name=name),
    "pixels": lambda name: _(
        "Ảnh “%(name)s” có quá nhiều điểm ảnh để xử lý. Bạn chụp ở độ phân giải thấp hơn hoặc chọn ảnh nhỏ hơn.",
        name=name,
    ),
    "format": lambda name: _("“%(name)s” không phải ảnh JPEG, PNG hoặc WebP. Bạn chọn tệp ảnh khác.", name=name),
    "heic": lambda name: _(
        "Ảnh “%(name)s” ở định dạng HEIC. Bạn chọn kiểu JPEG trong cài đặt máy ảnh (Tương thích nhất) rồi chụp lại.",
        name=name,
    ),
    "broken": lambda name: _("Ảnh “%(name)s” bị hỏng hoặc chưa tải lên trọn vẹn. Bạn chọn lại ảnh.", name=name),
    "slow": lambda name: _("Ảnh “%(name)s” xử lý quá lâu nên bị dừng. Bạn chọn ảnh khác.", name=name),
}


def photo_words(code: str, name: str) -> str:
    """The sentence for one file."""
    return PHOTO[code](name)
