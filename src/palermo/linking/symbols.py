"""UN symbols: the Work that a symbol names, its revision or corrigendum, and its parent text."""

import re
from dataclasses import dataclass

from palermo.statements import normalise_text

_FOOTNOTE_MARKS = re.compile(r"[*∗†‡\s]+")
_LANGUAGE_LETTER = re.compile(r"[(\[][efsarc][)\]]$")
"""The letter of a language version: `(E)`, `[F]`."""
_AMENDMENT_SUFFIX = re.compile(r"/(?P<how>corr|rev)\.?(?P<number>\d*)$")
_ADDENDUM_SUFFIX = re.compile(r"/(?:add\.?\d+|(?:ex\.?)?summary)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A parsed symbol; keys are folded for comparison only."""

    work: str
    """Key of the Work: the symbol without `/Rev.n` and `/Corr.n` at its end."""
    revision: int = 0
    """n of `/Rev.n`; 0 for the text as first issued."""
    corrigendum: int = 0
    """n of `/Corr.n`; 0 for the text itself."""
    base: str | None = None
    """Key of the Work to which `/Add.n` or `/Summary` belongs: such a text is a Work of its own."""


def parse_symbol(symbol: str) -> Symbol:
    """Parse a symbol as printed, with spaces, footnote marks and language letters.

    >>> parse_symbol("A/HRC/8/29 /Add.1/Rev. 2*")
    Symbol(work='a/hrc/8/29/add.1', revision=2, corrigendum=0, base='a/hrc/8/29')
    """
    key = _LANGUAGE_LETTER.sub("", normalise_text(_FOOTNOTE_MARKS.sub("", normalise_text(symbol))).rstrip(".,;"))
    numbers = {"rev": 0, "corr": 0}
    while match := _AMENDMENT_SUFFIX.search(key):
        suffix = match["how"]
        numbers[suffix] = numbers[suffix] or int(match["number"] or 1)
        key = key[: match.start()]
    added = _ADDENDUM_SUFFIX.search(key)
    base = parse_symbol(key[: added.start()]).work if added else None
    return Symbol(work=key, revision=numbers["rev"], corrigendum=numbers["corr"], base=base)
