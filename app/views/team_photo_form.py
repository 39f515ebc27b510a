"""The form with a team's picture: one file, and the consent of everybody on it."""

from dataclasses import dataclass, field
from secrets import token_hex

from flask import request
from flask_babel import gettext as _

from app.extensions import photo_store
from app.outside.darkroom import BadPhoto, Developed, develop
from app.outside.photos import described
from app.queries.evidence import destroyed
from app.services.team_photos import Picture
from app.views.photo_words import photo_words
from app.views.report_photos import named


@dataclass(slots=True)
class TeamPhotoForm:
    """What was sent; `errors` by field."""

    consented: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls) -> "TeamPhotoForm":
        """What the browser sent."""
        return cls(request.form.get("consent") == "1")

    def picture(self) -> Picture | None:
        """The photo, stored under a name of its own without anything but its pixels; None when a field is wrong."""
        file = request.files.get("photo")
        if not self.consented:
            self.errors["consent"] = _("Chưa có sự đồng ý của mọi người trong ảnh thì chưa đăng được.")
        if file is None or not file.filename:
            self.errors["photo"] = _("Bạn chọn một ảnh.")
        if self.errors or file is None:
            return None
        [made] = develop([file.stream])
        if isinstance(made, BadPhoto):
            self.errors["photo"] = photo_words(made.code, named(file))
            return None
        return self._kept(made)

    def _kept(self, made: Developed) -> Picture | None:
        about = described(made)
        if destroyed([about.sha256]):
            self.errors["photo"] = _("Ảnh này đã bị hủy vì có dữ liệu cá nhân. Bạn chọn ảnh khác.")
            return None
        name = token_hex(32)
        photo_store().keep_under(name, made)
        return Picture(name, about.sha256, about.size, about.width, about.height)
