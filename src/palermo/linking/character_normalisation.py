"""Character normalisation for citations: no diacritics, one form of each character, repaired symbols."""

import re
import unicodedata
from functools import lru_cache

CHARACTER_MAP = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’‘`´ʼ", "'")
    | dict.fromkeys(
        "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0640\ufffe"
    )
    | dict.fromkeys('«»“”„"', '"')
    | {"،": ",", "؛": ";", "；": ";", "，": ",", "∕": "/", "⁄": "/"}
    | {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
)

SPLIT_SYMBOL = re.compile(r"(?<=[A-Z\d])\s*/\s+(?=\d|[A-Z])|(?<=[A-Z\d])\s+/\s*(?=\d|[A-Z])")
"""A space that damaged text leaves beside the slash of a symbol: `A/RES/64/ 293`, `A /RES/64/293`."""

REVERSED_SYMBOL = re.compile(
    r"\)?\s*/(?P<numbers>\d+/\d+)\s*(?P<middle>RES|DEC|HRC/RES)\s*/\s*(?P<organ>[AES])\b\s*\(?"
)
"""A symbol reversed by Arabic lines of a PDF, except its number: `)/64/293RES/A )`."""

REVERSED_NUMBER = re.compile(
    r"(?<![\d/])\(\s*((?:19|20)\d\d)\s*\)\s*(\d{1,4})(?![\d/])|\)\s*((?:19|20)\d\d)\s*\(\s*(\d{3,4})(?![\d/])"
)
"""A resolution number of the Security Council reversed by Arabic lines: `(2016) 2331`, `)2016( 2331`."""


@lru_cache(maxsize=4096)
def normalise_characters(text: str) -> str:
    """Fold a text for citations: diacritics, kinds of hyphens and quotation marks, and damaged symbols.

    >>> normalise_characters("résolution A/RES/64/ 293, n° 29")
    'resolution A/RES/64/293, n° 29'
    """
    if not text.isascii():
        text = text.translate(CHARACTER_MAP)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(CHARACTER_MAP)
        text = "".join(char for char in text if not unicodedata.combining(char))
        text = REVERSED_NUMBER.sub(_restore_number_order, text) if _has_arabic(text) else text
    if "RES" in text or "DEC" in text:
        text = REVERSED_SYMBOL.sub(r" \g<organ>/\g<middle>/\g<numbers> ", text)
    return SPLIT_SYMBOL.sub("/", " ".join(text.split()))


def _has_arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)


def _restore_number_order(match: re.Match[str]) -> str:
    year, number = match.group(1) or match.group(3), match.group(2) or match.group(4)
    return f"{number} ({year})"
