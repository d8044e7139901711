"""Chinese as it is matched: traditional signs as simplified ones, and marks of half width among signs as full ones."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from palermo.statements import digest
from palermo.vocabulary.lines import parsed

FILE = "hanzi.yaml"
_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!]|[,;:](?=[\u4e00-\u9fff])")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAN = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=64)
def plain_chinese(text: str) -> str:
    """A Chinese text for matching, letter for letter as long as it was printed.

    >>> plain_chinese("敦促各國打擊販運人口,保護婦女")
    '敦促各国打击贩运人口，保护妇女'
    """
    return _MARK.sub(lambda found: _FULL[found[0]], text.translate(_simplified()))


def is_traditional(text: str, least: float = 0.1) -> bool:
    """Whether a text is in traditional signs: at least a tenth of its signs are such."""
    signs = _HAN.findall(text)
    return bool(signs) and sum(ord(sign) in _simplified() for sign in signs) / len(signs) >= least


def hanzi_version() -> str:
    """Changes with any sign of the table."""
    return digest("hanzi", _text())


def _text() -> str:
    return (files("palermo.vocabulary") / FILE).read_text(encoding="utf-8")


@cache
def _simplified() -> dict[int, int]:
    rows = parsed(_text())
    pairs = zip(rows["traditional"].replace(" ", ""), rows["simplified"].replace(" ", ""), strict=True)
    return {ord(traditional): ord(simple) for traditional, simple in pairs}
