"""Concepts that the words of statements name, although the statements are not tagged with them.

Tags are given where they are sure. Before a page says that nothing is found on a subject, the words are searched too.
"""

from collections.abc import Mapping
from functools import lru_cache

from palermo.edition import View, build_filters
from palermo.statements import TAG_FIELDS, StatementKind
from palermo.vocabulary import find_tags, load_vocabulary

MAX_READ_STATEMENTS = 10_000
"""Statements whose words are read; in a larger edition none are."""
SEARCHED_KINDS = (StatementKind.ACTIVITY, StatementKind.RECOMMENDATION, StatementKind.COMMITMENT)
"""Kinds of statements whose words are searched."""


@lru_cache(maxsize=4)
def map_mentions(view: View) -> Mapping[str, frozenset[str]]:
    """Return the concepts that the words of statements name without their tag, by statement id.

    Statements that name none are left out. Of an edition with more than MAX_READ_STATEMENTS, return nothing.
    """
    filters = build_filters(kind=SEARCHED_KINDS)
    if view.find_statements(filters, limit=0).total > MAX_READ_STATEMENTS:
        return {}
    rows = view.select_columns(("id", "quote", "language", *TAG_FIELDS), filters).to_pylist()
    vocabulary = load_vocabulary()
    mentions = {}
    for row in rows:
        named = {tag.id for tag in find_tags(row["quote"], row["language"], vocabulary)}
        if untagged := named.difference(*(row[column] for column in TAG_FIELDS)):
            mentions[row["id"]] = frozenset(untagged)
    return mentions
