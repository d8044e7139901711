"""Why documents could not be read and how to fix it, in the page's language where the text is one of these."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from palermo.portal.base.number_formats import format_integer

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
        gettext_noop("Split it"),
        gettext_noop("Split it into smaller files"),
        gettext_noop("Split it into smaller tables"),
        gettext_noop("Split it, or delete cells far from its table"),
        gettext_noop("Save it again, or split it"),
        gettext_noop("Save it as UTF-8"),
        gettext_noop("Save the page as shown"),
        gettext_noop("Save it as .docx without a password"),
        gettext_noop("Save it as .xlsx without a password"),
        gettext_noop("Save it again with another program"),
        gettext_noop("Save it again from a word processor"),
        gettext_noop("it holds no activity"),
        gettext_noop("Use a file with activities"),
        gettext_noop("it declares a document type or entities"),
        gettext_noop("Export it without them"),
        gettext_noop("Export it again"),
        gettext_noop("it is not JSON"),
        gettext_noop("it has neither a title nor a description"),
        gettext_noop("Use a notice with a tender"),
        gettext_noop("Use a version with text rather than pictures of text"),
        gettext_noop("Use a version with text rather than a scan"),
        gettext_noop("Save the page again"),
        gettext_noop("Save it again as CSV UTF-8"),
        gettext_noop("Ask its sender to save it again"),
        gettext_noop("Ask its sender to save it again in Word"),
        gettext_noop("Ask its sender to save it again in Excel"),
        gettext_noop("Save it again in Excel"),
        gettext_noop("Save it in another format"),
        gettext_noop("Build again"),
        gettext_noop("Build the library again"),
        gettext_noop("Check its permissions"),
        gettext_noop("the answer of its reader is malformed"),
        gettext_noop("it has changed since it was read"),
        gettext_noop("Open the file itself"),
        gettext_noop("Choose one of them"),
        gettext_noop("PDFium cannot load it"),
        gettext_noop("it declares a document type or entities, which workbooks never do"),
        gettext_noop("it declares a document type, which Word documents never do"),
        gettext_noop("it has a password, or was saved by Word before 2007"),
        gettext_noop(
            "Install tesseract with the languages ara, chi_sim, eng, fra, rus and spa, or use a version with text"
        ),
        gettext_noop("Unpack it, or add it: palermo add ARCHIVE"),
    )
)
"""Reasons and hints of errors as `reading` and `sandbox` write them."""
TEXTS_WITH_FIGURES = (
    gettext_noop("it has %(count)s parts, more than %(limit)s"),
    gettext_noop("it has %(count)s bytes, more than %(limit)s"),
    gettext_noop("it has %(count)s pages, more than %(limit)s"),
    gettext_noop("it expands to %(count)s bytes, more than %(limit)s"),
    gettext_noop("it expands to more than %(count)s times its size, unlike any document"),
    gettext_noop("it is larger than %(count)s MB"),
    gettext_noop("it has more than %(rows)s rows or %(cells)s cells"),
    gettext_noop("its sheets extend over more than %(rows)s rows or %(cells)s cells"),
    gettext_noop("reading it takes longer than %(count)s seconds"),
    gettext_noop("none of its %(count)s pages contains text"),
    gettext_noop("it has more than %(count)s characters"),
    gettext_noop("its elements are nested more than %(count)s deep"),
    gettext_noop("it has more than %(count)s elements"),
    gettext_noop("it holds more than %(count)s activities"),
    gettext_noop("reading it takes more memory than is allowed"),
    gettext_noop("its page with a picture holds no text, and Tesseract is not installed to recognise it"),
    gettext_noop("its %(count)s pages with pictures hold no text, and Tesseract is not installed to recognise it"),
    gettext_noop("its page with a picture holds no text, and Tesseract recognises none on them"),
    gettext_noop("its %(count)s pages with pictures hold no text, and Tesseract recognises none on them"),
    gettext_noop("Use PDF, DOCX, XLSX, IATI, OCDS, HTML, CSV, Markdown or plain text"),
)
"""The same, whose figures are in place of the names."""
_PATTERNS = tuple(
    (text, re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>[0-9][0-9,]*)", re.escape(text))))
    for text in TEXTS_WITH_FIGURES
)


def find_failure_text(text: str) -> str | None:
    """Return a reason or hint in the page's language, or None if it has no translation."""
    if text in FAILURE_TEXTS:
        return gettext(text)
    for template, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            figures = {name: int(figure.replace(",", "")) for name, figure in match.groupdict().items()}
            return gettext(template) % {name: format_integer(figure) for name, figure in figures.items()}
    return None


def translate_failure(text: str) -> SafeString:
    """Return a reason or hint in the page's language, or marked as English if it is none of these."""
    translation = find_failure_text(text)
    return format_html('<bdi lang="en">{}</bdi>', text) if translation is None else format_html("{}", translation)
