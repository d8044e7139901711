"""The publisher in a document's citation of itself: `Body. (2020). Title. Town: Publisher.`"""

import re
from collections.abc import Iterable, Iterator

from palermo.reading.metadata.organisation_names import derive_acronyms, has_organisation_word
from palermo.statements import normalise_text

MAX_CHARS, MIN_TITLE_WORDS = 420, 4
"""Maximum characters of a citation, and first words of the document's title that it has at least."""
_LABEL = re.compile(
    r"^(?:(?:suggested|recommended|preferred)\s+)?"
    r"(?:reference|citation|cite (?:this|as)|please cite\b.{0,40}? as)\s*:\s*",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"(?P<name>[^().:]{3,140}?)[.,]?\s*(?:\((?:19|20)\d\d\)|(?:19|20)\d\d)[.,:]?\s*(?P<rest>.*)$")
_PUBLISHER = re.compile(
    r"(?:^|[.,]\s+)[A-Z][^.:()]{2,60}(?:,\s+[A-Z]{2}|,\s+D\.?C\.?)?:\s+(?P<name>[A-Z][^.:()]{2,90})\.?$"
)
"""Town and publisher at the end."""


def find_cited_publishers(texts: Iterable[str], title: str | None) -> Iterator[str]:
    """Yield the publisher of each citation that is labelled as one or has the document's title, else its author.

    >>> list(find_cited_publishers(["Light. (2020). Safe boats for all. Tarn: Quay House."], "Safe boats for all"))
    ['Quay House']
    """
    words = normalise_text(title or "").split()
    for text in dict.fromkeys(texts):
        label = _LABEL.match(text)
        citation = _AUTHOR.match(text[label.end() :] if label else text) if len(text) < MAX_CHARS else None
        if citation is None:
            continue
        start = " ".join(words[: max(MIN_TITLE_WORDS, min(len(words), 6))])
        is_own = len(words) >= MIN_TITLE_WORDS and start in normalise_text(citation["rest"])
        publisher = _PUBLISHER.search(citation["rest"]) if label or is_own else None
        if publisher and publisher["name"].casefold() not in derive_acronyms(citation["name"]):
            yield publisher["name"]
        elif label and has_organisation_word(citation["name"]):
            yield citation["name"]
