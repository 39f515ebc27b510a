"""The board for halls and lobbies: full screen, one cluster after the other, nothing to press.

It shows what the public sees, whoever started it: there is always somebody in the hall who must not see more.
"""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.live import boards
from app.queries.campaigns import clusters
from app.queries.horizon import horizon
from app.queries.reach import reach
from app.views.fragments import wants_fragment
from app.views.policy import policy
from app.views.sight import stage_of

pages = Blueprint("projector", __name__)

TOP = 10
THEMES = ("light", "dark")


@pages.get("/campaigns/<code>/projector")
@policy("view_public")
def page(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    seen = horizon(where, full=False)
    far = reach(seen)
    kept = boards.boards(seen, far)
    slides = [(each.name, kept.of(each.code)[:TOP]) for each in clusters(where.campaign)]
    theme = request.args.get("theme", "")
    return render_template(
        "projector/_slides.html" if wants_fragment() else "projector/page.html",
        stage=where,
        horizon=seen,
        reach=far,
        slides=[(name, lines) for name, lines in slides if lines],
        theme=theme if theme in THEMES else "",
    )
