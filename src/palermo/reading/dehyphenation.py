"""Hyphens at line ends: real ones (`mandate-holders`) remain, those of broken words are removed."""

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

_TOKEN = re.compile(r"[\w-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LINE_END_HYPHEN = re.compile(
    r"[-\u2010\ufffe](?<=[^\W\d_][-\u2010\ufffe])(?:(?<=\ufffe)\n?|(?<!\ufffe)\n)(?=[^\W\d_])"
)
"""A hyphen at a line's end between two letters."""
_BROKEN_URL = re.compile(
    r"(https?://\S+)\n(?=[a-z0-9/_=&?%#-]\S*[/_=&?%#]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:html?|pdf|aspx?|php|org|int)\b)"
)
"""A web address that continues in the next line, which contains more characters of one."""
MAX_WORD_CHARS = 60
_OTHER_HYPHEN = re.compile(r"\ufffe\n?|[\u2010-]\n")
_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_HAN = re.compile(_CHINESE)
_CHINESE_LINE_END = re.compile(rf"(?<={_CHINESE})\s*\n\s*|\s*\n\s*(?={_CHINESE})")
"""Line ends in Chinese, which is written without spaces between words."""
_SPACED_CHINESE = re.compile(rf"(?:{_CHINESE} ){{3,}}{_CHINESE}")
"""Chinese text that is spaced out to fill its line; one or two spaces may be intended."""
MAX_DIRECT_LOOKUPS = 60
"""Words that are searched for one by one; from then on a set of all words is faster."""
MAX_SUBSTRING_MATCHES = 50
"""Occurrences inside other words that are checked."""
MAX_SAMPLED_HYPHENS = 200
MIN_JOINED_WORDS = 3
"""Words that must occur unbroken before a document counts as breaking words."""
_SOFT_HYPHEN = re.compile(r"\u00ad\n?")
_QUOTES = "’‘“”–—\ufffe"
_HYPHEN_CHARS = "\ufffe\u00ad\u2010"
"""Characters that mark a broken word, except the plain hyphen at a line's end."""


def _join_urls(text: str) -> str:
    """Join web addresses that run over lines.

    >>> _join_urls("see https://mi\\ngrants.example.org/en/help-co\\nmbat-this.html\\nand others")
    'see https://migrants.example.org/en/help-combat-this.html\\nand others'
    """
    while (joined := _BROKEN_URL.sub(r"\1", text)) != text:
        text = joined
    return text


def _collapse_whitespace(text: str) -> str:
    """Return words with one space between them; most texts have other whitespace only at line ends."""
    flat = text.replace("\n", " ")
    if flat.isprintable() and "  " not in flat and flat[:1] != " " != flat[-1:]:
        return flat
    return " ".join(text.split())


class Dehyphenator:
    """Chooses the form of a broken word that occurs elsewhere in the document.

    If neither form does, the hyphen remains, unless the halves are not words and the document breaks words at line
    ends.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._known_tokens: dict[str, bool] = {}

    @cached_property
    def _folded_text(self) -> str:
        full_text = "\n".join(self._texts)
        if full_text.isascii():
            return full_text.lower()
        for char in _QUOTES:  # most lines are plain and are lowercased ten times faster
            full_text = full_text.replace(char, "'")
        return "\n".join([line.lower() for line in full_text.split("\n")])

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(_TOKEN.findall(self._folded_text))

    def _has_token(self, token: str) -> bool:
        """Return whether a lowercase word occurs in the document."""
        is_known = self._known_tokens.get(token)
        if is_known is None:
            is_known = self._known_tokens[token] = self._is_token_in_text(token)
        return is_known

    def _is_token_in_text(self, token: str) -> bool:
        """Return the same from a set of all words; most documents need few lookups and no set."""
        if len(self._known_tokens) >= MAX_DIRECT_LOOKUPS:
            return token in self._vocabulary
        place = -1
        for _ in range(MAX_SUBSTRING_MATCHES):
            place = self._folded_text.find(token, place + 1)
            if place < 0:
                return False
            end = place + len(token)
            if not _TOKEN.search(self._folded_text[max(0, place - 1) : place] + self._folded_text[end : end + 1]):
                return True
        return token in self._vocabulary

    def join_hyphenated(self, text: str) -> str:
        """Join words broken over lines; other newlines become spaces.

        >>> Dehyphenator(["the protection of"]).join_hyphenated("pro\\ufffetection of mandate\\ufffeholders")
        'protection of mandate-holders'
        >>> Dehyphenator([]).join_hyphenated("如报\\n告所述")
        '如报告所述'
        """
        if "://" in text and "\n" in text:
            text = _join_urls(text)
        plain = text.isascii() or text.replace("’", "").isascii()
        broken = _has_broken_word(text)
        if broken:
            text = _LINE_END_HYPHEN.sub(self._choose_hyphen, _SOFT_HYPHEN.sub("", text))
        if not plain and _HAN.search(text):
            text = _SPACED_CHINESE.sub(lambda match: match[0].replace(" ", ""), _CHINESE_LINE_END.sub("", text))
        return _collapse_whitespace(_OTHER_HYPHEN.sub("-", text) if broken else text)

    def _choose_hyphen(self, match: re.Match[str]) -> str:
        """Return what joins the halves of a broken word: a hyphen or nothing."""
        text, (start, end) = match.string.lower(), match.span()
        left, right = _split_at_hyphen(text, start, end)
        if self._has_token(f"{left}-{right}"):
            return "-"
        if self._has_token(f"{left}{right}"):
            return ""
        return "" if self._is_hyphenating and not (self._has_token(left) and self._has_token(right)) else "-"

    @cached_property
    def _is_hyphenating(self) -> bool:
        """Return whether the document breaks words: most broken words also occur unbroken."""
        joined = real = 0
        for text in self._texts:
            if not _has_broken_word(text):
                continue
            lower = text.lower()
            for match in islice(_LINE_END_HYPHEN.finditer(lower), MAX_SAMPLED_HYPHENS):
                left, right = _split_at_hyphen(lower, *match.span())
                real += self._has_token(f"{left}-{right}")
                joined += self._has_token(f"{left}{right}")
        return joined >= MIN_JOINED_WORDS and joined > 2 * real


def _has_broken_word(text: str) -> bool:
    """Return whether a text contains the mark of a broken word."""
    return "-\n" in text or (not text.isascii() and any(char in text for char in _HYPHEN_CHARS))


def _split_at_hyphen(text: str, hyphen_start: int, hyphen_end: int) -> tuple[str, str]:
    """Return the letters before and after a hyphen."""
    before = _LETTERS.match(text[max(0, hyphen_start - MAX_WORD_CHARS) : hyphen_start][::-1])
    after = _LETTERS.match(text, hyphen_end, hyphen_end + MAX_WORD_CHARS)
    return before[0][::-1] if before else "", after[0] if after else ""
