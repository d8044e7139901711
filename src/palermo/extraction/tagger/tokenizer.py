"""Subword tokens of a text, each with its place in the text as printed."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer, models, pre_tokenizers

WORD_START = "\u2581"
"""Stands in a piece for the blank before a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenizedText:
    """Ids of the pieces of a text, with the start and end of each in it."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class SubwordTokenizer:
    """A unigram tokenizer whose offsets count characters of the text before normalisation (NFKC)."""

    def __init__(self, subwords: Sequence[str], scores: Sequence[float], special: Mapping[str, int]) -> None:
        """`special` gives the ids of `bos`, `eos`, `pad` and `unk`."""
        self.bos, self.eos, self.pad, self.unk = (special[name] for name in ("bos", "eos", "pad", "unk"))
        reserved = set(special.values())
        rows = [
            (f"\x00{id}" if id in reserved else piece, score)
            for id, (piece, score) in enumerate(zip(subwords, scores, strict=True))
        ]
        self._tokenizer = Tokenizer(models.Unigram(rows, unk_id=self.unk, byte_fallback=False))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=WORD_START, prepend_scheme="always")

    def tokenize(self, text: str) -> TokenizedText:
        """Split a text into pieces."""
        normalised, places = _normalise_text(text)
        encoding = self._tokenizer.encode(normalised)
        starts, ends = [], []
        for start, end in encoding.offsets:
            begin, stop = places[min(start, len(places) - 1)], places[end - 1] + 1 if end > start else places[start]
            if begin + 1 < stop and text[begin].isspace():
                begin += 1
            starts.append(begin)
            ends.append(stop)
        return TokenizedText(ids=tuple(encoding.ids), starts=tuple(starts), ends=tuple(ends))


def _normalise_text(text: str) -> tuple[str, list[int]]:
    """The text in NFKC with single blanks, and the place in `text` of each of its characters."""
    if text.isascii() and "  " not in text and text.isprintable():
        return text, [*range(len(text) + 1)]
    characters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for normal in " " if char.isspace() else unicodedata.normalize("NFKC", char):
            if normal == " " and characters and characters[-1] == " ":
                continue
            if unicodedata.category(normal) in ("Cf", "Cc"):
                continue
            characters.append(normal)
            places.append(place)
    return "".join(characters), [*places, len(text)]
