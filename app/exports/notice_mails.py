"""Notices as e-mails: short, plain, with a link for each; what a page would show its reader, never more."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _

from app.config import Settings
from app.exports.notice_subjects import Subject
from app.exports.notice_words import WORDS
from app.queries.outbox import Candidate


def subject(notices: Sequence[Candidate]) -> str:
    """What the reader sees before opening it."""
    if len(notices) == 1:
        return WORDS[notices[0].kind].title(_about(notices[0]))
    return _("%(count)s tin mới trong ngày", count=len(notices))


def body(notices: Sequence[Candidate]) -> str:
    """Greeting, a sentence and a link for each, and how to have fewer of them."""
    told = "\n\n".join(f"{_sentence(each)}\n{link(*_place(each))}" for each in notices)
    greeting = _("Chào bạn %(name)s,", name=notices[0].full_name.split()[-1])
    footer = _(
        "Bạn nhận thư này vì có vai trò trong Xung Kích. Chọn thông báo muốn nhận: %(link)s\n"
        "Xung Kích không bao giờ hỏi mật khẩu hoặc mã OTP qua thư.",
        link=choices_link(),
    )
    return f"{greeting}\n\n{told}\n\n-- \n{footer}\n"


def choices_link() -> str:
    """Where the reader says which e-mails they want."""
    return link("notice_choices.index", {})


def link(endpoint: str, values: dict[str, str]) -> str:
    """The page's full address, as people reach the app; also outside of a request."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.public_url + current_app.url_map.bind("").build(endpoint, values)


def _about(notice: Candidate) -> Subject:
    return Subject(notice.facts, notice.team, notice.team_code)


def _sentence(notice: Candidate) -> str:
    return WORDS[notice.kind].sentence(_about(notice))


def _place(notice: Candidate) -> tuple[str, dict[str, str]]:
    return WORDS[notice.kind].place(_about(notice))
