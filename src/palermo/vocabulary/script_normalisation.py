"""Normalisation by script: stems of Arabic words, simplified characters and full-width marks of Chinese texts."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from palermo.safe_yaml import parse_yaml

_PREFIXES = tuple(map("".join, product(("", "و", "ف"), ("", "ب", "ك", "ل"), ("", "ال", "ل"))))
"""Conjunction, preposition and article, each of which a word may lack."""
_PRONOUN_ENDINGS = ("ا", "ه", "ها", "هم", "هن", "هما", "نا")
MIN_STEM_LETTERS = 3
"""Minimum letters of a stem; the first letter of a short word is its own."""


def restore_lam_alef(folded: str) -> str:
    """Return a folded text whose ligatures of lam and alef, which some converters reverse, are in order.

    No word has two alefs before a lam. Texts are quoted as they are; this is for their comparison.

    >>> restore_lam_alef("االطراف وكاالت") == "الاطراف وكالات"
    True
    """
    return folded.replace("اال", "الا")


@lru_cache(maxsize=65536)
def strip_prefixes(token: str) -> tuple[str, ...]:
    """Return a folded word with its readings without prefixed conjunction, preposition and article.

    >>> "اشخاص" in strip_prefixes("بالاشخاص")
    True
    """
    prefixes = (prefix for prefix in _PREFIXES if token.startswith(prefix))
    bare = (token[len(prefix) :] for prefix in prefixes if len(token) - len(prefix) >= MIN_STEM_LETTERS)
    return tuple(dict.fromkeys((token, *bare)))


@lru_cache(maxsize=65536)
def strip_affixes(token: str) -> tuple[str, ...]:
    """Return the same, also without the alef of an indefinite object and possessive pronouns.

    >>> "طفل" in strip_affixes("طفلا"), "عمال" in strip_affixes("لعمالها")
    (True, True)
    """
    forms = strip_prefixes(token)
    pairs = ((form, ending) for form in forms for ending in _PRONOUN_ENDINGS if form.endswith(ending))
    bare = (form.removesuffix(ending) for form, ending in pairs if len(form) - len(ending) >= MIN_STEM_LETTERS)
    return tuple(dict.fromkeys((*forms, *bare)))


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


@cache
def _load_simplified_characters() -> dict[int, int]:
    rows = parse_yaml((files("palermo.vocabulary") / HANZI_FILE).read_text(encoding="utf-8"))
    pairs = zip(rows["traditional"].replace(" ", ""), rows["simplified"].replace(" ", ""), strict=True)
    return {ord(traditional): ord(simple) for traditional, simple in pairs}
