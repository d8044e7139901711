"""A mail server for tests that records messages and sends none."""

from collections.abc import Iterable, Iterator
from email.message import EmailMessage

from palermo.portal.mail_server import Delivery, MailServer


class MailRecorder(MailServer):
    """Records what is sent."""

    __slots__ = ("sent",)

    def __init__(self) -> None:
        super().__init__(url="smtp://mail.example.org", sender="map@example.org")
        self.sent: list[EmailMessage]
        object.__setattr__(self, "sent", [])

    def send(self, messages: Iterable[EmailMessage]) -> Iterator[Delivery]:
        """Record messages."""
        for message in messages:
            self.sent.append(message)
            yield Delivery(recipient=str(message["To"]))
