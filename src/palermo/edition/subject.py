"""The subject of this field: which statements are on trafficking in persons and related subjects.

A statement is where its own words name trafficking in persons, smuggling of migrants or a form of exploitation (its
themes and forms say so), or where its document is on it: what a report on trafficking recommends is on it though the
sentence need not say so again. A document is where its title names the subject, or a fifth of its statements do. In
others the statements of a chapter are, whose heading names it above one that does so itself. All else that an
organisation does is not.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from palermo import vocabulary
from palermo.statements import Document
from palermo.vocabulary import FIELD_THEMES, find_tags

MIN_STATEMENTS, MIN_SUBJECT_STATEMENTS = 5, 2
"""Statements that a document must have, and of them such that name the subject, for their share to speak for it."""
MIN_SUBJECT_SHARE = 0.2
"""Share of them from which on a document is on the subject: reviews of all that a State does stay below 0.15."""
OWN_SUBJECT_SQL = f"(len(exploitation) > 0 OR list_has_any(themes, {list(FIELD_THEMES)!r}))"
"""SQL: whether a statement's own words name the subject."""

type RowQuery = Callable[[str, str, str, Sequence[Any]], Sequence[Mapping[str, Any]]]
"""Rows of a table of an edition: the table, columns, condition, values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectScope:
    """What of an edition is on the subject whatever its own words say."""

    documents: frozenset[str]
    passages: frozenset[str]
    """Those under a heading that names it, in other documents."""


def find_subject_scope(documents: Collection[Document], query: RowQuery) -> SubjectScope:
    """Find the documents, and the chapters of others, that are on the subject."""
    counted = query(
        "statements",
        f"document, count(*) AS every, count(*) FILTER ({OWN_SUBJECT_SQL}) AS own",
        _MAIN_STATEMENTS_SQL,
        (),
    )
    known = {one.id: one for one in documents}
    on = {id for id, one in known.items() if has_subject_title(one)}
    on |= {row["document"] for row in counted if _is_mostly_on_subject(row["own"], row["every"])}
    others = sorted({row["document"] for row in counted if row["own"]} & known.keys() - on)
    return SubjectScope(
        documents=frozenset(on), passages=_find_passages_under_headings(others, query) if others else frozenset()
    )


_MAIN_STATEMENTS_SQL = "standing = 0 GROUP BY document"


def _is_mostly_on_subject(on_subject: int, total: int) -> bool:
    return total >= MIN_STATEMENTS and on_subject >= MIN_SUBJECT_STATEMENTS and on_subject >= MIN_SUBJECT_SHARE * total


def _find_passages_under_headings(documents: Sequence[str], query: RowQuery) -> frozenset[str]:
    """Passages under a heading that names the subject above a statement which does so itself."""
    own = query(
        "statements", "DISTINCT locator.passage AS id", f"{OWN_SUBJECT_SQL} AND list_contains(?, document)", [documents]
    )
    held = [row["id"] for row in own]
    above = query(
        "passages", "DISTINCT document, language, unnest(headings) AS heading", "list_contains(?, id)", [held]
    )
    named = [row for row in above if _has_subject_tag(row["heading"], row["language"])]
    if not named:
        return frozenset()
    keys = [f"{row['document']} {row['heading']}" for row in named]
    under = "list_has_any(list_transform(headings, lambda heading: document || ' ' || heading), ?)"
    rows = query(
        "passages", "id", f"list_contains(?, document) AND {under}", [[row["document"] for row in named], keys]
    )
    return frozenset(row["id"] for row in rows)


def has_subject_title(document: Document) -> bool:
    """Whether a document's title, on file or printed, names the subject."""
    titles = {document.title, document.masthead.title or ""}
    return any(_has_subject_tag(title, document.language) or _has_subject_tag(title, "en") for title in titles)


@lru_cache(maxsize=65536)
def _has_subject_tag(title: str, language: str) -> bool:
    found = find_tags(title, language, vocabulary.load_vocabulary()) if title else ()
    return any(one.scheme == "exploitation" or one.id in FIELD_THEMES for one in found)
