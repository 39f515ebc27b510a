"""What each kind of errand is called, what is said when it is done, and where its result stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.models import Errand
from app.rulebook.numbers import show_whole
from app.services import errands
from app.views.wording import worded


@dataclass(frozen=True, slots=True)
class ErrandWords:
    """`place` is the endpoint with its values that `link` leads on to."""

    title: Callable[[], str]
    done: Callable[[Mapping[str, Any]], str]
    link: Callable[[], str]
    place: Callable[[Mapping[str, Any]], tuple[str, dict[str, Any]]]


WORDS: Mapping[str, ErrandWords] = {
    "batch_preview": ErrandWords(
        title=lambda: _("Xem trước đợt xem lại hàng loạt"),
        done=lambda facts: _("Đã tính xong, chưa có gì được ghi."),
        link=lambda: _("Xem từng đội đổi gì"),
        place=lambda arguments: ("batch_previews.effect", {"uuid": arguments["batch"]}),
    ),
    "batch_application": ErrandWords(
        title=lambda: _("Áp dụng đợt xem lại hàng loạt"),
        done=lambda facts: _(
            "Đã áp dụng cho %(count)s báo cáo. Các đội liên quan nhận thông báo.", count=show_whole(facts["count"])
        ),
        link=lambda: _("Về đợt xem lại"),
        place=lambda arguments: ("batch_reviews.page", {"uuid": arguments["batch"]}),
    ),
    "ledger_proof": ErrandWords(
        title=lambda: _("Kiểm tra sổ điểm"),
        done=lambda facts: (
            _("Sổ điểm nguyên vẹn đến bút toán %(seq)s.", seq=show_whole(facts["seq"]))
            if facts["intact"]
            else _("Sổ điểm không còn nguyên vẹn: %(fault)s", fault=facts["verdict"])
        ),
        link=lambda: _("Về các mốc của chiến dịch"),
        place=lambda arguments: ("timeline.page", {"code": arguments["code"]}),
    ),
    "certificates": ErrandWords(
        title=lambda: _("In giấy chứng nhận"),
        done=lambda facts: _("Đã in xong %(count)s giấy chứng nhận.", count=show_whole(facts["count"])),
        link=lambda: _("Về trang văn bản"),
        place=lambda arguments: ("documents.index", {"code": arguments["code"]}),
    ),
}


def said(errand: Errand) -> str:
    """What came of it."""
    if errand.is_done:
        return WORDS[errand.kind].done(errand.facts or {})
    refusal = errands.refusal_of(errand)
    if refusal:
        return worded(refusal)
    return _("Có lỗi ở phía hệ thống nên việc này chưa làm được. Bạn thử lại; nếu vẫn vậy, báo quản trị hệ thống.")


def onward(errand: Errand) -> str:
    """The address of the page that the errand is about."""
    endpoint, values = WORDS[errand.kind].place(errand.arguments)
    return url_for(endpoint, **values)
