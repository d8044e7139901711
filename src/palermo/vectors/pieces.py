"""Pieces: a text as the numbers of the pieces of words that the encoder knows; each word is cut into them once."""

from typing import Any

BEGINS, ENDS, UNKNOWN = 1, 2, 0
"""Numbers that stand before a text and behind it, and for what no piece is known of."""
SPACE = "\u2581"
"""What the encoder writes for a space."""
LONG = 32
"""Characters of a word up to which its pieces are kept; longer ones are addresses, or sentences without spaces."""
WORDS = 50_000
"""Words whose pieces are kept at a time: some ten megabytes."""


class Pieces:
    """Cuts texts as the encoder's package does, which goes through every text sign by sign.

    No piece reaches over a space, and no sign becomes another because of a space beside it, so that a text's pieces
    are those of its words.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def of(self, text: str) -> list[int]:
        """The pieces of a text, between BEGINS and ENDS: one at least."""
        found = [BEGINS]
        for word in [text] if SPACE in text else text.split(" "):
            known = self._known.get(word)
            found += self._cut(word) if known is None else known
        if len(found) == 1:
            found.append(UNKNOWN)
        found.append(ENDS)
        return found

    def _cut(self, word: str) -> list[int]:
        pieces: list[int] = self._tokenizer.encode(word, add_bos=False, add_eos=False)
        if pieces == [UNKNOWN]:  # the package's word for nothing: whatever is something begins with a space
            pieces = []
        if len(word) <= LONG:
            if len(self._known) >= WORDS:
                self._known.clear()
            self._known[word] = pieces
        return pieces
