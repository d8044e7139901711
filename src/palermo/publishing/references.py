"""Bibliographic references to a document, or to a place in it, independent of format."""

from dataclasses import dataclass, replace

from palermo.statements import Document, Nature, Statement, is_item_number


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographicReference:
    """One reference.

    Palermo is the only author of a digest; the body whose work it reports is named in the note.
    """

    key: str
    """Unique citation key: `palermo-` and the beginning of an id."""
    title: str
    authors: tuple[str, ...]
    """Names of the publishing bodies."""
    date: str | None
    """ISO, possibly only YYYY or YYYY-MM."""
    symbol: str | None
    language: str
    original_address: str | None
    portal_address: str
    """Permanent address of the document or statement."""
    page: int | None = None
    paragraph: str | None = None
    quote: str | None = None
    is_digest: bool = False
    digest_of: tuple[str, ...] = ()
    """Names of the bodies whose work a digest reports."""
    edition: str = ""

    @property
    def url(self) -> str:
        """Return the address for readers.

        Digests and quotes have the address of the portal's page. Others have that of the original, if it is
        known.
        """
        return self.portal_address if self.is_digest or self.quote else self.original_address or self.portal_address

    @property
    def pinpoint(self) -> str:
        """Page and paragraph or item in English, as reference managers expect: `p. 4, para. 12`."""
        return format_pinpoint(self.page, self.paragraph)

    @property
    def note(self) -> str:
        """What the formats have no field for: place, quote, authorship of a digest, and the edition."""
        quoted = (f"“{self.quote}”" if not self.is_digest else self.quote) if self.quote else ""
        pinpoint_text = f"{self.pinpoint}: {quoted}" if self.pinpoint and quoted else self.pinpoint or quoted
        of = f" of a text by {', '.join(self.digest_of)}" if self.digest_of else ""
        original = f", see {self.original_address}" if self.original_address else ""
        origin = f"Digest in Palermo's words{of}{original}" if self.is_digest else ""
        address = f"Palermo, edition {self.edition}, {self.portal_address}" if self.edition else ""
        return ". ".join(part.removesuffix(".") for part in (pinpoint_text, origin, address) if part)


def format_pinpoint(page: int | None, paragraph: str | None) -> str:
    """Return page and paragraph in English, as far as they are printed.

    >>> format_pinpoint(4, "12"), format_pinpoint(None, "(a)")
    ('p. 4, para. 12', 'item (a)')
    """
    kind = "item" if paragraph and is_item_number(paragraph) else "para."
    return ", ".join(part for part in (page and f"p. {page}", paragraph and f"{kind} {paragraph}") if part)


def build_document_reference(
    document: Document, names: tuple[str, ...], portal_address: str, edition: str
) -> BibliographicReference:
    """Return the reference to a document; `names` are those of its publishers."""
    is_digest = document.nature is Nature.DIGEST
    return BibliographicReference(
        key=f"palermo-{document.id[:10]}",
        title=document.title,
        authors=() if is_digest else names,
        digest_of=names if is_digest else (),
        date=None if is_digest else document.date,
        symbol=None if is_digest else document.symbol,
        language=document.language,
        original_address=document.address,
        portal_address=portal_address,
        is_digest=is_digest,
        edition=edition,
    )


def build_statement_reference(
    statement: Statement, reference: BibliographicReference, portal_address: str
) -> BibliographicReference:
    """Return the reference to a statement of the document that `reference` cites."""
    return replace(
        reference,
        key=f"palermo-{statement.id[:10]}",
        language=statement.language,
        portal_address=portal_address,
        page=statement.locator.page,
        paragraph=statement.locator.paragraph,
        quote=statement.quote,
    )
