"""Ids: hashes of JSON arrays, which unlike joined strings are unambiguous."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from json.encoder import encode_basestring as _quoted

from palermo.statements.enums import Nature
from palermo.statements.kinds import StatementKind

_APOSTROPHES = "’‘´ʼ"
_JSON_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_HYPHENS = r"[-\u2010\u2011\u00ad\ufffe]"
_HYPHEN = re.compile(rf"{_HYPHENS}(?<=\w{_HYPHENS}){_HYPHENS}*\s*(?=\w)")
"""Hyphens between words; checking the hyphen first takes a tenth of the time."""

ID_LENGTH = 20
"""Hex digits of an id (80 bits): short enough for an address, and collisions are unlikely at 10**9 statements."""

type QuoteCounts = Counter[tuple[StatementKind, str]]
"""How often a document has stated a kind and normalised quote so far."""


def hash_json(*parts: object) -> str:
    """Hash a JSON array of the parts to ID_LENGTH hex digits; parts must be JSON values."""
    return _hash_text(_JSON_ENCODER.encode(parts))


def _hash_text(json_text: str) -> str:
    return hashlib.sha256(json_text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def normalise_text(text: str) -> str:
    """Fold a text for matching: ignores compatibility forms, hyphens, diacritics, case and blanks.

    >>> normalise_text("Côte d’Ivoire: co\\u00ad-operation")
    "cote d'ivoire: cooperation"
    """
    return " ".join(_fold_text(text).split())


def normalise_single_line(text: str) -> str:
    """Fold a text like `normalise_text`, but faster, for one line with single blanks between words."""
    folded = _fold_text(text)
    return folded if folded.isascii() else " ".join(folded.split())


def _fold_text(text: str) -> str:
    folded = text.replace("`", "'")
    plain = folded.isascii()
    if not plain:
        for char in _APOSTROPHES:
            folded = folded.replace(char, "'")
        plain = folded.isascii()
    if not plain:
        folded = unicodedata.normalize("NFKD", folded)
        for char in filter(unicodedata.combining, set(folded)):
            folded = folded.replace(char, "")
    if not plain or "-" in folded:
        folded = _HYPHEN.sub("", folded)
    return folded.casefold()


def compute_document_id(content: bytes) -> str:
    """Return the id of a document: the hash of its bytes."""
    return hashlib.sha256(content).hexdigest()[:ID_LENGTH]


def compute_work_id(symbol: str | None, document: str, nature: Nature = Nature.ORIGINAL) -> str:
    """Return the id of a document's Work: from its UN symbol if it has one, else from its own id.

    A text that is not an original, such as a digest, is a separate Work from the one with its symbol.
    """
    if not symbol:
        return hash_json("document", document)
    key = normalise_text(symbol).replace(" ", "")
    return hash_json("symbol", key) if nature is Nature.ORIGINAL else hash_json("symbol", key, nature.value)


def compute_passage_id(document: str, text: str, occurrence: int) -> str:
    """Return the id of a passage from its document, its words and their occurrence in it (from 0).

    Position is left out, so that permalinks to the same words survive changes of the reader that shift passages.
    """
    return compute_passage_id_from_folded(document, normalise_text(text), occurrence)


def compute_passage_id_from_folded(document: str, folded: str, occurrence: int) -> str:
    """Return the id of a passage from normalised words."""
    return _hash_text(f'["passage",{_quoted(document)},{_quoted(folded)},{occurrence}]')


def compute_statement_id(document: str, statement_kind: str, quote: str, occurrence: int) -> str:
    """Return the id of a statement from document, kind, normalised quote and occurrence (from 0)."""
    return hash_json(document, statement_kind, normalise_text(quote), occurrence)


def assign_statement_id(document: str, kind: StatementKind, quote: str, occurrences: QuoteCounts) -> str:
    """Return the id of a statement, and count its quote among the occurrences of the document."""
    key = (kind, normalise_text(quote))
    occurrences[key] += 1
    return compute_statement_id(document, kind.value, quote, occurrences[key] - 1)
