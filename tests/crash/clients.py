"""People over HTTP: what they send, what comes back, and nothing at all when the connection breaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode

from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.browsing import Forms
from tests.cast import PASSWORD


@dataclass
class Answer:
    """What came back; status 0 when the connection broke and nobody knows."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    text: str = ""


Carry = Callable[[str, str, str | bytes, Mapping[str, str]], Answer]


class Browser:
    """One person, signed in."""

    def __init__(self, carry: Carry, login: str) -> None:
        self.carry = carry
        self.cookie = ""
        self.token = ""
        forms = [each["fields"] for each in Forms(self.asks("/sign-in").text).found]
        fields = next(each for each in forms if "password" in each)
        entered = self.asks("/sign-in", {**fields, "login": login, "password": PASSWORD})
        assert entered.status == 303, entered
        self.token = Forms(self.asks("/account").text).found[-1]["fields"]["csrf_token"]

    def asks(self, path: str, fields: Mapping[str, str] | None = None, photo: bytes = b"") -> Answer:
        """Open a page, or send a form, with a photo where there is one."""
        body: str | bytes = urlencode(fields or {})
        kind = "application/x-www-form-urlencoded"
        if photo:
            edge, body = encode_multipart({**(fields or {}), "photo": FileStorage(BytesIO(photo), "ảnh.jpg")})
            kind = f"multipart/form-data; boundary={edge}"
        headers = {"Cookie": self.cookie, "Content-Type": kind}
        answer = self.carry("GET" if fields is None else "POST", path, body, headers)
        if not self.token and "Set-Cookie" in answer.headers:
            found = SimpleCookie(answer.headers["Set-Cookie"]).values()
            self.cookie = "; ".join(f"{each.key}={each.value}" for each in found)
        return answer


def over_http(port: int) -> Carry:
    """A connection per request, so that none outlives its server."""

    def carry(method: str, path: str, body: str | bytes, headers: Mapping[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, {name.title(): value for name, value in response.getheaders()})
        except (OSError, HTTPException):
            connection.close()
            return Answer()
        try:
            answer.text = response.read().decode()
        except (OSError, HTTPException):
            if method == "GET":
                return Answer()  # a page half read was not read; of a form's answer the status is enough
        finally:
            connection.close()
        return answer

    return carry


def within_process(app: Flask) -> Carry:
    """No network and no server: the app is called."""
    client = app.test_client(use_cookies=False)

    def carry(method: str, path: str, body: str | bytes, headers: Mapping[str, str]) -> Answer:
        response = client.open(path, method=method, data=body, headers=headers)
        return Answer(response.status_code, dict(response.headers), response.get_data(as_text=True))

    return carry
