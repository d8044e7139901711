"""Hyphens at line ends: real ones (`mandate-holders`) stay, those that only break a word go."""

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

_WORD = re.compile(r"[\w-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"[-\u2010\ufffe](?<=[^\W\d_][-\u2010\ufffe])(?:(?<=\ufffe)\n?|(?<!\ufffe)\n)(?=[^\W\d_])")
"""A hyphen at a line's end between two letters."""
_ADDRESS = re.compile(
    r"(https?://\S+)\n(?=[a-z0-9/_=&?%#-]\S*[/_=&?%#]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:html?|pdf|aspx?|php|org|int)\b)"
)
"""An address that goes on in the next line, which holds more signs of one."""
LONGEST = 60
"""Letters of a word that are looked at."""
_OTHER = re.compile(r"\ufffe\n?|[\u2010-]\n")
_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_HAN = re.compile(_CHINESE)
_UNSPACED = re.compile(rf"(?<={_CHINESE})\s*\n\s*|\s*\n\s*(?={_CHINESE})")
"""Line ends in Chinese, which sets no blanks between words."""
_STRETCHED = re.compile(rf"(?:{_CHINESE} ){{3,}}{_CHINESE}")
"""Chinese set wide to fill its line; one or two blanks may be meant."""
FEW = 60
"""Words that are looked for one by one; from then on a list of all words takes less time."""
OFTEN = 50
"""Places inside other words at which one is looked for."""
MANY = 200
"""Hyphens of a text that are looked at."""
BROKEN = 3
"""Words that must stand elsewhere as one before a document is known to break them."""
_SOFT = re.compile(r"\u00ad\n?")
_QUOTES = "’‘“”–—\ufffe"
_SIGNS = "\ufffe\u00ad\u2010"
"""Signs of a broken word, but for the plain hyphen at a line's end."""


def _address_joined(text: str) -> str:
    """Join addresses that run over lines.

    >>> _address_joined("see https://mi\\ngrants.example.org/en/help-co\\nmbat-this.html\\nand others")
    'see https://migrants.example.org/en/help-combat-this.html\\nand others'
    """
    while (joined := _ADDRESS.sub(r"\1", text)) != text:
        text = joined
    return text


def _on_one_line(text: str) -> str:
    """Words with one blank between them; most texts have no others than at their line ends."""
    flat = text.replace("\n", " ")
    if flat.isprintable() and "  " not in flat and flat[:1] != " " != flat[-1:]:
        return flat
    return " ".join(text.split())


class Hyphens:
    """Decide by the document's own words: the form that stands elsewhere in it wins.

    Where neither does, the hyphen stays, but for halves that are no words in a document that breaks words at line ends.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._known: dict[str, bool] = {}

    @cached_property
    def _whole(self) -> str:
        whole = "\n".join(self._texts)
        if whole.isascii():
            return whole.lower()
        for sign in _QUOTES:  # so that most lines are plain, which are made small in a tenth of the time
            whole = whole.replace(sign, "'")
        return "\n".join([line.lower() for line in whole.split("\n")])

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._whole))

    def _stands(self, word: str) -> bool:
        """Whether a word in small letters stands in the document."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._is_found(word)
        return found

    def _is_found(self, word: str) -> bool:
        """The same, looked up. Most documents ask for few words, which need no list."""
        if len(self._known) >= FEW:
            return word in self._words
        place = -1
        for _ in range(OFTEN):
            place = self._whole.find(word, place + 1)
            if place < 0:
                return False
            around = self._whole[max(0, place - 1) : place] + self._whole[place + len(word) : place + len(word) + 1]
            if not _WORD.search(around):
                return True
        return word in self._words

    def mended(self, text: str) -> str:
        """Join words broken over lines; newlines that stay become blanks.

        >>> Hyphens(["the protection of"]).mended("pro\\ufffetection of mandate\\ufffeholders")
        'protection of mandate-holders'
        >>> Hyphens([]).mended("如报\\n告所述")
        '如报告所述'
        """
        if "://" in text and "\n" in text:
            text = _address_joined(text)
        plain = text.isascii() or text.replace("’", "").isascii()
        broken = _may_break(text)
        if broken:
            text = _BROKEN.sub(self._hyphen, _SOFT.sub("", text))
        if not plain and _HAN.search(text):
            text = _STRETCHED.sub(lambda found: found[0].replace(" ", ""), _UNSPACED.sub("", text))
        return _on_one_line(_OTHER.sub("-", text) if broken else text)

    def _hyphen(self, found: re.Match[str]) -> str:
        """What stands between the two halves of a broken word: a hyphen or nothing."""
        text, (start, end) = found.string.lower(), found.span()
        left, right = _halves(text, start, end)
        if self._stands(f"{left}-{right}"):
            return "-"
        if self._stands(f"{left}{right}"):
            return ""
        return "" if self._breaks_words and not (self._stands(left) and self._stands(right)) else "-"

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether the document was set by a program that breaks words: most broken ones stand elsewhere as one."""
        joined = real = 0
        for text in self._texts:
            if not _may_break(text):
                continue
            lower = text.lower()
            for found in islice(_BROKEN.finditer(lower), MANY):
                left, right = _halves(lower, *found.span())
                real += self._stands(f"{left}-{right}")
                joined += self._stands(f"{left}{right}")
        return joined >= BROKEN and joined > 2 * real


def _may_break(text: str) -> bool:
    """Whether a text holds a sign of a broken word."""
    return "-\n" in text or (not text.isascii() and any(sign in text for sign in _SIGNS))


def _halves(text: str, start: int, end: int) -> tuple[str, str]:
    """The letters before and after a hyphen."""
    before = _LETTERS.match(text[max(0, start - LONGEST) : start][::-1])
    after = _LETTERS.match(text, end, end + LONGEST)
    return before[0][::-1] if before else "", after[0] if after else ""
