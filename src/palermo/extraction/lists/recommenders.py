"""Recommenders: the names in brackets that sign a request, as printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from palermo.extraction.lists.grammar import Grammar
from palermo.extraction.state_names import is_state
from palermo.languages.language_words import LanguageWords

_BRACKETS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)?")
"""A bracket with brackets in it; the one that closes the text may lack its end."""
_HALF_WIDTH_BRACKETS = {ord("（"): "(", ord("）"): ")"}
_ARTICLE = re.compile(r"^(?:the\s+)?(?:former\s+)?", re.IGNORECASE)
_PART_OF_STATE = LanguageWords("extraction").compile_pattern(r"{roles.parts_of_states}")
"""Where something holds, as in brackets after a body, and nobody who recommends."""
_ACRONYM = re.compile(r"[A-Z]\w*[A-Z]")
"""`CEDAW`, `STDs`: names of States are written out."""
_INITIAL = re.compile(r"\b[A-Z]")
_PLACEHOLDER = re.compile(r"\x00(\d+)\x00")
_INVERTED_NAME_COMMA = re.compile(r",(?=(?:\s[A-Z][\w’'-]+)+\sof(?:\sthe)?\s*(?:[,;/)]|$))")
"""The comma of `Iran, Islamic Republic of`, which divides no names."""
MAX_NAME_WORDS = 9
MIN_CONTENT_CHARS = 4
"""Characters of a word that has a capital in a name, as most others of it."""
UNICASE_LANGUAGES = frozenset({"ar", "zh"})
"""Languages whose names look like any word: those who sign are States by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Names in one bracket, and where it begins and ends: offsets in the item's text."""

    names: tuple[str, ...]
    start: int
    end: int


def find_signatures(text: str, grammar: Grammar) -> Iterator[Signature]:
    """Find the brackets of a text that hold nothing but names.

    `... (Spain, Iran (Islamic Republic of)) (Italy).` has two: one of two names, one of one. Where a bracket is never
    closed, `(such as bonds (Peru);`, those within it are looked at. `ILO (International Labour Organization)` has none.
    """
    half_width_text, position = text.translate(_HALF_WIDTH_BRACKETS), 0
    while match := _BRACKETS.search(half_width_text, position):
        bracket, end = match.group(), match.end()
        is_closed = bracket.endswith(")") and bracket.count("(") == bracket.count(")")
        is_read = is_closed or end == len(text)
        names = split_names(bracket[1:-1] if is_closed else bracket[1:], grammar) if is_read else None
        if names and not _is_explanation(names, half_width_text[: match.start()]):
            yield Signature(names=names, start=match.start(), end=end)
        position = end if is_closed or names else match.start() + 1


def _is_explanation(names: tuple[str, ...], before: str) -> bool:
    """Return whether a name in brackets is that of an acronym before it."""
    acronym = "".join(_INITIAL.findall(names[0]))
    is_printed = len(names) == 1 and len(acronym) > 1 and re.search(rf"\b{acronym}\b", before) is not None
    return is_printed and not is_state(names[0])


def split_names(text: str, grammar: Grammar) -> tuple[str, ...] | None:
    """Divide a list of names; None where any part does not look like a name."""
    joined = _INVERTED_NAME_COMMA.sub("\x01", " ".join(text.split()))
    parts = [part.replace("\x01", ",") for part in _split_at_dividers(joined, grammar)]
    parts = [re.sub(r"\s*\d{1,2}$", "", part.strip(" .;:*")) for part in parts]
    parts = [part for part in parts if part]
    if not parts or not all(_is_name(part, grammar) for part in parts):
        return None
    return tuple(parts)


def split_addressees(text: str, grammar: Grammar) -> Iterator[str]:
    """Divide those who are asked, `States, civil society and the private sector`, without their articles."""
    for part in _split_at_dividers(" ".join(text.split()), grammar):
        name = grammar.articles.sub("", part.strip(" .;:،؛"))
        if name:
            yield name


def _split_at_dividers(text: str, grammar: Grammar) -> list[str]:
    """Divide at commas, strokes and `and`, but not within brackets or names such as `Bosnia and Herzegovina`."""
    protected_names: list[str] = []

    def replace_compound(match: re.Match[str]) -> str:
        protected_names.append(match.group())
        return f"\x00{len(protected_names) - 1}\x00"

    parts = grammar.dividers.split(grammar.compounds.sub(replace_compound, text))
    return [_PLACEHOLDER.sub(lambda match: protected_names[int(match.group(1))], part) for part in parts]


def _is_name(name: str, grammar: Grammar) -> bool:
    bare = _ARTICLE.sub("", name)
    if _PART_OF_STATE.fullmatch(bare):
        return False
    if grammar.language in UNICASE_LANGUAGES:
        return is_state(bare)
    if not bare[:1].isupper() or any(c.isdigit() for c in name) or len(name.split()) > MAX_NAME_WORDS:
        return False
    words = [word for word in re.split(r"[\s().,’'-]+", bare) if word]
    if any(_ACRONYM.search(word) and word not in grammar.abbreviations for word in words):
        return False
    if any(word.lower() in grammar.not_names for word in words):
        return False
    content_words = [word for word in words if len(word) >= MIN_CONTENT_CHARS]
    return is_state(bare) or 2 * sum(word.islower() for word in content_words) <= len(content_words)
