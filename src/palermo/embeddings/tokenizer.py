"""Tokenizer: texts as token ids of the encoder's vocabulary; the tokens of each word are cached."""

from typing import Any

BOS_ID, EOS_ID, UNKNOWN_ID = 1, 2, 0
"""Ids of the start token, the end token and the unknown token."""
SPACE_SYMBOL = "\u2581"
"""Symbol of the encoder's vocabulary for a space."""
MAX_CACHED_WORD_CHARS = 32
"""Maximum characters of a cached word; longer ones are addresses, or sentences without spaces."""
MAX_CACHED_WORDS = 50_000
"""Maximum words in the cache, about ten megabytes."""


class CachingTokenizer:
    """Tokenizes texts exactly like the encoder's package, which does not cache words.

    No token spans a space, and normalisation does not depend on adjacent spaces, so that the tokens of a text are those
    of its words.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def tokenize(self, text: str) -> list[int]:
        """Return the token ids of a text between BOS_ID and EOS_ID, at least one."""
        token_ids = [BOS_ID]
        for word in [text] if SPACE_SYMBOL in text else text.split(" "):
            known = self._known.get(word)
            token_ids += self._tokenize_word(word) if known is None else known
        if len(token_ids) == 1:
            token_ids.append(UNKNOWN_ID)
        token_ids.append(EOS_ID)
        return token_ids

    def _tokenize_word(self, token: str) -> list[int]:
        pieces: list[int] = self._tokenizer.encode(token, add_bos=False, add_eos=False)
        if pieces == [UNKNOWN_ID]:  # the package's result for an empty word; all others begin with SPACE_SYMBOL
            pieces = []
        if len(token) <= MAX_CACHED_WORD_CHARS:
            if len(self._known) >= MAX_CACHED_WORDS:
                self._known.clear()
            self._known[token] = pieces
        return pieces
