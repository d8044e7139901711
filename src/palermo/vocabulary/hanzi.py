"""Normalisation of Chinese text: simplified characters and full-width marks."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from palermo.safe_yaml import parse_yaml
from palermo.statements import hash_json

HANZI_FILE = "hanzi.yaml"
_HALF_WIDTH_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!]|[,;:](?=[\u4e00-\u9fff])")
_FULL_WIDTH_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


@lru_cache(maxsize=64)
def normalise_chinese(text: str) -> str:
    """Normalise a Chinese text for matching, character by character, so that its length stays the same.

    >>> normalise_chinese("敦促各國打擊販運人口,保護婦女")
    '敦促各国打击贩运人口，保护妇女'
    """
    return _HALF_WIDTH_MARK.sub(
        lambda match: _FULL_WIDTH_MARKS[match[0]], text.translate(_load_simplified_characters())
    )


def compute_hanzi_version() -> str:
    """Return a hash that changes with any character of the table."""
    return hash_json("hanzi", _read_yaml())


def _read_yaml() -> str:
    return (files("palermo.vocabulary") / HANZI_FILE).read_text(encoding="utf-8")


@cache
def _load_simplified_characters() -> dict[int, int]:
    rows = parse_yaml(_read_yaml())
    pairs = zip(rows["traditional"].replace(" ", ""), rows["simplified"].replace(" ", ""), strict=True)
    return {ord(traditional): ord(simple) for traditional, simple in pairs}
