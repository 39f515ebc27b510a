"""Forms of the officer's desk: freeze and announce."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from app.forms.rules import AtMost, DayField, readable


class FreezeForm(FlaskForm):  # type: ignore[misc]
    reason = StringField(_("Lý do"), [InputRequired(_("Bạn ghi lý do.")), AtMost(500), readable])


class AnnounceForm(FlaskForm):  # type: ignore[misc]
    number = StringField(
        _("Số quyết định"),
        [InputRequired(_("Bạn ghi số quyết định, ví dụ 225-QĐ/TĐTN.")), AtMost(60), readable],
    )
    decided_on = DayField(_("Ngày quyết định"), [InputRequired(_("Bạn chọn ngày ký quyết định."))])
    code = StringField(_("Mã chiến dịch"), [InputRequired(_("Bạn gõ lại mã chiến dịch để xác nhận."))])

    @property
    def signed_on(self) -> date:
        """The decision's day; only after the form was found valid."""
        assert self.decided_on.data is not None
        return self.decided_on.data
