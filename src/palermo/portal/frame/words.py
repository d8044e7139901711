"""Words of the closed sets (kinds, natures, answers, statuses), in the page's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.edition import NO_RESPONSE
from palermo.statements import Kind, Nature, Response, Status, Version

KINDS: dict[str, Promise] = {
    Kind.RECOMMENDATION: _("Recommendation"),
    Kind.COMMITMENT: _("Commitment"),
    Kind.ACTIVITY: _("Activity"),
    Kind.MANDATE: _("Mandate"),
    Kind.PARTNERSHIP: _("Partnership"),
    Kind.FACTOR: _("Vulnerability factor"),
}
NATURES: dict[str, Promise] = {
    Nature.ORIGINAL: _("Original"),
    Nature.DIGEST: _("Digest in our words"),
    Nature.SURVEY: _("Survey answer"),
    Nature.TABLE: _("Table row"),
}
RESPONSES: dict[str, Promise] = {
    Response.ACCEPTED: pgettext_lazy("answer", "Accepted"),
    Response.NOTED: pgettext_lazy("answer", "Noted"),
    Response.PENDING: pgettext_lazy("answer", "Pending"),
    NO_RESPONSE: pgettext_lazy("answer", "No answer printed"),
}
STATUSES: dict[str, Promise] = {
    Status.PROPOSED: pgettext_lazy("review", "proposed, not yet reviewed"),
    Status.ACCEPTED: pgettext_lazy("review", "accepted by a reviewer"),
    Status.CORRECTED: pgettext_lazy("review", "corrected by a reviewer"),
    Status.REJECTED: pgettext_lazy("review", "rejected by a reviewer"),
}
VERSIONS: dict[str, Promise] = {
    Version.MAIN: _("main text"),
    Version.COPY: _("another file"),
    Version.TRANSLATION: _("translation"),
    Version.CORRIGENDUM: _("corrigendum"),
    Version.SUPERSEDED: _("superseded text"),
}
ROLES: dict[str, Promise] = {
    "introduction": _("Introduction of the list"),
    "heading": _("Heading above it"),
    "recommenders": _("Who signs it"),
    "response": _("Line that gives the answer"),
}


def word(words: dict[str, Promise], value: str) -> str:
    """The word for a value; a value that has none is its own word."""
    return str(words.get(value, value))
