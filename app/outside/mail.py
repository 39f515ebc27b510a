"""The way out for e-mail: one SMTP server, plain text, a time-out on every step. Without an address nothing leaves."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from app.outside.letters import Letter, message

SECONDS = 15
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = ("127.0.0.1", "::1", "localhost")
UNDELIVERABLE = range(500, 600)


class NotSent(Exception):
    """The server did not take the letter; `for_good`: no later try can help; `is_down`: nor would it take another."""

    def __init__(self, why: str, for_good: bool = False, is_down: bool = False) -> None:
        super().__init__(why)
        self.why, self.for_good, self.is_down = why, for_good, is_down


@dataclass(frozen=True, slots=True)
class Office:
    """The server, how to reach it, and who the letters are from."""

    url: str
    sender: str

    @property
    def parts(self) -> SplitResult:
        return urlsplit(self.url)


_office: Office | None = None


def open_at(url: str, sender: str) -> None:
    """Which server takes the letters; `create_app` says so. An empty address: none does."""
    global _office
    _office = Office(url, sender) if url else None


def is_open() -> bool:
    """Whether letters leave at all."""
    return _office is not None


class Line:
    """A connection that is kept while there are letters."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._smtp: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """Hand one letter over; raises NotSent."""
        try:
            self._smtp = self._smtp or self._connected()
            self._smtp.send_message(message(letter, self._office.sender), self._office.sender, letter.to)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise NotSent(f"{code} {_text(text)}", for_good=code in UNDELIVERABLE) from error
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"{error.smtp_code} {_text(error.smtp_error)}", is_down=self._smtp is None) from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._drop()
            raise NotSent(f"{type(error).__name__}: {error}", is_down=True) from error

    def hang_up(self) -> None:
        """Say good-bye, if the last letter went well."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._smtp = None

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _connected(self) -> smtplib.SMTP:
        smtp = _dialled(self._office.parts)
        try:
            _greeted(smtp, self._office.parts)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _dialled(parts: SplitResult) -> smtplib.SMTP:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=SECONDS)


def _greeted(smtp: smtplib.SMTP, parts: SplitResult) -> None:
    """Over TLS where the server offers it; a password leaves the machine over TLS only."""
    smtp.ehlo_or_helo_if_needed()
    is_private = parts.scheme == "smtps" or parts.hostname in LOOPBACK
    if parts.scheme == "smtp" and smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context())
        is_private = True
    if parts.username:
        if not is_private:
            raise smtplib.SMTPException("the server offers no TLS, so no password is sent")
        smtp.login(unquote(parts.username), unquote(parts.password or ""))


@contextmanager
def line() -> Iterator[Line]:
    """A line to the server; it is first used, and can first fail, with the first letter."""
    assert _office is not None
    opened = Line(_office)
    try:
        yield opened
    finally:
        opened.hang_up()


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
