"""The mail server of `palermo watch`, which also sends where no portal was ever started."""

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

from palermo.errors import RunStopped

TIMEOUT_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The SMTP server for e-mail: `smtp://user:password@host:587`, or `smtps://` for TLS from the start."""

    url: str
    sender: str

    def send(self, messages: Iterable[EmailMessage]) -> int:
        """Send messages in one connection; return their number. Raises RunStopped, without the password."""
        parts = urlsplit(self.url)
        connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        count = 0
        try:
            with connect(parts.hostname or "localhost", parts.port or 0, timeout=TIMEOUT_S) as server:
                if parts.scheme == "smtp" and server.has_extn("starttls"):
                    server.starttls()
                if parts.username:
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                for message in messages:
                    server.send_message(message)
                    count += 1
        except (OSError, smtplib.SMTPException) as error:
            reason = f"the mail server does not take messages ({type(error).__name__})"
            raise RunStopped("PALERMO_EMAIL_URL", reason, "Check address, user and password") from error
        return count
