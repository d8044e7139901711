"""Procurement notices of the Open Contracting Data Standard.

A notice says what is bought, by which buyer, and to which supplier it was awarded. Contact points are left out because
they are persons.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME
from palermo.reading.masthead_dates import parse_iso_day
from palermo.statements import Masthead, PassageKind

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["ocds"].media_type, FILE_TYPE_BY_NAME["ocds"].suffixes
MAX_BYTES = 50_000_000
_TENDER_TEXTS = (
    *("description", "eligibilityCriteria", "awardCriteriaDetails", "submissionMethodDetails"),
    "procurementMethodRationale",
)


def matches(head: bytes, name: str) -> bool:
    """Return whether the first bytes are those of a JSON object with an open contracting id."""
    is_package = b'"publishedDate"' in head and b'"uri"' in head
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (is_package or b'"ocid"' in head)


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read each notice as a heading with its paragraphs, without pages.

    Raises TooLarge, Unreadable or NoText.
    """
    blocks = [block for release in _list_releases(content) for block in _iterate_blocks(release)]
    if not blocks:
        raise NoText("the notice", "it has neither a title nor a description", "Use a notice with a tender")
    return blocks, None


def read_masthead(content: bytes) -> Masthead:
    """Return title, day and buyer of a single notice.

    A package with several notices has none, because they do not describe the whole document.
    """
    releases = _list_releases(content)
    if len(releases) != 1:
        return Masthead()
    (release,) = releases
    return Masthead(
        title=_get_text(_get_object(release, "tender"), "title") or None,
        date=parse_iso_day(_get_text(release, "date")),
        publisher=_find_buyer(release) or None,
    )


def _list_releases(content: bytes) -> list[Mapping[str, Any]]:
    if len(content) > MAX_BYTES:
        raise TooLarge("the notice", f"it has {len(content):,} bytes, more than {MAX_BYTES:,}", "Split it")
    try:
        root = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("the notice", "it is not JSON", "Export it again") from error
    rows = [root, *_list_objects(root, "releases")]
    for record in _list_objects(root, "records"):
        rows.append(_get_object(record, "compiledRelease") or next(reversed(_list_objects(record, "releases")), {}))
    return [row for row in rows if _get_text(row, "ocid") and _get_object(row, "tender")]


def _iterate_blocks(release: Mapping[str, Any]) -> Iterator[DocumentBlock]:
    tender = _get_object(release, "tender")
    title = _get_text(tender, "title")
    if title:
        yield DocumentBlock(kind=PassageKind.HEADING, text=title, level=1)
    if buyer := _find_buyer(release):
        yield _build_paragraph(f"Buyer: {buyer}")
    for name in _TENDER_TEXTS:
        if text := _get_text(tender, name):
            yield _build_paragraph(text)
    for item in _list_objects(tender, "items"):
        if text := _get_text(item, "description"):
            yield DocumentBlock(kind=PassageKind.ITEM, text=text)
    for award in _list_objects(release, "awards"):
        suppliers = ", ".join(filter(None, (_get_text(item, "name") for item in _list_objects(award, "suppliers"))))
        words = [_get_text(award, "title"), _get_text(award, "description"), suppliers and f"Awarded to {suppliers}"]
        if any(words):
            yield _build_paragraph(". ".join(filter(None, words)))


def _build_paragraph(text: str) -> DocumentBlock:
    return DocumentBlock(kind=PassageKind.PARAGRAPH, text=text)


def _find_buyer(release: Mapping[str, Any]) -> str:
    procuring = _get_object(_get_object(release, "tender"), "procuringEntity")
    return _get_text(_get_object(release, "buyer"), "name") or _get_text(procuring, "name")


def _get_object(row: Any, name: str) -> Mapping[str, Any]:
    value = row.get(name) if isinstance(row, dict) else None
    return value if isinstance(value, dict) else {}


def _list_objects(row: Any, name: str) -> list[Mapping[str, Any]]:
    value = row.get(name) if isinstance(row, dict) else None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _get_text(row: Any, name: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    return " ".join(value.encode("utf-8", "replace").decode().split()) if isinstance(value, str) else ""
