"""The body on a document's imprint, in capitals before the names of its people: `EXAMPLE COMMISSION Ana Example`."""

import re
from collections.abc import Iterable, Iterator

from palermo.reading.metadata.organisation_names import is_organisation_line
from palermo.statements import normalise_text

_NAME_IN_CAPITALS = re.compile(r"(?P<name>[A-ZÀ-Þ]{3,}(?:\s[A-ZÀ-Þ]{2,}){1,8})(?=\s+[A-ZÀ-Þ][a-zà-ÿ]|$)")


def find_imprint_names(texts: Iterable[str], title: str | None) -> Iterator[str]:
    """Yield names in capitals with which a text of the imprint begins, if the document's title contains them."""
    folded = normalise_text(title or "")
    for match in filter(None, map(_NAME_IN_CAPITALS.match, texts)):
        name = normalise_text(match["name"])
        if name in folded and name != folded and is_organisation_line(match["name"]):
            yield match["name"]
