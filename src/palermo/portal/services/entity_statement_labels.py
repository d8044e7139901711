"""Labels of what entities state about themselves, on the entity desk and on public pages."""

from collections.abc import Mapping
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


def build_headline(kind: str, subject: str, content: Mapping[str, Any]) -> str:
    """Return a headline: the kind, and the part of the profile, the verdict or the answer."""
    label = str(dict(KINDS).get(kind, kind))
    chosen = {
        "profile": dict(PROFILE_FIELDS).get(subject),
        "verdict": dict(VERDICTS).get(str(content.get("verdict", ""))),
        "answer": dict(ANSWERS).get(str(content.get("answer", ""))),
    }.get(kind)
    return _("%(label)s: %(value)s") % {"label": label, "value": chosen} if chosen else label


def list_details(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the labels and values of the other fields that are filled in."""
    return [(str(label), str(content[name])) for name, label in DETAILS if content.get(name)]


def find_statement_id(kind: str, subject: str) -> str:
    """Return the id of the statement that is checked or answered, or an empty string."""
    return subject if kind in ("verdict", "answer") else ""


def find_source_address(content: Mapping[str, Any]) -> str:
    """Return the address of the source that an entity gives, if it is one of the web."""
    address = str(content.get("evidence", ""))
    return address if address.startswith(("https://", "http://")) else ""
