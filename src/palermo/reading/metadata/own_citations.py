"""The publisher in a document's citation of itself: `Body. (2020). Title. Town: Publisher.`"""

import re
from collections.abc import Iterator, Sequence

from palermo.reading.metadata.organisation_names import derive_acronyms, has_organisation_word
from palermo.statements import normalise_text

MAX_CHARS, MIN_TITLE_WORDS = 420, 4
"""Maximum characters of a citation, and first words of the document's title that it has at least."""
OPENING_TEXTS = 30
"""First texts of a document, in which it cites itself; at its end it cites others."""
_LABEL = re.compile(
    r"^(?:(?:suggested|recommended|preferred)\s+)?"
    r"(?:reference|citation|cite (?:this|as)|please cite\b.{0,40}? as)\s*:\s*",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:(?P<name>[^().:]{3,140}?)[.,]?\s*(?:\((?:19|20)\d\d\)|(?:19|20)\d\d)"
    r"|(?P<people>[^():]{3,260}?)\s*\((?:19|20)\d\d\))[.,:]?\s*(?P<rest>.*)$"
)
"""A body, or people with their initials, before the year."""
_PUBLISHER = re.compile(
    r"(?:^|[.,]\s+)[A-Z][^.:()]{2,60}(?:,\s+[A-Z]{2}|,\s+D\.?C\.?)?:\s+(?P<name>[A-Z][^.:()]{2,90})\.?$"
)
"""Town and publisher at the end."""


def find_cited_publishers(texts: Sequence[str], title: str | None) -> Iterator[str]:
    """Yield the publisher of each citation that is labelled or has the document's title, else its author, a body.

    One that is neither counts if its author published it, as in the document's own, near its beginning.

    >>> list(find_cited_publishers(["Light. (2020). Safe boats for all. Tarn: Quay House."], "Safe boats for all"))
    ['Quay House']
    """
    words = normalise_text(title or "").split()
    for place, text in enumerate(texts):
        label = _LABEL.match(text)
        citation = _AUTHOR.match(text[label.end() :] if label else text) if len(text) < MAX_CHARS else None
        if citation is None:
            continue
        start = " ".join(words[: max(MIN_TITLE_WORDS, min(len(words), 6))])
        name, rest = (citation["name"] or "").strip(), citation["rest"]
        is_own = len(words) >= MIN_TITLE_WORDS and start in normalise_text(rest)
        publisher = _PUBLISHER.search(rest)
        printed = publisher["name"] if publisher else ""
        if (label or is_own) and printed and printed.casefold() not in derive_acronyms(name):
            yield printed
        elif has_organisation_word(name) and (label or (printed == name and place < OPENING_TEXTS)):
            yield name
