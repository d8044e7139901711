"""Pieces: a text as the numbers of the pieces of words that the encoder knows; each word is cut into them once."""

from typing import Any

BOS_ID, EOS_ID, UNKNOWN_ID = 1, 2, 0
"""Numbers that stand before a text and behind it, and for what no piece is known of."""
SPACE_SYMBOL = "\u2581"
"""What the encoder writes for a space."""
MAX_CACHED_WORD_CHARS = 32
"""Characters of a word up to which its pieces are kept; longer ones are addresses, or sentences without spaces."""
MAX_CACHED_WORDS = 50_000
"""Words whose pieces are kept at a time: some ten megabytes."""


class CachingTokenizer:
    """Cuts texts as the encoder's package does, which goes through every text sign by sign.

    No piece reaches over a space, and no sign becomes another because of a space beside it, so that a text's pieces
    are those of its words.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def tokenize(self, text: str) -> list[int]:
        """The pieces of a text, between BEGINS and ENDS: one at least."""
        found = [BOS_ID]
        for word in [text] if SPACE_SYMBOL in text else text.split(" "):
            known = self._known.get(word)
            found += self._tokenize_word(word) if known is None else known
        if len(found) == 1:
            found.append(UNKNOWN_ID)
        found.append(EOS_ID)
        return found

    def _tokenize_word(self, token: str) -> list[int]:
        pieces: list[int] = self._tokenizer.encode(token, add_bos=False, add_eos=False)
        if pieces == [UNKNOWN_ID]:  # the package's word for nothing: whatever is something begins with a space
            pieces = []
        if len(token) <= MAX_CACHED_WORD_CHARS:
            if len(self._known) >= MAX_CACHED_WORDS:
                self._known.clear()
            self._known[token] = pieces
        return pieces
