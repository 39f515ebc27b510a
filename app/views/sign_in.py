"""Getting in and out: sign-in, single-use links, the account."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.database import db, transaction
from app.forms.sign_in import ChangeForm, PasswordForm, SignInForm
from app.models import Person
from app.services import passwords, people, sign_in
from app.services.refusals import Refused
from app.views import fresh
from app.views.current import person
from app.views.policy import policy

pages = Blueprint("sign_in", __name__)


@pages.get("/sign-in")
@policy("sign_in")
def form() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("today.index"))
    return render_template("sign_in/form.html", form=SignInForm(next=request.args.get("next", "")))


@pages.post("/sign-in")
@policy("sign_in")
def enter() -> ResponseReturnValue:
    filled = SignInForm()
    if not filled.validate():
        return render_template("sign_in/form.html", form=filled), 422
    login, password = filled.login.data or "", filled.password.data or ""
    with transaction():
        attempt = sign_in.reserve(login, request.remote_addr or "")
    if attempt is None:
        filled.login.errors = [_("Bạn đã thử nhiều lần. Chờ một phút rồi thử lại nhé.")]
        return render_template("sign_in/form.html", form=filled), 429
    found = sign_in.check(login, password)
    if found is None:
        filled.login.errors = [_("Tài khoản hoặc mật khẩu chưa đúng. Bạn kiểm tra rồi thử lại.")]
        return render_template("sign_in/form.html", form=filled), 422
    with transaction():
        sign_in.succeed(attempt)
    return _let_in(found, filled.next.data or "")


@pages.post("/sign-out")
@policy("account")
def leave() -> ResponseReturnValue:
    logout_user()
    session.clear()
    response = redirect(url_for("campaigns.home"), code=303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@pages.get("/links/<token>")
@policy("sign_in")
def link(token: str) -> ResponseReturnValue:
    found = people.find_link(token)
    if found is None:
        return render_template("sign_in/closed.html"), 410
    return render_template("sign_in/link.html", form=PasswordForm(), person=found.person)


@pages.post("/links/<token>")
@policy("sign_in")
def set_password(token: str) -> ResponseReturnValue:
    found = people.find_link(token)
    if found is None:
        return render_template("sign_in/closed.html"), 410
    filled = PasswordForm()
    if not filled.validate():
        return render_template("sign_in/link.html", form=filled, person=found.person), 422
    try:
        with transaction():
            owner = people.use_link(token, filled.password.data or "")
    except Refused:
        return render_template("sign_in/closed.html"), 410
    return _let_in(owner, "")


@pages.get("/account")
@policy("account")
def account() -> ResponseReturnValue:
    return render_template("sign_in/account.html", form=ChangeForm())


@pages.post("/account/password")
@policy("account")
def change() -> ResponseReturnValue:
    filled = ChangeForm()
    me = person()
    if not filled.validate():
        return render_template("sign_in/account.html", form=filled), 422
    if not passwords.matches(me.password_hash, filled.current.data or ""):
        filled.current.errors = [_("Mật khẩu hiện tại chưa đúng.")]
        return render_template("sign_in/account.html", form=filled), 422
    with transaction():
        people.change_password(me, filled.password.data or "")
    login_user(me)
    flash(_("Đã đổi mật khẩu. Các thiết bị khác cần đăng nhập lại."), "good")
    return redirect(url_for("sign_in.account"), code=303)


def _let_in(owner: Person, wanted: str) -> ResponseReturnValue:
    """A fresh session for the person, and on to where they wanted to go."""
    session.clear()
    session.permanent = True
    login_user(db.session.get_one(Person, owner.id))
    fresh.confirm_now()
    return redirect(wanted if is_own_path(wanted) else url_for("today.index"), code=303)


def is_own_path(path: str) -> bool:
    """Whether `next` is a plain path of ours: one slash first, no host, no control signs, and a known route."""
    parts = urlsplit(path)
    if (
        not path.startswith("/")
        or path.startswith(("//", "/\\"))
        or "\\" in path
        or len(path) > 512
        or parts.scheme
        or parts.netloc
        or not path.isprintable()
    ):
        return False
    try:
        current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
