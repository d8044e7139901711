"""What every match of a pattern holds: letters to look for first, as most clauses hold none of a pattern's.

Looking for a hundred words in a clause takes a fiftieth of the time of a pattern that begins with any of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

parser: Any = import_module("re._parser")
"""What `re` itself compiles with; the stubs of the standard library do not know it."""
op: Any = import_module("re._constants")

SHORTEST = 2
"""Letters of a literal that tells anything."""
MOST = 120
"""Literals of a pattern; with more, looking for them is no gain."""
LONGEST_WORD = 24
MOST_WORDS = 50_000
"""Words whose letters are remembered, which may come again."""
_LETTERS = re.compile(r"[^\W\d_]+")
type Needed = frozenset[str]


def needed(pattern: re.Pattern[str]) -> tuple[str, ...]:
    r"""Literals, casefolded, one of which at least each match holds; nothing where that cannot be told.

    >>> needed(re.compile(r"\b(?:takes?|took)\s+note\b", re.I))
    ('note',)
    """
    found = _in_parts(parser.parse(pattern.pattern, pattern.flags))
    return tuple(sorted(found)) if found and len(found) <= MOST else ()


def any_in(literals: Iterable[str], folded: str) -> bool:
    """Whether a casefolded text holds one of some literals."""
    for literal in literals:  # noqa: SIM110 - `any` over a generator takes twice the time, on the hottest path
        if literal in folded:
            return True
    return False


def _in_parts(parts: Any) -> Needed | None:
    """The literals of the part that tells most: each part of a sequence must be met."""
    best: Needed | None = None
    for found in _each(parts):
        if found and (best is None or _worth(found) > _worth(best)):
            best = found
    return best


def _worth(literals: Needed) -> tuple[int, int]:
    return min(map(len, literals)), -len(literals)


def _each(parts: Any) -> Iterator[Needed | None]:
    run = ""
    for code, value in parts:
        if code is op.LITERAL:
            run += chr(value)
            continue
        yield _run(run)
        run = ""
        yield _PARTS[code](value) if code in _PARTS else None
    yield _run(run)


def _run(letters: str) -> Needed | None:
    folded = letters.casefold()
    return frozenset([folded]) if len(folded.strip()) >= SHORTEST else None


def _branches(value: Any) -> Needed | None:
    found = [_in_parts(branch) for branch in value[1]]
    return frozenset[str]().union(*(each for each in found if each)) if all(found) else None


def _repeated(value: Any) -> Needed | None:
    least, _, parts = value
    return _in_parts(parts) if least else None


_PARTS: dict[Any, Callable[[Any], Needed | None]] = {
    op.SUBPATTERN: lambda value: _in_parts(value[-1]),
    op.BRANCH: _branches,
    op.MAX_REPEAT: _repeated,
    op.MIN_REPEAT: _repeated,
}


class Index:
    """Which letters that patterns need a text holds, word by word: the words of a language come again and again."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._by_beginning: dict[str, list[tuple[str, int]]] = {}
        self._words: dict[str, int] = {}
        self.within = lru_cache(maxsize=256)(self._within)
        """Asked for the same clause by the recipes of each kind."""

    def mask(self, literals: Iterable[str]) -> int:
        """Bits of which a text has one at least if it holds one of some literals; all where that cannot be told.

        >>> index = Index()
        >>> bool(index.mask(["child labour"]) & index.within("of labour"))
        True
        """
        words = [max(_LETTERS.findall(literal), key=len, default="") for literal in literals]
        if not words or min(map(len, words)) < SHORTEST:
            return -1
        mask = 0
        for word in words:
            mask |= self._bit(word)
        return mask

    def _bit(self, word: str) -> int:
        if word not in self._bits:
            self._bits[word] = 1 << len(self._bits) + 1
            self._by_beginning.setdefault(word[:SHORTEST], []).append((word, self._bits[word]))
            self._words.clear()
            self.within.cache_clear()
        return self._bits[word]

    def _within(self, folded: str) -> int:
        """The bits of a casefolded text; the lowest is of any."""
        mask = 1
        for word in _LETTERS.findall(folded):
            known = self._words.get(word)
            mask |= self._of_word(word) if known is None else known
        return mask

    def _of_word(self, word: str) -> int:
        mask = 0
        for at in range(len(word) - SHORTEST + 1):
            for literal, bit in self._by_beginning.get(word[at : at + SHORTEST], ()):
                if word.startswith(literal, at):
                    mask |= bit
        if len(word) <= LONGEST_WORD and len(self._words) < MOST_WORDS:
            self._words[word] = mask
        return mask


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern that is looked for only in a text that holds the letters it needs."""

    pattern: re.Pattern[str]
    literals: tuple[str, ...]

    @classmethod
    def of(cls, pattern: re.Pattern[str]) -> "Sought":
        """A pattern with what its matches hold."""
        return cls(pattern, needed(pattern))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        if self.literals and not any_in(self.literals, text.casefold()):
            return None
        return self.pattern.search(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Patterns of which any may hold: at the beginning of a text, or anywhere."""

    begin: re.Pattern[str]
    begin_far: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """Those for the beginning that look ahead over the whole text, with the literals that it must hold one of."""
    anywhere: tuple[tuple[int, tuple[str, ...], re.Pattern[str]], ...]
    """Each with the literals that a text must hold one of, and their bits in the index."""
    index: Index

    def hold(self, text: str) -> bool:
        """Whether one holds."""
        if self.begin.match(text):
            return True
        folded = text.casefold()
        held = self.index.within(folded)
        for mask, literals, pattern in self.anywhere:
            if mask & held and (not literals or any_in(literals, folded)) and pattern.search(text):
                return True
        return self._begins_far(text, folded)

    def begins(self, text: str) -> bool:
        """Whether one for the beginning holds."""
        return self.begin.match(text) is not None or self._begins_far(text, text.casefold())

    def _begins_far(self, text: str, folded: str) -> bool:
        return any(
            pattern.match(text) for literals, pattern in self.begin_far if not literals or any_in(literals, folded)
        )
