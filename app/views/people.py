"""People and the links that let them in, copied or printed by an officer."""

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import wall
from app.database import transaction
from app.models import Person
from app.queries import people
from app.queries.rights import active_grants
from app.services import people as service
from app.views.current import person, rights
from app.views.paging import page_of
from app.views.policy import policy
from app.views.qr import qr_code

pages = Blueprint("people", __name__)


@pages.get("/people")
@policy("people_manage")
def index() -> ResponseReturnValue:
    wanted = request.args.get("q", "")[:100]
    found = page_of(lambda limit, offset: people.within(rights(), wanted, limit, offset))
    grants: dict[int, list[object]] = {}
    for each in active_grants([one.id for one in found.items], wall()):
        grants.setdefault(each.person_id, []).append(each)
    return render_template("people/index.html", people=found, wanted=wanted, grants=grants)


@pages.post("/people/<uuid>/link")
@policy("people_manage")
def link(uuid: str) -> ResponseReturnValue:
    found: Person = people.find(rights(), uuid) or abort(404)
    with transaction():
        token = service.make_link(found, person())
    address = current_app.config["SETTINGS"].public_url + url_for("sign_in.link", token=token)
    return render_template("people/link.html", person=found, address=address, qr=qr_code(address))
