"""Evidence of a publisher besides imprints: holders of copyright, the host, citations, titles and declared metadata."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.organisation_names import (
    derive_acronyms,
    has_document_word,
    has_organisation_word,
    is_office_word,
    is_organisation_line,
)
from palermo.reading.metadata.printed_dates import find_dates
from palermo.reading.metadata.printed_titles import drop_site
from palermo.reading.metadata.titles import MAX_TITLE_LINE_CHARS, is_site_name
from palermo.registry import load_registry
from palermo.statements import PassageKind, normalise_text

MAX_NAME_WORDS = 14
_COPYRIGHT = re.compile(
    r"(?:©|(?<!\))\(c\)\s|\bcopyright\b(?:\s*©)?)\s*(?:copyright\s+)?(?P<year>(?:19|20)\d\d(?:\s*[-–]\s*(?:19"
    r"|20)?\d\d)?[,.]?)?\s*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^,;|©\n]{1,90}?)(?P<after>,?\s*(?:copyright\s*)?(?:(?:Jan|Feb|Mar|Apr|May|Ju[nl]"
    r"|Aug|Sep|Oct|Nov|Dec)\w*,?\s*)?(?:19|20)\d\d(?:\s*г\b)?)?\s*"
    r"(?=[,;|©\n]|\.\s|\.?$|\s+[-–—]\s|\s+all rights|\s*\.?\s*(?:no part|published))",
    re.IGNORECASE,
)
_NO_HOLDER = re.compile(
    r"crown|hmso|\b(?:bill|act)\b|reserved|notice|getty|reuters|shutterstock|photo|credit|material|licen|third|law|holder"
    r"|\s/\s|website|theme|template|company name|\byour\b|acknowledged|owner|the author|for \S+, get",
    re.I,
)

_SECOND_ITEM = re.compile(r"\(b\)\s", re.IGNORECASE)


def find_copyright_holders(texts: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the holders of copyright in texts, each with whether a year stands beside it.

    The letter of an item, `(c)` after `(b)`, and of a paragraph, `(2)(C)`, is no mark.
    """
    lines = list(texts)
    is_lettered = any(map(_SECOND_ITEM.match, lines))
    for text in lines:
        for match in _COPYRIGHT.finditer(text):
            is_dated = bool(match["year"] or match["after"])
            is_letter = is_lettered and not match.start() and text.startswith("(") and not is_dated
            if not is_letter and not _NO_HOLDER.search(match["name"]) and len(match["name"].split()) <= MAX_NAME_WORDS:
                yield match["name"], is_dated


MAX_CHARS, MIN_TITLE_WORDS = 420, 4
"""Maximum characters of a citation, and first words of the document's title that it has at least."""
OPENING_TEXTS = 30
"""First texts of a document, in which it cites itself; at its end it cites others."""
_LABEL = re.compile(
    r"^(?:(?:suggested|recommended|preferred)\s+)?"
    r"(?:reference|citation|cite (?:this|as)|please cite\b.{0,40}? as)\s*:\s*",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:(?P<name>[^().:]{3,140}?)[.,]?\s*(?:\((?:19|20)\d\d\)|(?:19|20)\d\d)"
    r"|(?P<people>[^():]{3,260}?)\s*\((?:19|20)\d\d\))[.,:]?\s*(?P<rest>.*)$"
)
"""A body, or people with their initials, before the year."""
_PUBLISHER = re.compile(
    r"(?:^|[.,]\s+)[A-Z][^.:()]{2,60}(?:,\s+[A-Z]{2}|,\s+D\.?C\.?)?:\s+(?P<name>[A-Z][^.:()]{2,90})\.?$"
)
"""Town and publisher at the end."""


def find_cited_publishers(texts: Sequence[str], title: str | None) -> Iterator[str]:
    """Yield the publisher of each citation that is labelled or has the document's title, else its author, a body.

    One that is neither counts if its author published it, as in the document's own, near its beginning.

    >>> list(find_cited_publishers(["Light. (2020). Safe boats for all. Tarn: Quay House."], "Safe boats for all"))
    ['Quay House']
    """
    words = normalise_text(title or "").split()
    for place, text in enumerate(texts):
        label = _LABEL.match(text)
        citation = _AUTHOR.match(text[label.end() :] if label else text) if len(text) < MAX_CHARS else None
        if citation is None:
            continue
        start = " ".join(words[: max(MIN_TITLE_WORDS, min(len(words), 6))])
        name, rest = (citation["name"] or "").strip(), citation["rest"]
        is_own = len(words) >= MIN_TITLE_WORDS and start in normalise_text(rest)
        publisher = _PUBLISHER.search(rest)
        printed = publisher["name"] if publisher else ""
        if (label or is_own) and printed and printed.casefold() not in derive_acronyms(name):
            yield printed
        elif has_organisation_word(name) and (label or (printed == name and place < OPENING_TEXTS)):
            yield name


