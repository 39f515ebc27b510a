"""A visitor without JavaScript: opens pages, fills in the forms it finds there, follows where it is sent."""

from html.parser import HTMLParser
from secrets import token_hex
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import clock
from app.database import db
from app.forms.carried_photos import signed
from app.models import Person
from app.services.report_photos import Photo
from app.views import fresh
from tests.cast import PASSWORD


class Forms(HTMLParser):
    """The forms of a page: action, and the fields as a browser would send them untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.select: str | None = None
        self.area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name")
        if tag == "form":
            self.found.append({"action": values.get("action"), "fields": {}})
        elif self.found and name and tag == "input":
            self._input(name, values)
        elif name and tag == "select":
            self.select = name
        elif tag == "option" and self.select and self.found:
            fields = self.found[-1]["fields"]
            if "selected" in values or self.select not in fields:
                fields[self.select] = values.get("value") or ""
        elif tag == "textarea" and name:
            self.area = name
            self.found[-1]["fields"][name] = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[-1]["fields"][self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None

    def _input(self, name: str, values: dict[str, str | None]) -> None:
        fields, kind = self.found[-1]["fields"], values.get("type")
        if kind == "file" or (kind in ("checkbox", "radio") and "checked" not in values):
            return
        if kind == "checkbox":
            fields.setdefault(name, []).append(values.get("value") or "")
        else:
            fields[name] = values.get("value") or ""


def photographed(client: FlaskClient, uuid: str) -> str:
    """A photo (of no file) as the report form carries it on, for whoever has signed in there."""
    with client.session_transaction() as session:
        who, _, _ = session["_user_id"].partition(":")
    with client.application.app_context():
        person_id = db.session.scalar(select(Person.id).where(Person.uuid == who))
    return carried_by(client.application, person_id, uuid)


def carried_by(app: Flask, person_id: int | None, uuid: str) -> str:
    """The same for a person by their number."""
    photo = Photo(token_hex(32), 1000, 800, 600)
    return signed([photo], f"{person_id} {uuid}", str(app.secret_key))[0]


class Visitor:
    """One browser with its own cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse | None = None
        self.address = ""

    @property
    def text(self) -> str:
        if self.page is None:
            self.opens("/today")  # where people land who signed in
        assert self.page is not None
        return self.page.get_data(as_text=True)

    def opens(self, address: str, **options: Any) -> TestResponse:
        self.page = self.client.get(address, **options)
        self.address = address
        return self._follow()

    def sends(self, to: str, /, **changes: Any) -> TestResponse:
        """Send the open page's form with that action, with some fields changed."""
        form = next(each for each in Forms(self.text).found if (each["action"] or self.address) == to)
        fields = {**form["fields"], **{name.replace("__", "-"): value for name, value in changes.items()}}
        if "service_confirmation" in fields and not {"photo", "carried", "kept"} & fields.keys():
            fields["carried"] = photographed(self.client, str(fields["uuid"]))
        self.page = self.client.post(to, data=fields, content_type="multipart/form-data")
        return self._follow()

    def forms(self) -> list[str]:
        """The addresses of the open page's forms."""
        return [str(each["action"] or self.address) for each in Forms(self.text).found]

    def opens_photos(self) -> TestResponse:
        """Open every photo of the page that is still closed."""
        assert self.page is not None
        while closed := next(
            (each for each in Forms(self.text).found if str(each["action"]).endswith("/opening")), None
        ):
            self.page = self.client.post(closed["action"], data=closed["fields"])
            self._follow()
        return self.page

    def signs_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        self.opens("/sign-in")
        return self.sends("/sign-in", login=login, password=password)

    def is_known_as(self, person: Person) -> None:
        """Signed in without the cost of a password: a tenth of a second, more than most pages take."""
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"], session["_permanent"] = person.get_id(), True, True
            session[fresh.KEY] = int(clock.wall().timestamp())

    def _follow(self) -> TestResponse:
        assert self.page is not None
        while self.page.status_code in (302, 303):
            self.address = self.page.headers["Location"]
            self.page = self.client.get(self.address)
        return self.page
