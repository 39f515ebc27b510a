"""Pages for what went wrong: what happened and what to do next, never a trace."""

import logging
import secrets
from contextlib import suppress

from flask import Flask, current_app, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, SQLAlchemyError, TimeoutError
from werkzeug.exceptions import HTTPException

from app.connections import UnsafeDatabase
from app.database import db
from app.services.refusals import Refused
from app.views.wording import worded

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Refused, refused)
    for away in (OperationalError, TimeoutError, UnsafeDatabase):
        app.register_error_handler(away, busy)
    app.register_error_handler(DBAPIError, broken_off)
    app.register_error_handler(DataError, unstorable)
    app.register_error_handler(Exception, unexpected)


def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    title, message = _words(error.code)
    return _page(error.code, title, message)


def stale_form(error: CSRFError) -> ResponseReturnValue:
    return _page(
        400,
        _("Biểu mẫu đã cũ"),
        _("Trang mở quá lâu hoặc bạn đã đăng nhập lại. Hãy quay lại, tải lại trang rồi gửi lần nữa."),
    )


def refused(refusal: Refused) -> ResponseReturnValue:
    return _page(409, _("Chưa thực hiện được"), worded(refusal))


def busy(error: Exception) -> ResponseReturnValue:
    """The database is away, overloaded or unsafe: the reader may try again.

    The page asks the database nothing, not even who is reading. Whether a commit that was under way has landed nobody
    knows; reports and decisions may be sent again, they land once.
    """
    log.error("database unavailable: %s", error if isinstance(error, UnsafeDatabase) else error.__class__.__name__)
    with suppress(SQLAlchemyError):
        db.session.rollback()
    g._login_user = AnonymousUserMixin()  # whoever was asked for before would be read anew
    page = current_app.jinja_env.get_template("errors/error.html").render(
        title=_("Hệ thống đang bận"),
        message=_("Việc vừa rồi có thể chưa được lưu. Bạn đợi ít giây, tải lại trang để xem rồi thử lại."),
    )
    return page, 503, {"Retry-After": "5", "Cache-Control": "no-store"}


def broken_off(error: DBAPIError) -> ResponseReturnValue:
    """The connection ended under a statement, whatever the driver calls it; anything else is a fault of ours."""
    return busy(error) if error.connection_invalidated else unexpected(error)


def unstorable(_error: DataError) -> ResponseReturnValue:
    """A sign or number that PostgreSQL cannot hold got past its form: nothing of the kind can exist."""
    db.session.rollback()
    return _page(400, *_words(400))


def unexpected(error: Exception) -> ResponseReturnValue:
    number = secrets.token_hex(4)
    log.exception("request %s failed", number)
    db.session.rollback()
    return _page(500, _("Có lỗi ở phía hệ thống"), _("Việc vừa rồi chưa được lưu. Bạn thử lại sau ít phút."), number)


def _words(code: int) -> tuple[str, str]:
    known = {
        401: (_("Cần đăng nhập"), _("Phiên đăng nhập đã hết. Bạn đăng nhập lại rồi thử lại nhé.")),
        403: (_("Bạn không có quyền làm việc này"), _("Nếu cần, hãy liên hệ cán bộ phụ trách đơn vị.")),
        404: (
            _("Không tìm thấy trang này"),
            _("Địa chỉ có thể đã đổi, hoặc nội dung không dành cho tài khoản của bạn."),
        ),
        405: (_("Không làm được theo cách này"), _("Bạn quay lại trang trước rồi thử lại.")),
        413: (_("Tệp quá lớn"), _("Ảnh tối đa 12 MB. Bạn chọn ảnh nhỏ hơn rồi gửi lại.")),
        429: (_("Bạn thao tác hơi nhanh"), _("Chờ một phút rồi thử lại nhé.")),
    }
    return known.get(code, (_("Yêu cầu không hợp lệ"), _("Bạn quay lại trang trước rồi thử lại.")))


def _page(code: int, title: str, message: str, number: str = "") -> tuple[str, int]:
    return render_template("errors/error.html", title=title, message=message, request_id=number), code
