"""Availability of publications: documents of an edition that are a publication or a digest of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from palermo.registry import Instrument, Publication, normalise_symbol
from palermo.statements import Document, Nature, normalise_text

MIN_TITLE_CHARS = 20
"""Minimum letters and digits of a title that identifies a work alone; a shorter one needs the same publisher."""


def match_publications(
    publications: Iterable[Publication], documents: Iterable[Document]
) -> Mapping[str, tuple[Document, ...]]:
    """Return documents by id of the publication that they are, originals first; others are omitted.

    A document is a publication, or a digest of it, if its `of` names the id, symbol or title, if both have the same
    symbol, if both have the same address and no other publication has it, or if both have the same title and neither
    publisher nor year contradicts it.
    """
    known = list(publications)
    address_counts = Counter(normalise_address(row.address) for row in known)
    index = _index_documents(documents)
    publication_documents: dict[str, tuple[Document, ...]] = {}
    for publication in known:
        address, symbol = normalise_address(publication.address), normalise_symbol(publication.symbol or "")
        titles = [normalise_title(title) for title in (publication.title, *publication.matching)]
        referenced = (
            document for name in (publication.id, symbol, *titles) for document in index.references.get(name, ())
        )
        symbols = index.symbols.get(symbol, ()) if symbol else ()
        same_address = index.addresses.get(address, ()) if address and address_counts[address] == 1 else ()
        same_title = (
            document
            for title in titles
            for document in index.titles.get(title, ())
            if _is_same_publication(publication, document)
        )
        if held_as := _sort_originals_first([*referenced, *symbols, *same_address, *same_title]):
            publication_documents[publication.id] = held_as
    return publication_documents


def match_instrument_texts(
    instruments: Iterable[Instrument], documents: Iterable[Document]
) -> Mapping[str, tuple[Document, ...]]:
    """Return documents by id of the instrument that they are or digest, originals first.

    Documents are matched by the id or symbol that their `of` names, or by their own symbol.
    """
    index = _index_documents(documents)
    instrument_texts: dict[str, tuple[Document, ...]] = {}
    for instrument in instruments:
        symbol = normalise_symbol(instrument.symbol or "")
        referenced = (
            document for name in (instrument.id, symbol) if name for document in index.references.get(name, ())
        )
        if held_as := _sort_originals_first([*referenced, *(index.symbols.get(symbol, ()) if symbol else ())]):
            instrument_texts[instrument.id] = held_as
    return instrument_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class _DocumentKeys:
    """Documents by the keys that can identify a publication."""

    references: Mapping[str, list[Document]]
    """By what their `of` names: as written, as a normalised symbol and as a normalised title."""
    symbols: Mapping[str, list[Document]]
    addresses: Mapping[str, list[Document]]
    titles: Mapping[str, list[Document]]


def _index_documents(documents: Iterable[Document]) -> _DocumentKeys:
    references, symbols, addresses, titles = (defaultdict[str, list[Document]](list) for _ in range(4))
    for document in documents:
        for name in dict.fromkeys(
            key
            for reference in document.of
            for key in (reference, normalise_symbol(reference), normalise_title(reference))
        ):
            references[name].append(document)
        symbols[normalise_symbol(document.symbol or "")].append(document)
        addresses[normalise_address(document.address)].append(document)
        for title in {normalise_title(document.title), normalise_title(document.masthead.title or "")}:
            titles[title].append(document)
    return _DocumentKeys(references=references, symbols=symbols, addresses=addresses, titles=titles)


def _sort_originals_first(documents: Iterable[Document]) -> tuple[Document, ...]:
    distinct = {document.id: document for document in documents}.values()
    return tuple(sorted(distinct, key=lambda document: document.nature is Nature.DIGEST))


def normalise_address(address: str | None) -> str:
    """Normalise a web address for comparison; return "" for none and for the front page of a site.

    >>> normalise_address("http://www.example.org/Report/") == normalise_address("https://example.org/Report")
    True
    >>> normalise_address("https://example.org/")
    ''
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:  # a bracket that is not closed, as a catalogue may have it
        return ""
    path = unquote(parts.path).rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{path}{query}" if parts.netloc and path + query else ""


def normalise_title(title: str) -> str:
    """Return the letters and digits of a title, folded."""
    return re.sub(r"[\W_]+", "", normalise_text(title))


def _is_same_publication(publication: Publication, document: Document) -> bool:
    title = normalise_title(publication.title)
    shared = bool(set(publication.publishers) & set(document.publishers))
    if not title or not (shared or (len(title) >= MIN_TITLE_CHARS and not document.publishers)):
        return False
    return not publication.date or not document.year or abs(int(publication.date[:4]) - document.year) <= 1
