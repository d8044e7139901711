"""Labels of the statements of entities about themselves, on the entity desk and on public pages."""

from collections.abc import Mapping
from typing import Any, Protocol

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
    ("publisher", gettext_lazy("Publisher")),
]


class StatedContent(Protocol):
    """The content of an entity's statement: a kind, its subject, and the non-empty fields."""

    @property
    def kind(self) -> str: ...

    @property
    def subject(self) -> str: ...

    @property
    def content(self) -> Mapping[str, Any]: ...


class StatementLabels:
    """Mixin with the labels of an entity's statement."""

    __slots__ = ()

    @property
    def headline(self: StatedContent) -> str:
        """The statement in the reader's language."""
        label = str(dict(KINDS).get(self.kind, self.kind))
        chosen = {
            "profile": dict(PROFILE_FIELDS).get(self.subject),
            "verdict": dict(VERDICTS).get(str(self.content.get("verdict", ""))),
            "answer": dict(ANSWERS).get(str(self.content.get("answer", ""))),
        }.get(self.kind)
        return _("%(label)s: %(value)s") % {"label": label, "value": chosen} if chosen else label

    @property
    def details(self: StatedContent) -> list[tuple[str, str]]:
        """Labels and values of the other fields that are filled in."""
        return [(str(label), str(self.content[name])) for name, label in DETAILS if self.content.get(name)]

    @property
    def statement_id(self: StatedContent) -> str:
        """Id of the statement that is checked or answered, or an empty string."""
        return self.subject if self.kind in ("verdict", "answer") else ""

    @property
    def source_address(self: StatedContent) -> str:
        """The web address of the source that the entity gives, or an empty string."""
        address = str(self.content.get("evidence", ""))
        return address if address.startswith(("https://", "http://")) else ""
