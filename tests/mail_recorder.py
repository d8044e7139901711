"""A mail server for tests that records messages and sends none."""

from collections.abc import Iterable
from email.message import EmailMessage

from palermo.portal.mail_server import MailServer


class MailRecorder(MailServer):
    """Records what is sent."""

    __slots__ = ("sent",)

    def __init__(self) -> None:
        super().__init__(url="smtp://mail.example.org", sender="map@example.org")
        self.sent: list[EmailMessage]
        object.__setattr__(self, "sent", [])

    def send(self, messages: Iterable[EmailMessage]) -> int:
        """Record messages; return their number."""
        before = len(self.sent)
        self.sent.extend(messages)
        return len(self.sent) - before
