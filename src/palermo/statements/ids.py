"""Ids: hashes of a JSON array, never of joined strings, so that no two things can collide."""

import hashlib
import json
import re
import unicodedata
from json.encoder import encode_basestring as _quoted

from palermo.statements.kinds import Nature

_APOSTROPHES = "’‘´ʼ"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_HYPHENS = r"[-\u2010\u2011\u00ad\ufffe]"
_HYPHEN = re.compile(rf"{_HYPHENS}(?<=\w{_HYPHENS}){_HYPHENS}*\s*(?=\w)")
"""Hyphens between words; what stands first is looked for first, which takes a tenth of the time."""

ID_LENGTH = 20
"""Hex digits of an id (80 bits): short enough for an address, and far from collision at 10**9 statements."""


def digest(*parts: object) -> str:
    """Hash a JSON array of the parts to ID_LENGTH hex digits; parts must be JSON values."""
    return _hash(_JSON.encode(parts))


def _hash(array: str) -> str:
    return hashlib.sha256(array.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def normalised(text: str) -> str:
    """Fold a text for matching only: compatibility forms, hyphens, diacritics, case and blanks do not count.

    >>> normalised("Côte d’Ivoire: co\\u00ad-operation")
    "cote d'ivoire: cooperation"
    """
    return " ".join(_folded(text).split())


def normalised_line(text: str) -> str:
    """The same for words that stand on one line with one blank between them, in less time."""
    folded = _folded(text)
    return folded if folded.isascii() else " ".join(folded.split())


def _folded(text: str) -> str:
    folded = text.replace("`", "'")
    plain = folded.isascii()
    if not plain:
        for sign in _APOSTROPHES:
            folded = folded.replace(sign, "'")
        plain = folded.isascii()
    if not plain:
        folded = unicodedata.normalize("NFKD", folded)
        for sign in filter(unicodedata.combining, set(folded)):
            folded = folded.replace(sign, "")
    if not plain or "-" in folded:
        folded = _HYPHEN.sub("", folded)
    return folded.casefold()


def document_id(content: bytes) -> str:
    """Id of a document: the hash of its bytes."""
    return hashlib.sha256(content).hexdigest()[:ID_LENGTH]


def work_id(symbol: str | None, document: str, nature: Nature = Nature.ORIGINAL) -> str:
    """Id of the Work that a document belongs to: by its UN symbol where it has one, else its own.

    What is no original text, such as a digest, is another Work than the text whose symbol it bears.
    """
    if not symbol:
        return digest("document", document)
    key = normalised(symbol).replace(" ", "")
    return digest("symbol", key) if nature is Nature.ORIGINAL else digest("symbol", key, nature.value)


def passage_id(document: str, text: str, occurrence: int) -> str:
    """Id of a passage: its document, its words, and which occurrence of them in the document it is (from 0).

    Position is left out, so that a better reader, which shifts passages, keeps permalinks to the same words.
    """
    return folded_passage_id(document, normalised(text), occurrence)


def folded_passage_id(document: str, folded: str, occurrence: int) -> str:
    """The same for words that are normalised already."""
    return _hash(f'["passage",{_quoted(document)},{_quoted(folded)},{occurrence}]')


def statement_id(document: str, kind: str, quote: str, occurrence: int) -> str:
    """Id of a statement: its document, kind, normalised quote, and which occurrence of them it is (from 0)."""
    return digest(document, kind, normalised(quote), occurrence)
