"""A letter as it travels: plain text in UTF-8, and headers that nothing written by people can add to."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

NAME = "Xung Kích"


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail; `key` becomes its Message-ID, `choices` the address at which its reader ends such letters."""

    key: str
    to: str
    name: str
    subject: str
    body: str
    at: datetime
    choices: str


def message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it travels; whatever stands in a name or a subject stays on its line."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(NAME, addr_spec=sender)
    user, _, host = letter.to.rpartition("@")
    made["To"] = Address(_line(letter.name), user, host)
    made["Subject"] = _line(letter.subject)
    made["Date"] = letter.at
    made["Message-ID"] = f"<{letter.key.replace(':', '.')}@{sender.rpartition('@')[2]}>"
    made["List-Unsubscribe"] = f"<{letter.choices}>"
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = "vi"
    made.set_content(letter.body, cte="quoted-printable")
    return made


def _line(words: str) -> str:
    return " ".join(words.split())
