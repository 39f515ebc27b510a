"""The form of the officer's desk that freezes the board."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from app.forms.rules import AtMost, readable


class FreezeForm(FlaskForm):  # type: ignore[misc]
    reason = StringField(_("Lý do"), [InputRequired(_("Bạn ghi lý do.")), AtMost(500), readable])
