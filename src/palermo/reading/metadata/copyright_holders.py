"""Holders of copyright, as imprints print them."""

import re
from collections.abc import Iterable, Iterator

MAX_NAME_WORDS = 14
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s|\bcopyright\b(?:\s*©)?)\s*(?:copyright\s+)?(?P<year>(?:19|20)\d\d(?:\s*[-–]\s*(?:19"
    r"|20)?\d\d)?[,.]?)?\s*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^,;|©\n]{1,90}?)(?P<after>,?\s*(?:copyright\s*)?(?:(?:Jan|Feb|Mar|Apr|May|Ju[nl]"
    r"|Aug|Sep|Oct|Nov|Dec)\w*,?\s*)?(?:19|20)\d\d)?\s*"
    r"(?=[,;|©\n]|\.\s|\.?$|\s+[-–—]\s|\s+all rights|\s*\.?\s*(?:no part|published))",
    re.IGNORECASE,
)
_NO_HOLDER = re.compile(
    r"crown|hmso|\b(?:bill|act)\b|reserved|notice|getty|reuters|shutterstock|photo|credit|material|licen|third|law|holder"
    r"|\s/\s|website|theme|template|company name|\byour\b|acknowledged|owner|the author|for \S+, get",
    re.I,
)


def find_copyright_holders(texts: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the holders of copyright in texts, each with whether a year stands beside it."""
    for text in texts:
        for match in _COPYRIGHT.finditer(text):
            if not _NO_HOLDER.search(match["name"]) and len(match["name"].split()) <= MAX_NAME_WORDS:
                yield match["name"], bool(match["year"] or match["after"])
