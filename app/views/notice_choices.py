"""Which notices a person wants, in the app and by e-mail: one form, saved at once."""

from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.exports.notice_words import WORDS
from app.models.notice_choices import CHANNELS
from app.outside import mail
from app.queries.notices import chosen_by
from app.rulebook.mail_times import LETTER_AT
from app.rulebook.notice_kinds import kinds_for
from app.services import notice_choices
from app.views.current import person, rights
from app.views.policy import policy

pages = Blueprint("notice_choices", __name__)


class Row(NamedTuple):
    """One kind with its two switches."""

    code: str
    label: Any
    waits: bool
    in_app: bool
    by_email: bool


@pages.get("/account/notices")
@policy("see_notices")
def index() -> ResponseReturnValue:
    turned = chosen_by(person().id)
    rows = [
        Row(
            each.code,
            WORDS[each.code].label,
            each.waits,
            *(each.default(channel) != ((each.code, channel) in turned) for channel in CHANNELS),
        )
        for each in kinds_for(rights().roles)
    ]
    return render_template(
        "notices/choices.html", rows=rows, no_mail=_no_mail() if rows else "", letter_at=f"{LETTER_AT:%H:%M}"
    )


@pages.post("/account/notices")
@policy("see_notices")
def save() -> ResponseReturnValue:
    """Only kinds that the form showed are touched: half a form switches nothing off."""
    shown = set(request.form.getlist("kind"))
    offered = [each for each in kinds_for(rights().roles) if each.code in shown]
    wanted = {
        (each.code, channel) for each in offered for channel in CHANNELS if f"{channel}-{each.code}" in request.form
    }
    with transaction():
        notice_choices.choose(person(), offered, wanted)
    flash(_("Đã lưu lựa chọn thông báo."), "good")
    return redirect(url_for("notice_choices.index"), code=303)


def _no_mail() -> str:
    """Why no e-mail comes, whatever is chosen."""
    if not mail.is_open():
        return _("Hệ thống này chưa gửi thư điện tử; lựa chọn về thư được giữ cho khi có.")
    if "@" not in person().login:
        return _("Bạn đăng nhập bằng số điện thoại nên chưa nhận được thư; thông báo trong ứng dụng vẫn đủ.")
    return ""
