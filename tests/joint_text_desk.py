"""A joint text and the people who work on it in the portal."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.utils import timezone

from palermo.joint_texts.enums import TextKind
from palermo.joint_texts.outlines import load_outlines
from palermo.joint_texts.state import JointText
from palermo.portal.joint_texts.event_store import load_text

type SignIn = Callable[..., Client]
MEMBERS = "aurora | Aurora | 2020-01-01\nborealis | Borealis | 2020-01-01"


class Desk:
    """A text and the clients of those who work on it."""

    def __init__(self, sign_in: SignIn) -> None:
        self.secretariat = sign_in("secretariat")
        self.aurora = sign_in("focal-point", ["aurora"])
        self.borealis = sign_in("focal-point", ["borealis"])
        data = {"kind": "call", "title": "Safe work", "language": "en", "zone": "Europe/Vienna", "members": MEMBERS}
        data |= {"group": "Nimbus", "min_silence_hours": "72"}
        fill_in_outline(self.secretariat)
        response = self.secretariat.post("/en/texts/new/", data)
        assert response.status_code == 302, response.content.decode()
        self.id = response.headers["Location"].split("/")[-2]

    @property
    def text(self) -> JointText:
        text = load_text(self.id)
        assert text is not None
        return text

    def act(self, client: Client, action: str, **data: str) -> int:
        return client.post(f"/en/texts/{self.id}/actions/{action}/", data).status_code

    def page(self, client: Client, name: str = "") -> str:
        response = client.get(f"/en/texts/{self.id}/{name}")
        assert response.status_code == 200, name
        return response.content.decode()

    def deadline(self, hours: float) -> str:
        time = timezone.now() + timedelta(hours=hours)
        return time.astimezone(self.text.zone).strftime("%Y-%m-%dT%H:%M")

    def move_to_silence(self) -> None:
        for stage in ("drafting", "inputs"):
            assert self.act(self.secretariat, "stage", stage=stage) == 302
        assert self.act(self.secretariat, "start-silence", deadline=self.deadline(73)) == 302


def fill_in_outline(secretariat: Client) -> None:
    """Let calls begin with words, without the brackets in which they are to be written."""
    outline = load_outlines()[TextKind.CALL].translate({ord("["): "", ord("]"): ""})
    response = secretariat.post("/en/texts/outlines/", {"kind": "call", "outline": outline, "language": "en"})
    assert response.status_code == 302


def upload(desk: Desk, content: bytes) -> Any:
    file = BytesIO(content)
    file.name = "edited.docx"
    data = {"file": file, "entity": "aurora"}
    return desk.aurora.post(f"/en/texts/{desk.id}/upload/", data)
