"""Forms of the officer's desk: freeze and announce."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.rulebook.text import forbidden


def readable(_form: FlaskForm, field: StringField) -> None:
    """No control signs, on both databases alike."""
    if forbidden(field.data or ""):
        raise ValidationError(_("Có ký tự không đọc được. Bạn xóa đi rồi gõ lại."))


class FreezeForm(FlaskForm):  # type: ignore[misc]
    reason = StringField(_("Lý do"), [InputRequired(_("Bạn ghi lý do.")), Length(max=500), readable])


class AnnounceForm(FlaskForm):  # type: ignore[misc]
    number = StringField(
        _("Số quyết định"),
        [InputRequired(_("Bạn ghi số quyết định, ví dụ 225-QĐ/TĐTN.")), Length(max=60), readable],
    )
    decided_on = DateField(_("Ngày quyết định"), [InputRequired(_("Bạn chọn ngày ký quyết định."))])
    code = StringField(_("Mã chiến dịch"), [InputRequired(_("Bạn gõ lại mã chiến dịch để xác nhận."))])

    @property
    def signed_on(self) -> date:
        """The decision's day; only after the form was found valid."""
        assert self.decided_on.data is not None
        return self.decided_on.data
