"""One search box for teams and units, with or without diacritics."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.queries.find import find, wanted
from app.views.fragments import page_or_fragment
from app.views.policy import policy

pages = Blueprint("search", __name__)


@pages.get("/search")
@policy("view_public")
def index() -> ResponseReturnValue:
    query = wanted(request.args.get("q", ""))
    return page_or_fragment("search/page.html", "search/_found.html", query=query, found=find(query))
