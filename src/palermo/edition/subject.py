"""Subject scope: which statements are on trafficking in persons and related subjects.

A statement is on the subject if its own words name trafficking in persons, smuggling of migrants or a form of
exploitation (by its themes and forms of exploitation), or if its document is on it, because a report on trafficking
need not name it in every sentence. A document is on the subject if its title names it, or a fifth of its statements do.
In other documents, the statements of a chapter are if its heading names the subject above a statement that does so
itself. All other work of an organisation is not.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from palermo import vocabulary
from palermo.statements import Document
from palermo.vocabulary import FIELD_THEMES, find_tags

MIN_STATEMENTS, MIN_SUBJECT_STATEMENTS = 5, 2
"""Minimum statements of a document, and of those on the subject, for their share to be decisive."""
MIN_SUBJECT_SHARE = 0.2
"""Minimum share of statements on the subject; general reviews of a State stay below 0.15."""
OWN_SUBJECT_SQL = f"(len(exploitation) > 0 OR list_has_any(themes, {list(FIELD_THEMES)!r}))"
"""SQL condition that a statement's own words name the subject."""

type RowQuery = Callable[[str, str, str, Sequence[Any]], Sequence[tuple[Any, ...]]]
"""Returns rows of a table of an edition; arguments: table, columns, condition, values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectScope:
    """Documents and passages that are on the subject, whatever a statement's own words are."""

    documents: frozenset[str]
    passages: frozenset[str]
    """Passages of other documents under a heading that names the subject."""


def find_subject_scope(documents: Collection[Document], query: RowQuery) -> SubjectScope:
    """Find the documents on the subject, and the chapters of others."""
    counted = query(
        "statements",
        f"document, count(*) FILTER ({OWN_SUBJECT_SQL}), count(*)",
        _MAIN_STATEMENTS_SQL,
        (),
    )
    known = {document.id: document for document in documents}
    on = {id for id, item in known.items() if has_subject_title(item)}
    on |= {document for document, own, total in counted if _is_mostly_on_subject(own, total)}
    others = sorted({document for document, own, _ in counted if own} & known.keys() - on)
    return SubjectScope(
        documents=frozenset(on), passages=_find_passages_under_headings(others, query) if others else frozenset()
    )


_MAIN_STATEMENTS_SQL = "standing = 0 GROUP BY document"


def _is_mostly_on_subject(on_subject: int, total: int) -> bool:
    return total >= MIN_STATEMENTS and on_subject >= MIN_SUBJECT_STATEMENTS and on_subject >= MIN_SUBJECT_SHARE * total


def _find_passages_under_headings(documents: Sequence[str], query: RowQuery) -> frozenset[str]:
    """Return passages under a heading that names the subject and has a statement that names it too."""
    subject_rows = query(
        "statements", "DISTINCT locator.passage", f"{OWN_SUBJECT_SQL} AND list_contains(?, document)", [documents]
    )
    passage_ids = [passage for (passage,) in subject_rows]
    above = query("passages", "DISTINCT document, language, unnest(headings)", "list_contains(?, id)", [passage_ids])
    named = [(document, heading) for document, language, heading in above if _has_subject_tag(heading, language)]
    if not named:
        return frozenset()
    keys = [f"{document} {heading}" for document, heading in named]
    under = "list_has_any(list_transform(headings, lambda heading: document || ' ' || heading), ?)"
    rows = query(
        "passages", "id", f"list_contains(?, document) AND {under}", [[document for document, _ in named], keys]
    )
    return frozenset(id for (id,) in rows)


def has_subject_title(document: Document) -> bool:
    """Return True if a document's catalogue title or printed title names the subject."""
    titles = {document.title, document.masthead.title or ""}
    return any(_has_subject_tag(title, document.language) or _has_subject_tag(title, "en") for title in titles)


@lru_cache(maxsize=65536)
def _has_subject_tag(title: str, language: str) -> bool:
    tags = find_tags(title, language, vocabulary.load_vocabulary()) if title else ()
    return any(concept_tag.scheme == "exploitation" or concept_tag.id in FIELD_THEMES for concept_tag in tags)
