"""Which of the registry's publications an edition holds: documents that are a known work, or a digest of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from palermo.registry import Publication
from palermo.statements import Document, Nature, normalised

TELLING = 20
"""Letters and digits of a title that tell a work by themselves; a shorter one needs the same publisher."""


def held(publications: Iterable[Publication], documents: Iterable[Document]) -> Mapping[str, tuple[Document, ...]]:
    """Documents by id of the publication that they are, originals first; a publication that is not held is left out.

    A document is a publication when both have the same address, and no other publication has it, or the same title,
    and neither publisher nor year speaks against it.
    """
    known = list(publications)
    times = Counter(address_key(one.address) for one in known)
    by_address: defaultdict[str, list[Document]] = defaultdict(list)
    by_title: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_address[address_key(document.address)].append(document)
        for title in {title_key(document.title), title_key(document.masthead.title or "")}:
            by_title[title].append(document)
    found: dict[str, tuple[Document, ...]] = {}
    for one in known:
        address = address_key(one.address)
        same = by_address[address] if address and times[address] == 1 else []
        same = [*same, *(document for document in _titled(one, by_title) if _agree(one, document))]
        if same:
            distinct = {document.id: document for document in same}.values()
            found[one.id] = tuple(sorted(distinct, key=lambda document: document.nature is Nature.DIGEST))
    return found


def _titled(one: Publication, by_title: Mapping[str, list[Document]]) -> Iterable[Document]:
    return (document for title in (one.title, *one.matching) for document in by_title.get(title_key(title), ()))


def address_key(address: str | None) -> str:
    """A web address without what tells no two texts apart; empty for none and for the front page of a site.

    >>> address_key("http://www.example.org/Report/") == address_key("https://example.org/Report")
    True
    >>> address_key("https://example.org/")
    ''
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:  # a bracket that is not closed, as a catalogue may have it
        return ""
    path = unquote(parts.path).rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{path}{query}" if parts.netloc and path + query else ""


def title_key(title: str) -> str:
    """Letters and digits of a title, folded."""
    return re.sub(r"[\W_]+", "", normalised(title))


def _agree(publication: Publication, document: Document) -> bool:
    title = title_key(publication.title)
    shared = bool(set(publication.publishers) & set(document.publishers))
    if not title or not (shared or (len(title) >= TELLING and not document.publishers)):
        return False
    return not publication.date or not document.year or abs(int(publication.date[:4]) - document.year) <= 1
