"""Forms of getting in: sign-in and passwords."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.forms.rules import AtMost, readable
from app.services.passwords import SHORTEST

LONGEST = 200


class SignInForm(FlaskForm):  # type: ignore[misc]
    login = StringField(
        _("E-mail hoặc số điện thoại"),
        [InputRequired(_("Bạn nhập e-mail hoặc số điện thoại.")), AtMost(254), readable],
    )
    password = PasswordField(_("Mật khẩu"), [InputRequired(_("Bạn nhập mật khẩu.")), AtMost(LONGEST)])
    next = HiddenField(validators=[AtMost(512)])


class PasswordForm(FlaskForm):  # type: ignore[misc]
    password = PasswordField(
        _("Mật khẩu mới"),
        [
            InputRequired(_("Bạn nhập mật khẩu mới.")),
            Length(
                min=SHORTEST,
                max=LONGEST,
                message=_("Mật khẩu cần từ %(min)s đến %(max)s ký tự.", min=SHORTEST, max=LONGEST),
            ),
        ],
    )
    again = PasswordField(
        _("Nhập lại mật khẩu"),
        [
            InputRequired(_("Bạn nhập lại mật khẩu mới.")),
            EqualTo("password", _("Hai lần nhập chưa giống nhau.")),
        ],
    )


class ChangeForm(PasswordForm):
    current = PasswordField(_("Mật khẩu hiện tại"), [InputRequired(_("Bạn nhập mật khẩu hiện tại.")), AtMost(LONGEST)])
