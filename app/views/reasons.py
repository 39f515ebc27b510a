"""A press that brings a reason: one shape for what is handed on, annulled or taken back."""

from collections.abc import Callable

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.database import transaction
from app.forms.extras import reason_of
from app.services.refusals import Refused
from app.views.wording import worded


def with_reason(do: Callable[[str], str], back: str, onward: str = "") -> ResponseReturnValue:
    """Do it with the reason that was typed and say what it says, or why not, on the page `onward`.

    Without a reason the page it came `back` to asks for one.
    """
    errors: dict[str, str] = {}
    reason = reason_of(request.form, errors)
    if errors:
        flash(errors["reason"], "bad")
        return redirect(back, code=303)
    try:
        with transaction():
            said = do(reason)
        flash(said, "good")
    except Refused as refusal:
        flash(worded(refusal), "care")
    return redirect(onward or back, code=303)
