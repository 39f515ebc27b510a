"""What a person has been told: the bell, the list, and what has been read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.database import transaction
from app.exports.notice_subjects import Subject
from app.exports.notice_words import WORDS
from app.extensions import htmx
from app.forms.fields import version
from app.queries import notices
from app.queries.notices import Line
from app.services import notices as service
from app.views.current import person, rights, unread
from app.views.paging import page_of
from app.views.policy import policy

pages = Blueprint("notices", __name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is shown."""

    id: int
    icon: str
    sentence: str
    url: str
    made_at: datetime
    is_read: bool


@pages.get("/notices")
@policy("see_notices")
def index() -> ResponseReturnValue:
    return render_template("notices/index.html", told=page_of(_told), words=_nothing_yet())


@pages.get("/notices/bell")
@policy("ring")
def bell() -> ResponseReturnValue:
    """How much is unread; a page asks again and again, also when its session has ended: what is typed there stays."""
    if not current_user.is_authenticated:
        return "", 204
    return render_template("notices/_bell.html", unread=notices.counted(unread()))


@pages.post("/notices/readings")
@policy("see_notices")
def read() -> ResponseReturnValue:
    """One notice, or all up to the newest that the page showed."""
    only, up_to = (version(request.form.get(name, "")) for name in ("notice", "up_to"))
    with transaction():
        service.read(person(), only or None, up_to)
    return ("", 204) if htmx else redirect(url_for("notices.index"), code=303)


def _told(limit: int, offset: int) -> Sequence[Told]:
    return [_shown(each) for each in notices.of_person(person().id, limit, offset)]


def _shown(line: Line) -> Told:
    words, about = WORDS[line.kind], Subject(line.facts, line.team, line.team_code)
    endpoint, values = words.place(about)
    url = url_for(endpoint, **values)
    return Told(line.id, words.icon, words.sentence(about), url, line.made_at, line.is_read)


def _nothing_yet() -> str:
    """What will stand here."""
    roles = rights().roles
    if "captain" in roles:
        return _("Khi báo cáo được xác minh hay cần bổ sung, khi đội đạt huy hiệu, bạn biết ngay ở đây.")
    if "member" in roles:
        return _("Khi chiến dịch công bố kết quả, bạn biết ngay ở đây.")
    return _("Việc chờ bạn luôn ở trang chính; tin gửi riêng cho bạn, khi có, nằm ở đây.")
