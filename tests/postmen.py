"""A real SMTP server in the tests' own process, on a free port of this machine; it can be told to misbehave."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.outside import mail

SENDER = "xungkich@cast.example"


class Postman:
    """Takes letters; `refuses` and `answers` are what it says to a recipient and to a letter."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.to: list[str] = []
        self.refuses: dict[str, str] = {}
        self.answers = "250 OK"
        self.hangs_up = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whom it knows."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """A letter: kept, then answered, or the line goes dead in between."""
        if self.answers.startswith("250"):
            assert isinstance(envelope.content, bytes)
            found: Any = message_from_bytes(envelope.content, policy=policy.SMTP)
            self.taken.append(found)
            self.to += envelope.rcpt_tos
        if self.hangs_up:
            server.transport.abort()
        return self.answers

    @property
    def ids(self) -> list[str]:
        return [each["Message-ID"] for each in self.taken]


@contextmanager
def postman() -> Iterator[Postman]:
    """A server that listens; letters go there."""
    found = Postman()
    controller = Controller(found, hostname="127.0.0.1", port=_free_port())
    controller.start()
    mail.open_at(f"smtp://127.0.0.1:{controller.port}", SENDER)
    try:
        yield found
    finally:
        mail.open_at("", "")
        controller.stop()


@contextmanager
def nobody_listens() -> Iterator[None]:
    """A server that is down."""
    mail.open_at(f"smtp://127.0.0.1:{_free_port()}", SENDER)
    try:
        yield
    finally:
        mail.open_at("", "")


@contextmanager
def says_nothing() -> Iterator[None]:
    """A server that takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        mail.open_at(f"smtp://127.0.0.1:{deaf.getsockname()[1]}", SENDER)
        try:
            yield
        finally:
            mail.open_at("", "")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
