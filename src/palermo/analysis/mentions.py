"""Concepts that the words of statements name, although the statements are not tagged with them.

Tags are given where they are sure. Before a page says that nothing is found on a subject, the words are searched too,
outside of organisations' names: a procurement network that meets has not spoken of procurement.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from palermo.edition import View, build_filters
from palermo.linking.name_masking import is_proper_name
from palermo.registry import load_registry
from palermo.statements import ACTION_KINDS, CALL_KINDS, ROLES, TAG_FIELDS, RefType
from palermo.vocabulary import find_tags, load_vocabulary

MAX_READ_STATEMENTS = 10_000
"""Statements whose words are read; in a larger edition none are."""
SEARCHED_KINDS = (*CALL_KINDS, *ACTION_KINDS)
"""Kinds of statements whose words are searched."""


@lru_cache(maxsize=4)
def map_mentions(view: View) -> Mapping[str, frozenset[str]]:
    """Return the concepts that the words of statements name without their tag, by statement id.

    Words of organisations' names do not count. Statements that name none are left out. Of an edition with more than
    MAX_READ_STATEMENTS, return nothing.
    """
    filters = build_filters(kind=SEARCHED_KINDS)
    if view.find_statements(filters, limit=0).total > MAX_READ_STATEMENTS:
        return {}
    rows = view.select_columns(("id", "quote", "language", *ROLES, *TAG_FIELDS), filters).to_pylist()
    mentions = {}
    for row in rows:
        tagged = {id for column in TAG_FIELDS for id in row[column]}
        if _find_concepts(row["quote"], row["language"]) - tagged and (
            untagged := _find_concepts(_mask_organisations(row), row["language"]) - tagged
        ):
            mentions[row["id"]] = untagged
    return mentions


def _find_concepts(text: str, language: str) -> frozenset[str]:
    return frozenset(tag.id for tag in find_tags(text, language, load_vocabulary()))


def _mask_organisations(row: Mapping[str, Any]) -> str:
    """Return a statement's quote without the names of its organisations, and of those in the registry."""
    quote: str = row["quote"]
    refs = (ref for field in ROLES for ref in row[field] if ref["type"] == RefType.ENTITY)
    names = {ref["name"] for ref in refs if is_proper_name(ref["name"])}
    names.update(name for name in _list_registry_names() if name in quote)
    for name in sorted(names, key=len, reverse=True):
        has_capitals = name.lower() != name.upper()  # in other scripts, letters may adjoin a name
        quote = re.sub(rf"\b{re.escape(name)}(?!\w)", "—", quote) if has_capitals else quote.replace(name, "—")
    return quote


@lru_cache(maxsize=1)
def _list_registry_names() -> frozenset[str]:
    """Return the names of more than one word of all organisations of the registry, in all languages."""
    entities = load_registry().entities.values()
    names = (name for entity in entities for name in (entity.acronym or "", *entity.names.values(), *entity.matching))
    return frozenset(name for name in names if re.search(r"\w\W+\w", name) or is_proper_name(name))
