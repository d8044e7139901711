"""The mail server of `palermo watch`, which also sends where no portal was ever started."""

import smtplib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

from palermo.errors import RunStopped

TIMEOUT_S: Final = 10.0
MESSAGE_ERRORS: Final = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)
"""Errors after which the server still takes other messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of one message."""

    recipient: str
    refusal: str = ""
    """Why the server refused the message; empty if it was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The SMTP server for e-mail: `smtp://user:password@host:587`, or `smtps://` for TLS from the start."""

    url: str
    sender: str

    def send(self, messages: Iterable[EmailMessage]) -> Iterator[Delivery]:
        """Send messages in one connection; yield for each, in their order, whether the server took it.

        Raises RunStopped, without the password, if the connection fails: the messages not yet yielded are not sent.
        """
        parts = urlsplit(self.url)
        connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        try:
            with connect(parts.hostname or "localhost", parts.port or 0, timeout=TIMEOUT_S) as server:
                if parts.scheme == "smtp" and server.has_extn("starttls"):
                    server.starttls()
                if parts.username:
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                for message in messages:
                    yield _send_message(server, message)
        except (OSError, smtplib.SMTPException) as error:
            reason = f"the mail server does not take messages ({type(error).__name__})"
            raise RunStopped("PALERMO_EMAIL_URL", reason, "Check address, user and password") from error


def _send_message(server: smtplib.SMTP, message: EmailMessage) -> Delivery:
    recipient = str(message["To"])
    try:
        server.send_message(message)
    except MESSAGE_ERRORS as error:
        return Delivery(recipient=recipient, refusal=_describe_refusal(error))
    return Delivery(recipient=recipient)


def _describe_refusal(error: smtplib.SMTPException) -> str:
    """Return the server's code for the message, or the kind of error without one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return ", ".join(sorted({f"error {code}" for code, _text in error.recipients.values()}))
    return f"error {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else type(error).__name__
