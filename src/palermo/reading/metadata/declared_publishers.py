"""Names of the publisher that a file declares: publisher, site, author, and the site that a page's title names."""

import re
from collections.abc import Iterator, Sequence

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.organisation_names import (
    has_document_word,
    has_organisation_word,
    is_organisation_line,
)
from palermo.reading.metadata.printed_dates import find_dates
from palermo.reading.metadata.titles import MAX_TITLE_LINE_CHARS, is_site_name
from palermo.reading.metadata.web_domains import find_domains, is_domain_of
from palermo.statements import PassageKind, normalise_text

MAX_SITE_WORDS, MIN_SITE_MENTIONS = 8, 2
"""Maximum words of the name of a site, and minimum paragraphs with the one that the first line has after its title."""
MAX_AUTHOR_CHARS, MIN_HEADING_CHARS = 80, 12
"""Maximum characters of an author, and minimum ones of a heading that a title has with its section before the site."""
_SEPARATOR = re.compile(r"\s+[|–—‹›·-]\s+|\s*[|｜»]\s*")
_TAGLINE = re.compile(r"\s+[|›»]\s+")
"""Between the name of a site and what the site says of itself: `Harbour Light | News | Boats`."""
_TOP_DOMAIN = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)
_AGENCIES = frozenset(
    {"AFP", "AP", "ANSA", "DPA", "EFE", "IPS", "REUTERS", "TASS", "XINHUA", "ТАСС", "新华社", "新華社"}
)
"""News agencies, which declare themselves as author."""
_ISSUED_BY = re.compile(r"^(?:قرار|مرسوم|أمر)\s+(?P<name>مجلس الوزراء)")


def find_declared_publishers(
    declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock]
) -> Iterator[tuple[str, str]]:
    """Yield declared names, each with its feature."""
    sites = [
        title
        for title in declared.titles[:1]
        if declared.is_web_page and is_site_name(title, document_blocks) and not has_document_word(title)
    ]
    for name in (*declared.publishers, *sites):
        if "://" not in name:
            yield "declared publisher", _TAGLINE.split(name)[0]
    yield from _find_authors(declared)
    yield from (("site in the title", name) for name in _find_title_sites(declared, document_blocks))


def _find_authors(declared: DeclaredMetadata) -> Iterator[tuple[str, str]]:
    """Yield declared authors that are organisations, or the site itself; for a decision, the body that it names."""
    labels = {domain.label for domain in find_domains((), declared.addresses[:1])}
    for name in declared.authors:
        issued = _ISSUED_BY.match(name)
        plain = _TOP_DOMAIN.sub("", name)
        if issued or name.upper() in _AGENCIES:
            yield "declared publisher", issued["name"] if issued else name
        elif any(is_domain_of(plain, label) for label in labels):
            yield "declared author", name
            yield "address domain", name
        elif has_organisation_word(name) or (is_organisation_line(name) and len(name) < MAX_AUTHOR_CHARS):
            yield "declared author", name


def _find_title_sites(declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    """Yield the site that a declared title names after the page's own heading: `What we do | Harbour Light`."""
    headings = {normalise_text(block.text) for block in document_blocks[:40] if block.kind is PassageKind.HEADING}
    printed = (block.text for block in document_blocks[:1] if len(block.text) < MAX_TITLE_LINE_CHARS)
    for line in () if declared.titles else printed:
        site = re.split(r"\s+[|｜]\s+", " ".join(line.split()))[-1]
        if site != line and sum(site in block.text for block in document_blocks[1:]) >= MIN_SITE_MENTIONS:
            yield site
    for title in declared.titles if declared.reliable else ():
        first, _, page = title.partition(" | ")
        if normalise_text(page) in headings and normalise_text(first) not in headings:
            yield first
        _, *_, site = ("", *_SEPARATOR.split(title))
        heading = title[: title.rfind(site)].rstrip(" |–—-｜»‹›·") if site else ""
        starts = any(len(text) >= MIN_HEADING_CHARS and normalise_text(heading).startswith(text) for text in headings)
        if (
            (starts or normalise_text(heading) in headings)
            and len(site.split()) <= MAX_SITE_WORDS
            and not find_dates(site)
        ):
            yield site
