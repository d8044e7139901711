"""The subject of this field: which statements are on trafficking in persons and related subjects.

A statement is where its own words name trafficking in persons, smuggling of migrants or a form of exploitation (its
themes and forms say so), or where the title of its document does: what a report on trafficking recommends is on it
though the sentence need not say so again. All else that an organisation does is not.
"""

from functools import lru_cache

from palermo import vocabulary
from palermo.linking import tags
from palermo.statements import Document

TRAFFICKING, OTHER = "trafficking", "other"
"""The two values of a statement's subject."""
THEMES = ("trafficking-in-persons", "migrant-smuggling")
"""Themes that are on the subject; every form of exploitation is."""


def titled(document: Document) -> bool:
    """Whether a document's title, on file or printed, names the subject."""
    titles = {document.title, document.masthead.title or ""}
    return any(_names(title, document.language) or _names(title, "en") for title in titles)


@lru_cache(maxsize=65536)
def _names(title: str, language: str) -> bool:
    found = tags(title, language, vocabulary.load()) if title else ()
    return any(one.scheme == "exploitation" or one.id in THEMES for one in found)
