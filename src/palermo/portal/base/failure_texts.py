"""Why documents could not be read and how to fix it, in the page's language where the text is one of these."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

FAILURE_TEXTS = frozenset(
    (
        gettext_noop("the file is empty"),
        gettext_noop("it is empty"),
        gettext_noop("it has no text"),
        gettext_noop("its format is not supported"),
        gettext_noop("it has a password"),
        gettext_noop("its end is missing"),
        gettext_noop("it has no pages"),
        gettext_noop("PDFium cannot open it"),
        gettext_noop("its parts are nested too deeply"),
        gettext_noop("all cells are empty"),
        gettext_noop("all cells of its visible sheets are empty"),
        gettext_noop("it has no text outside of navigation and scripts"),
        gettext_noop("its name is that of a PDF, its content is not"),
        gettext_noop("its name is that of a Word document, its content is not"),
        gettext_noop("it has a password, or was saved by Excel before 2007"),
        gettext_noop("Fetch it again"),
        gettext_noop("Fetch the file again"),
        gettext_noop("Fetch the file again, or print it to a new PDF"),
        gettext_noop("Fetch it again, or correct its suffix"),
        gettext_noop("Correct the file's suffix"),
        gettext_noop("Use a file with content"),
        gettext_noop("Use a copy without a password"),
        gettext_noop("Use a version with text, or a clearer scan"),
        gettext_noop("Split it into smaller files"),
        gettext_noop("Save it as UTF-8"),
        gettext_noop("Save the page as shown"),
        gettext_noop("Save it as .docx without a password"),
        gettext_noop("Save it as .xlsx without a password"),
        gettext_noop("Save it again with another program"),
        gettext_noop("Save it again from a word processor"),
    )
)
"""Reasons and hints of errors as `reading` and `sandbox` write them; those with figures stay in English."""


def is_known_failure(text: str) -> bool:
    """Return whether a reason or hint has translations."""
    return text in FAILURE_TEXTS


def translate_failure(text: str) -> SafeString:
    """Return a reason or hint in the page's language, or marked as English if it is none of these."""
    return format_html("{}", gettext(text)) if is_known_failure(text) else format_html('<bdi lang="en">{}</bdi>', text)
