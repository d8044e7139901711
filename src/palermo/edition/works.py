"""Works: ranking and selection of the documents of a Work."""

from collections.abc import Iterable

from palermo.statements import Document, DocumentVersion

_VERSION_RANKS = {version: rank for rank, version in enumerate(DocumentVersion)}


def rank_document(document: Document) -> tuple[int, str, str]:
    """Sort key of the documents of a Work: main, copies, translations, corrigenda, superseded."""
    return _VERSION_RANKS[document.version], document.source, document.id


def select_one_per_work(documents: Iterable[Document]) -> list[Document]:
    """Return the best-ranked given document of each Work, in the given order."""
    remaining = list(documents)
    first: dict[str, Document] = {}
    for document in remaining:
        main_document = first.setdefault(document.work, document)
        if rank_document(document) < rank_document(main_document):
            first[document.work] = document
    main_ids = {document.id for document in first.values()}
    return [document for document in remaining if document.id in main_ids]


def sort_newest_first(documents: Iterable[Document]) -> list[Document]:
    """Return documents newest first, then by title."""
    by_title = sorted(documents, key=lambda d: (d.title.casefold(), d.source, d.id))
    return sorted(by_title, key=lambda d: d.date or "", reverse=True)
