"""What decides results asks for the password again, unless it was given within the last five minutes."""

from flask import request, session
from flask_babel import gettext as _

from app.clock import wall
from app.database import transaction
from app.services import passwords, sign_in
from app.views.current import person

MINUTES = 5
KEY = "confirmed_at"
FIELD = "password"


def confirm_now() -> None:
    """The person behind this session has just proved who they are."""
    session[KEY] = int(wall().timestamp())


def is_fresh() -> bool:
    """Whether that is less than five minutes ago."""
    at = session.get(KEY)
    return isinstance(at, int) and 0 <= wall().timestamp() - at < MINUTES * 60


def refusal() -> str:
    """Why the form at hand may not act yet, empty when it may: an old sign-in, or a password that is not right."""
    if is_fresh():
        return ""
    given = request.form.get(FIELD, "")
    if not given:
        return _("Bạn đăng nhập đã quá %(minutes)s phút. Nhập lại mật khẩu để xác nhận.", minutes=MINUTES)
    me = person()
    with transaction():
        attempt = sign_in.reserve(me.login, request.remote_addr or "")
    if attempt is None:
        return _("Bạn đã thử nhiều lần. Chờ một phút rồi thử lại nhé.")
    if not passwords.matches(person().password_hash, given):
        return _("Mật khẩu chưa đúng.")
    with transaction():
        sign_in.succeed(attempt)
    confirm_now()
    return ""
