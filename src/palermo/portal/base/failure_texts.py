"""Why documents could not be read and how to fix it, in the page's language where the text is one of these."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from palermo.portal.base.languages import mark_direction
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
        gettext_noop("it is not an address"),
        gettext_noop("it is not an address, or is too long"),
        gettext_noop("it contains a name or password"),
        gettext_noop("only http and https can be fetched"),
        gettext_noop("Give another address"),
        gettext_noop("Correct it"),
        gettext_noop("Correct the address"),
        gettext_noop("Check the address and the network"),
        gettext_noop("Name the address itself as a source, if it is yours"),
        gettext_noop("its site's robots.txt forbids it"),
        gettext_noop("Ask the site's owner, or download it by hand into a folder"),
        gettext_noop("Download it by hand into a folder"),
        gettext_noop("Download it by hand into a folder, or ask the site's owner"),
        gettext_noop("Correct the address, or take it out of its source"),
        gettext_noop("Take it out of its source"),
        gettext_noop("Look at it in a browser"),
        gettext_noop("Look at it in a browser, and tell the site's owner"),
        gettext_noop("Tell the site's owner"),
        gettext_noop("Use the address to which it redirects"),
        gettext_noop("Leave it out, or download it by hand into a folder"),
        gettext_noop("Leave it out, or split it"),
        gettext_noop("Look whether the site works, then run it again"),
        gettext_noop("Run it again"),
        gettext_noop("Run it again: what was fetched is kept"),
        gettext_noop("Try again later"),
        gettext_noop("the run was stopped"),
        gettext_noop("the request was aborted"),
        gettext_noop("Write a larger `most_megabytes` into the row of its source"),
        gettext_noop("there is no such folder or file"),
        gettext_noop("Check the spelling"),
        gettext_noop("Zstandard needs Python 3.14 or newer"),
        gettext_noop("Pack it as .zip or .tar.gz"),
        gettext_noop("Fetch it again, or pack it again"),
        gettext_noop("Unpack it into a folder, and add that"),
        gettext_noop("Ask its sender to pack it again"),
        gettext_noop("its name leads out of the archive"),
        gettext_noop("it is a link or a device rather than a file"),
        gettext_noop("Pack the file itself"),
        gettext_noop("Pack it without a password"),
        gettext_noop("it is an archive within an archive"),
        gettext_noop("Unpack it, and add it as a source of its own"),
        gettext_noop("the archive contains its name twice"),
        gettext_noop("Give the second another name"),
    )
)
"""Reasons and hints of errors as `reading`, `sandbox` and `sources` write them."""
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
    gettext_noop("it measures %(width)s by %(height)s points"),
    gettext_noop("the file has %(count)s pages"),
    gettext_noop("drawing its page takes longer than %(count)s seconds"),
    gettext_noop("loading its passages takes longer than %(count)s seconds"),
    gettext_noop("finding its statements takes longer than %(count)s seconds"),
    gettext_noop("drawing its page takes more memory than is allowed"),
    gettext_noop("loading its passages takes more memory than is allowed"),
    gettext_noop("finding its statements takes more memory than is allowed"),
    gettext_noop("it has more than %(count)s members"),
    gettext_noop("it expands to more than %(count)s MB, unlike any collection of documents"),
    gettext_noop("the documents of its source reach %(count)s MB, and it was not fetched"),
    gettext_noop("other addresses of its host failed for %(count)s minutes, and it was not tried"),
    gettext_noop("the sources took more than %(count)s minutes"),
    gettext_noop("it redirects more than %(count)s times"),
    gettext_noop("its answer takes longer than %(count)s seconds"),
    gettext_noop("the answer breaks off %(count)s bytes before its end"),
    gettext_noop("Use PDF, DOCX, XLSX, IATI, OCDS, HTML, CSV, Markdown or plain text"),
)
"""The same, whose figures are in place of the names."""
TEXTS_WITH_DETAILS = (
    gettext_noop("%(cause)s; all of the archive is left out"),
    gettext_noop("%(cause)s, tried %(count)s times"),
    gettext_noop("%(cause)s, and asks us to come back in %(count)s seconds"),
    gettext_noop("its site's robots.txt cannot be fetched (%(cause)s), and nothing is fetched without it"),
    gettext_noop("the site answers %(status)s at %(address)s"),
    gettext_noop("the site answers %(status)s"),
    gettext_noop("%(host)s is a machine of an internal network (%(address)s), and is not named in any source"),
    gettext_noop("%(host)s cannot be found (%(error)s)"),
    gettext_noop("%(host)s takes no connection"),
    gettext_noop("the server broke off (%(error)s)"),
    gettext_noop("its certificate is not accepted (%(error)s)"),
    gettext_noop("%(address)s redirects without an address"),
    gettext_noop("it redirects in a circle, back to %(address)s"),
    gettext_noop("it is not an archive, or is damaged (%(error)s)"),
    gettext_noop("it cannot be listed (%(error)s)"),
    gettext_noop("the folder cannot be listed (%(error)s)"),
    gettext_noop("the file cannot be opened (%(error)s)"),
    gettext_noop("its name is that of %(suffix)s, its content is %(format)s"),
    gettext_noop("its part %(part)s is missing"),
    gettext_noop("its part %(part)s is damaged"),
    gettext_noop("a part of it is not XML (%(error)s)"),
    gettext_noop("byte %(count)s is not %(encoding)s"),
    gettext_noop("drawing its page stopped with %(error)s"),
    gettext_noop("it cannot be parsed (%(error)s)"),
    gettext_noop("it is not CSV (%(error)s)"),
    gettext_noop("it is not XML (%(error)s)"),
    gettext_noop("its archive is damaged (%(error)s)"),
    gettext_noop("its cached passages cannot be loaded (%(error)s)"),
    gettext_noop("its reader stopped with %(error)s"),
    gettext_noop("its reader was killed (%(signal)s), as PDFium does if it runs out of memory"),
    gettext_noop("its reader was killed (%(signal)s), as happens if parts are nested too deeply"),
    gettext_noop("its reader was killed (%(signal)s): %(error)s"),
    gettext_noop("its reader was killed (%(signal)s)"),
    gettext_noop("lxml cannot parse it (%(error)s)"),
)
"""The same, which quote a program or an address, or state the cause of another; special ones first."""
_FIGURES = frozenset(("count", "limit", "rows", "cells", "width", "height"))
_PATTERNS = tuple(
    (
        text,
        re.compile(
            re.sub(
                r"%\\\((\w+)\\\)s",
                lambda match: rf"(?P<{match[1]}>{'[0-9][0-9,]*' if match[1] in _FIGURES else '.+'})",
                re.escape(text),
            ),
            re.DOTALL,
        ),
    )
    for text in (*TEXTS_WITH_FIGURES, *TEXTS_WITH_DETAILS)
)


def find_failure_text(text: str) -> str | None:
    """Return a reason or hint in the page's language, or None if it has no translation.

    What a program says remains as it is.
    """
    if text in FAILURE_TEXTS:
        return gettext(text)
    for template, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return gettext(template) % {
                name: _translate_value(name, value) for name, value in match.groupdict().items()
            }
    return None


def _translate_value(name: str, value: str) -> str:
    if name in _FIGURES:
        return format_integer(int(value.replace(",", "")))
    return find_failure_text(value) or mark_direction(value)


def translate_failure(text: str) -> SafeString:
    """Return a reason or hint in the page's language, or marked as English if it is none of these."""
    translation = find_failure_text(text)
    return format_html('<bdi lang="en">{}</bdi>', text) if translation is None else format_html("{}", translation)