MAX_WORDS = 9
MIN_MENTIONS = 3
"""Minimum mentions of a name with which the title begins, with that in a title that the text prints."""


def find_title_subjects(title: str | None, texts: Iterable[str]) -> Iterator[str]:
    """Yield the longest name with which a title begins and that the text repeats; none if it is a State's."""
    words = (title or "").split()
    if len(words) < 2 or (title or "").isupper() or not words[0][0].isupper() or is_office_word(words[0]):
        return
    text = " ".join(texts)
    for length in range(min(MAX_WORDS, len(words) - 1), 0, -1):
        name = re.sub(r"(?:[’']s?|[,:;.])$", "", " ".join(words[:length]))
        is_name = len(name) > 2 and (name.split()[-1][0].isupper() or '"' in name)
        if is_name and text.count(name) >= MIN_MENTIONS and _count_words(name, text) >= MIN_MENTIONS:
            if not has_document_word(name) and normalise_text(name) not in _collect_state_names():
                yield name
            return


def _count_words(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


@cache
def _collect_state_names() -> frozenset[str]:
    states = load_registry().states.values()
    names = (name for state in states for name in (*state.names.values(), *state.matching, *state.demonyms))
    return frozenset(map(normalise_text, names))


MAX_SITE_WORDS, MIN_SITE_MENTIONS = 8, 2
"""Maximum words of the name of a site, and minimum paragraphs with the one that the first line has after its title."""
MAX_AUTHOR_CHARS, MIN_HEADING_CHARS = 80, 12
"""Maximum characters of an author, and minimum ones of a heading that a title has with its section before the site."""
_SEPARATOR = re.compile(r"\s+[|–—‹›·-]\s+|\s*[|｜»]\s*")
_TAGLINE = re.compile(r"\s+[|›»]\s+")
"""Between the name of a site and what the site says of itself: `Harbour Light | News | Boats`."""
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
    """Yield declared authors that are organisations; for a decision, the body that it names."""
    for name in declared.authors:
        issued = _ISSUED_BY.match(name)
        if issued or name.upper() in _AGENCIES:
            yield "declared publisher", issued["name"] if issued else name
        elif has_organisation_word(name) or (is_organisation_line(name) and len(name) < MAX_AUTHOR_CHARS):
            yield "declared author", name


def _find_title_sites(declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    """Yield the site that a declared title names after the page's own heading: `What we do | Harbour Light`."""
    headings = {normalise_text(block.text) for block in document_blocks[:40] if block.kind is PassageKind.HEADING}
    printed = [block.text for block in document_blocks[:1] if len(block.text) < MAX_TITLE_LINE_CHARS]
    for line in (*declared.titles[:1], *printed):
        if (page_title := drop_site(line, document_blocks)) != line:
            yield line.removeprefix(page_title).strip(" |–—-")
    for line in () if declared.titles else printed:
        site = re.split(r"\s+[|｜]\s+", " ".join(line.split()))[-1]
        if site != line and sum(site in block.text for block in document_blocks[1:]) >= MIN_SITE_MENTIONS:
            yield site
    yield from _find_reliable_sites(declared.titles if declared.reliable else (), headings)


def _find_reliable_sites(titles: Iterable[str], headings: Set[str]) -> Iterator[str]:
    """Yield the sites after one of the page's headings, which are normalised."""
    for title in titles:
        _, *_, site = ("", *_SEPARATOR.split(title))
        heading = title[: title.rfind(site)].rstrip(" |–—-｜»‹›·") if site else ""
        starts = any(len(text) >= MIN_HEADING_CHARS and normalise_text(heading).startswith(text) for text in headings)
        is_after_heading = starts or normalise_text(heading) in headings
        if is_after_heading and len(site.split()) <= MAX_SITE_WORDS and not find_dates(site):
            yield site
