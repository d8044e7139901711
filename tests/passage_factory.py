"""Factories of passages and of the document that holds them."""

from palermo.statements import Document, Masthead, Passage, PassageKind, compute_passage_id


def make_document(masthead: Masthead, *, title: str = "", language: str = "en") -> Document:
    """Return the document whose passages `make_passages` makes."""
    return Document(
        id="d",
        work="w",
        source="d.md",
        media_type="text/markdown",
        size=8,
        pages=1,
        language=language,
        title=title,
        masthead=masthead,
    )


def make_passages(*texts: str, language: str = "en", headings: tuple[str, ...] = ()) -> list[Passage]:
    """Return passages of one document; a text that begins with `# ` is a heading, one with `- ` an item."""
    built = []
    above = headings
    for ordinal, text in enumerate(texts):
        kind = PassageKind.PARAGRAPH
        if text.startswith("# "):
            kind, text = PassageKind.HEADING, text[2:]
        elif text.startswith("- "):
            kind, text = PassageKind.ITEM, text[2:]
        built.append(
            Passage(
                id=compute_passage_id("d", text, ordinal),
                document="d",
                ordinal=ordinal,
                page=None,
                paragraph=None,
                kind=kind,
                headings=above if kind is not PassageKind.HEADING else headings,
                language=language,
                text=text,
            )
        )
        if kind is PassageKind.HEADING:
            above = (*headings, text)
    return built
