"""The photos of a form: the report's own that stay, those of an earlier try, and the files just chosen."""

from collections.abc import Sequence
from datetime import UTC
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.extensions import photo_store
from app.forms.carried_photos import carried, signed
from app.forms.report_proofs import Proofs
from app.models import Enrolment, Report
from app.outside.darkroom import BadPhoto, Developed, develop
from app.outside.photos import Kept, described
from app.queries.evidence import destroyed
from app.rulebook.evidence import MOST_PHOTOS
from app.services.report_photos import Photo, photos_of
from app.views.current import person
from app.views.photo_words import photo_words

LONGEST_NAME = 40


class WithPhotos(Protocol):
    """A form that brings photos; `uuid` was made with it."""

    uuid: str
    proofs: Proofs
    errors: dict[str, str]


def photos(form: WithPhotos, enrolment: Enrolment, report: Report | None = None) -> tuple[Photo, ...]:
    """Every photo of the form, stored before anything is said; what is wrong with one stands beside their field.

    Those that are good are carried on by the form, so that nobody has to choose them again.
    """
    own = {each.sha256: each for each in photos_of(report)} if report else {}
    kept = [own[each] for each in form.proofs.kept if each in own]
    earlier = carried(form.proofs.carried, _whose(form), _secret())
    found = {each.sha256: each for each in earlier if each}
    files = [each for each in request.files.getlist("photo") if each.filename]
    room = max(0, MOST_PHOTOS - len(kept) - len(found))
    new, wrong = _stored(files[:room], enrolment.campaign.zone)
    if None in earlier:
        wrong.append(_("Một ảnh đã nhận trước đó không dùng được nữa. Bạn chọn lại ảnh."))
    if len(files) > room:
        wrong.append(_("Mỗi báo cáo tối đa %(most)s ảnh. Bạn bỏ bớt ảnh rồi chọn lại.", most=MOST_PHOTOS))
    if wrong:
        form.errors["photo"] = " ".join(wrong)
    found |= {each.sha256: each for each in new}
    form.proofs = form.proofs.carrying(signed([*found.values()], _whose(form), _secret()))
    return tuple(({each.sha256: each for each in kept} | found).values())


def waiting(form: WithPhotos) -> list[tuple[str, Photo]]:
    """The photos the form carries, each with its token."""
    found = carried(form.proofs.carried, _whose(form), _secret())
    return [(token, photo) for token, photo in zip(form.proofs.carried, found, strict=True) if photo]


def _stored(files: Sequence[FileStorage], zone: str) -> tuple[list[Photo], list[str]]:
    new, wrong = [], []
    for file, made in zip(files, develop([each.stream for each in files]), strict=True):
        file.close()
        if isinstance(made, BadPhoto):
            wrong.append(photo_words(made.code, named(file)))
        else:
            new.append(_photo(_kept(made), zone))
    return new, wrong


def _kept(made: Developed) -> Kept:
    """What was destroyed as private is not put on the shelf again; who sends it is told so."""
    about = described(made)
    return about if destroyed([about.sha256]) else photo_store().keep(made)


def _photo(kept: Kept, zone: str) -> Photo:
    """The camera's clock is taken for the campaign's."""
    taken = kept.taken_at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if kept.taken_at else None
    return Photo(kept.sha256, kept.size, kept.width, kept.height, kept.fingerprint, taken)


def named(file: FileStorage) -> str:
    """The file's name as it may be shown."""
    name = "".join(sign for sign in file.filename or "" if sign.isprintable())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _whose(form: WithPhotos) -> str:
    return f"{person().id} {form.uuid}"


def _secret() -> str:
    secret = current_app.secret_key
    assert isinstance(secret, str)
    return secret
