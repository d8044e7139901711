"""The body on a document's imprint: in capitals before the names of its people, or that of its officers."""

import re
from collections.abc import Iterable, Iterator, Sequence

from palermo.reading.metadata.organisation_names import (
    build_name_key,
    clean_name,
    has_organisation_word,
    is_organisation_line,
)
from palermo.statements import normalise_text

MIN_OFFICERS = 2
"""Minimum officers of one body in the credits."""
_NAME_IN_CAPITALS = re.compile(r"(?P<name>[A-ZÀ-Þ]{3,}(?:\s[A-ZÀ-Þ]{2,}){1,8})(?=\s+[A-ZÀ-Þ][a-zà-ÿ]|$)")


def find_imprint_names(texts: Iterable[str], title: str | None) -> Iterator[str]:
    """Yield names in capitals with which a text of the imprint begins, if the document's title contains them."""
    folded = normalise_text(title or "")
    for match in filter(None, map(_NAME_IN_CAPITALS.match, texts)):
        name = normalise_text(match["name"])
        if name in folded and name != folded and is_organisation_line(match["name"]):
            yield match["name"]


def find_staff_bodies(officer_bodies: Sequence[str]) -> Iterator[str]:
    """Yield the only body whose officers the credits name: `Director of the Example Institute`, `Head of ...`."""
    names = sorted(map(clean_name, officer_bodies), key=len)
    key = build_name_key(names[0]) if names else ""
    is_one = all(build_name_key(name).startswith(key) for name in names)
    if len(names) >= MIN_OFFICERS and is_one and has_organisation_word(names[0]):
        yield names[0]
