"""What several forms ask of a field, worded for the reader."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, ValidationError

from app.forms import fields
from app.forms.fields import Wrong
from app.rulebook.text import forbidden


def readable(_form: FlaskForm, field: Field) -> None:
    """No control signs, on both databases alike."""
    if forbidden(field.data or ""):
        raise ValidationError(_("Có ký tự không đọc được. Bạn xóa đi rồi gõ lại."))


class AtMost:
    """No longer than so many characters."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if len(field.data or "") > self.most:
            raise ValidationError(_("Tối đa %(most)s ký tự.", most=self.most))


class DayField(DateField):
    """A day as the browser sends it or as people write it; what was typed is kept."""

    data: date | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not valuelist[0]:
            return
        try:
            self.data = fields.day(str(valuelist[0])[:20])
        except Wrong as wrong:
            self.data = None
            raise ValueError(str(wrong)) from None
