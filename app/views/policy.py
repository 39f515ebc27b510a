"""Every (route, method) names its action; what has none is refused."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.rulebook.permissions import ACTIONS, allows
from app.views.current import rights, signed_in_roles

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

OUTSIDE_THE_VIEWS = {"static": "view_public"}


def policy(action: str) -> Callable[[View], View]:
    """Declare the action of rulebook/permissions.py that a view function needs, for each method it is routed for."""
    if action not in ACTIONS:
        raise ValueError(f"unknown action {action!r}")

    def declare(view: View) -> View:
        view.action = action  # type: ignore[attr-defined]
        return view

    return declare


def action_for(app: Flask, endpoint: str) -> str | None:
    """The declared action of an endpoint."""
    declared = getattr(app.view_functions[endpoint], "action", None)
    return declared or OUTSIDE_THE_VIEWS.get(endpoint)


def missing(app: Flask) -> list[str]:
    """Routes and methods without an action; the suite fails unless there are none."""
    return [
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if action_for(app, rule.endpoint) is None
    ]


def may_open(endpoint: str) -> bool:
    """Whether the person's roles let them open the page: menus show nothing that would be refused."""
    action = action_for(current_app, endpoint)
    return action is not None and allows(action, signed_in_roles())


def enforce() -> ResponseReturnValue | None:
    """Before each request: may this person do what the route does?"""
    if request.endpoint is None:
        return None
    action = action_for(current_app, request.endpoint)
    if action is None:
        abort(403)
    if "\0" in request.path:
        abort(404)  # PostgreSQL can hold no such name
    if allows(action, signed_in_roles()):
        return None
    if current_user.is_authenticated:
        abort(403)
    return ask_to_sign_in()


def ask_to_sign_in() -> ResponseReturnValue:
    """A page goes to the sign-in form and back; a fragment is told to, so that nothing typed is swapped away."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    if request.headers.get("HX-Request"):
        return "", 401, {"HX-Redirect": url_for("sign_in.form")}
    return redirect(url_for("sign_in.form", next=wanted or None), code=303)


def covers(path: str, *roles: str) -> None:
    """404 unless one of the person's roles reaches the unit with that path."""
    if not rights().covers(path, *roles):
        abort(404)
