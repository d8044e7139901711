"""What a query names in the vocabulary: its concepts' English labels, which the encoder knows best; and its words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from palermo import vocabulary
from palermo.search.text import RUNS, STEMMED, WORD, folded, stem
from palermo.vocabulary import Concept, Word, tags

_MISTYPED = re.compile(r"^[b-df-hj-np-tv-xz](?!s$)[b-df-hj-np-tv-xz]+$")
"""The last letter of a beginning and those behind it, where no ending is such: consonants alone, but for `s`."""


@lru_cache(maxsize=4096)
def named(text: str, language: str) -> str:
    """English labels of the concepts that a text names, in the vocabulary's order; empty where it names none.

    >>> named("trata de personas", "es"), named("мебель", "ru")
    ('Trafficking in persons', '')
    """
    known = vocabulary.load()
    return ", ".join(known.label(one.id) for one in tags(text, language, known))


def used(word: str) -> bool:
    """Whether the vocabulary writes a word in any of its languages and forms, so that it is spelt well.

    >>> used("shelters"), used("sheltrs"), used("forcing"), used("forcd")
    (True, False, True, False)
    """
    whole, beginnings = _words()
    forms = {stem(word, name) for name in (*STEMMED, WORD)}
    plain = folded(word).lower()
    if not forms.isdisjoint(whole):
        return True
    ends = range(len(plain), len(plain) - 3, -1)
    return any(plain[:at] in beginnings and not _MISTYPED.search(plain[at - 1 :]) for at in ends)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the words of labels, definitions and terms, and the beginnings that terms give, of which most is said.

    A word may have two letters more: in what follows then, letters may be wrong.
    """
    known = vocabulary.load()
    concepts = [one for scheme in vocabulary.SCHEMES for one in known.concepts(scheme)]
    whole = {
        form
        for one in concepts
        for texts in (one.labels, one.definitions)
        for language, text in texts.items()
        for run in RUNS.findall(text)
        if (form := stem(run, language))
    }
    terms = [(language, word) for one in concepts for language, word in _of_terms(one)]
    whole |= {form for language, word in terms if not word.stem and (form := stem(word.text, language))}
    return frozenset(whole), frozenset(folded(word.text).lower() for _, word in terms if word.stem)


def _of_terms(concept: Concept) -> Iterator[tuple[str, Word]]:
    for language, terms in concept.terms.items():
        yield from ((language, word) for term in terms for word in term.words if word and len(word.text) > 3)
