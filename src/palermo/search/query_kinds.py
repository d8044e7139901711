"""Words of a query that name a kind of statements: `recomendaciones sobre adopción`, `关于收养的建议`.

Such a word is seldom in the statements themselves. Pages and commands offer the rest of the query with the kind as a
filter, which readers see and can remove; where statements of that kind are looked for, only the rest is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from palermo.languages import LABELLED_LANGUAGES
from palermo.search.text_analysis import HAN_PATTERN, WORD_PATTERN, fold_text, stem_word
from palermo.statements import KIND_DESCRIPTIONS, StatementKind

_QUOTED_OR_FILTER = re.compile(r'"[^"]*"|[A-Za-z]+:\S+')
_LABEL_END = re.compile(r"\s*[:(（：].*")
"""What a label adds to the name of a kind: `Factor (risk, cause or figure)`."""
_HAN_PARTICLES = r"的?"
_STEMMED_LANGUAGE = "ru"
"""A language in which a name has many forms; in others, stems join it with other words: `active`, `activity`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """A kind that a query names, and the query without its name."""

    kind: StatementKind
    text: str


def find_kind_words(query: str, languages: Iterable[str] = LABELLED_LANGUAGES) -> KindWords | None:
    """Return the first kind that a query names in one of the languages; None if it names none, or nothing else.

    >>> find_kind_words("recomendaciones a España sobre adopción", ["es"])
    KindWords(kind=<StatementKind.RECOMMENDATION: 'recommendation'>, text='a España sobre adopción')
    """
    hidden = [match.span() for match in _QUOTED_OR_FILTER.finditer(query)]
    for language in dict.fromkeys(languages):
        for start, end, kind in _iterate_names(query, language):
            rest = " ".join(f"{query[:start]} {query[end:]}".split())
            if WORD_PATTERN.search(rest) and not any(first <= start < last for first, last in hidden):
                return KindWords(kind=kind, text=rest)
    return None


def _iterate_names(query: str, language: str) -> Iterator[tuple[int, int, StatementKind]]:
    """Yield the places of names of kinds."""
    names = _load_names(language)
    if language == "zh":
        for name, kind in names.items():
            if match := re.search(_HAN_PARTICLES + name, query):
                yield *match.span(), kind
        return
    for match in WORD_PATTERN.finditer(query):
        if not HAN_PATTERN.search(match[0]) and (found := names.get(_normalise(match[0], language))):
            yield *match.span(), found


@cache
def _load_names(language: str) -> dict[str, StatementKind]:
    """Return the kinds by their names in a language, singular and plural."""
    labels = {
        _LABEL_END.sub("", labels[language]): kind
        for kind, description in KIND_DESCRIPTIONS.items()
        for labels in (description.labels, description.plural_labels)
    }
    return {_normalise(label, language): kind for label, kind in labels.items() if " " not in label}


def _normalise(word: str, language: str) -> str:
    if language == "zh":
        return word
    folded = fold_text(word).casefold()
    return (stem_word(folded, language) or folded) if language == _STEMMED_LANGUAGE else folded
