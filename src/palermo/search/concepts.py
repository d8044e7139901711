"""Vocabulary concepts that a query names, with their English labels for the encoder, and known words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from palermo import vocabulary
from palermo.search.text_analysis import RUN_PATTERN, STEMMERS, WORD_FIELD, fold_text, stem_word
from palermo.vocabulary import Concept, TermWord, find_tags

_MISTYPED_ENDING = re.compile(r"^[b-df-hj-np-tv-xz](?!s$)[b-df-hj-np-tv-xz]+$")
"""An unlikely ending after a prefix, which starts at the prefix's last letter: consonants alone, except `s`."""


@lru_cache(maxsize=4096)
def find_concept_labels(text: str, language: str) -> str:
    """Return the English labels of the concepts that a text names, in the vocabulary's order; empty if none.

    >>> find_concept_labels("trata de personas", "es"), find_concept_labels("мебель", "ru")
    ('Trafficking in persons', '')
    """
    known = vocabulary.load_vocabulary()
    return ", ".join(known.get_label(tag.id) for tag in find_tags(text, language, known))


def is_vocabulary_word(token: str) -> bool:
    """Return whether a word is in the vocabulary, in any language and form, and so is spelt correctly.

    >>> is_vocabulary_word("shelters"), is_vocabulary_word("sheltrs")
    (True, False)
    >>> is_vocabulary_word("forcing"), is_vocabulary_word("forcd")
    (True, False)
    """
    word_forms, beginnings = _load_word_forms()
    forms = {stem_word(token, name) for name in (*STEMMERS, WORD_FIELD)}
    plain = fold_text(token).lower()
    if not forms.isdisjoint(word_forms):
        return True
    ends = range(len(plain), len(plain) - 3, -1)
    return any(plain[:end] in beginnings and not _MISTYPED_ENDING.search(plain[end - 1 :]) for end in ends)


@lru_cache(maxsize=1)
def _load_word_forms() -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of all words of labels, definitions and terms, and the stems that terms give.

    A word may be two letters longer than such a stem; longer continuations may be misspelt.
    """
    known = vocabulary.load_vocabulary()
    concepts = [concept for scheme in vocabulary.SCHEMES for concept in known.list_concepts(scheme)]
    word_forms = {
        form
        for concept in concepts
        for texts in (concept.labels, concept.definitions)
        for language, text in texts.items()
        for run in RUN_PATTERN.findall(text)
        if (form := stem_word(run, language))
    }
    terms = [(language, word) for concept in concepts for language, word in _iterate_term_words(concept)]
    word_forms |= {form for language, word in terms if not word.is_stem and (form := stem_word(word.text, language))}
    return frozenset(word_forms), frozenset(fold_text(word.text).lower() for _, word in terms if word.is_stem)


def _iterate_term_words(concept: Concept) -> Iterator[tuple[str, TermWord]]:
    for language, terms in concept.terms.items():
        yield from ((language, word) for term in terms for word in term.word_patterns if word and len(word.text) > 3)
