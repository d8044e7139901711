"""Labels of what entities state about themselves, on the entity desk and on public pages."""

from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS = [
    ("profile", gettext_lazy("Profile")),
    ("activity", gettext_lazy("Activity")),
    ("document", gettext_lazy("Document")),
    ("verdict", gettext_lazy("Check of a statement")),
    ("answer", gettext_lazy("Answer to a recommendation")),
]
PROFILE_FIELDS = [
    ("mandate", gettext_lazy("Mandate")),
    ("priorities", gettext_lazy("Priorities")),
    ("contacts", gettext_lazy("Contacts of the office (no private persons)")),
    ("links", gettext_lazy("Links")),
    *(
        (f"name-{code}", format_lazy("{name} ({language})", name=gettext_lazy("Name"), language=own))
        for code, own in settings.LANGUAGES
    ),
]
VERDICTS = [
    ("retain", gettext_lazy("Retain")),
    ("correct", gettext_lazy("Correct")),
    ("out-of-date", gettext_lazy("Out of date")),
]
"""What a focal point can say of a statement."""
ANSWERS = [
    ("done", gettext_lazy("Done")),
    ("under-way", gettext_lazy("Under way")),
    ("not-accepted", gettext_lazy("Not accepted")),
]
DETAILS = [
    ("places", gettext_lazy("Where")),
    ("years", gettext_lazy("Years")),
    ("partners", gettext_lazy("With whom")),
]


class StatedContent:
    """What an entity states: the values that pages show of its kind, subject and content."""

    __slots__ = ()
    kind: Any
    subject: Any
    content: Any

    @property
    def headline(self) -> str:
        """What is stated, in a few words of the reader's language."""
        label = str(dict(KINDS).get(self.kind, self.kind))
        chosen = {
            "profile": dict(PROFILE_FIELDS).get(self.subject),
            "verdict": dict(VERDICTS).get(str(self.content.get("verdict", ""))),
            "answer": dict(ANSWERS).get(str(self.content.get("answer", ""))),
        }.get(self.kind)
        return _("%(label)s: %(value)s") % {"label": label, "value": chosen} if chosen else label

    @property
    def details(self) -> list[tuple[str, str]]:
        """Labels and values of the other fields that are filled in."""
        return [(str(label), str(self.content[name])) for name, label in DETAILS if self.content.get(name)]

    @property
    def statement_id(self) -> str:
        """Id of the statement that is checked or answered, or an empty string."""
        return self.subject if self.kind in ("verdict", "answer") else ""

    @property
    def source_address(self) -> str:
        """Address of the source that the entity gives, if it is one of the web."""
        address = str(self.content.get("evidence", ""))
        return address if address.startswith(("https://", "http://")) else ""
