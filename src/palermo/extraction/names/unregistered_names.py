"""English names without a known head whose verb tells a deed: `Polaris operates`, `Hope for Justice opened`."""

import re
from functools import cache, lru_cache

from palermo import registry, vocabulary
from palermo.extraction.language.english_lexicon import NONE, reading
from palermo.extraction.language.naming_forms import naming
from palermo.extraction.language.wordings import Wordings
from palermo.statements import digest


def told_name(about: str, deed: str, words: Wordings) -> str | None:
    """The name of an English subject where it is one and `deed`, the words from its verb on, tell a deed."""
    about = words.naming.apposed.sub("", about)
    return _told_name(about, deed[:120]) if words.language == "en" and about[:1].isalpha() else None


@lru_cache(maxsize=4096)
def _told_name(about: str, deed: str) -> str | None:
    if naming("en").no_ones_name.search(about) or not (
        naming("en").deed_and_object.match(deed) or (" " in about and _told_deed(deed))
    ):
        return None
    if naming("en").single_name.fullmatch(about):
        return about if _is_own(about) and (not about.endswith("s") or naming("en").singular_verb.match(deed)) else None
    found = naming("en").several_words.fullmatch(about)
    return found["name"] if found and not _is_area(found["name"]) else None


def _told_deed(deed: str) -> bool:
    """Whether words begin with a verb of the lexicon and its object: `lodged the sisters`."""
    found = naming("en").verb_with_object.match(deed)
    told = reading(found["verb"]) if found else NONE
    return told.finite or (told.stem and told.sure)


def _is_own(word: str) -> bool:
    """Whether a word that begins a sentence is no word of the language: nothing that the vocabulary speaks of."""
    return not (naming("en").abstract_by_ending.fullmatch(word) or word.casefold() in _common() or _is_area(word))


def _is_area(name: str) -> bool:
    """Whether a name is a State's."""
    return registry.load().state(name) is not None


def naming_version() -> str:
    """Changes with the words that are no names: part of the key under which extractions are kept."""
    return digest("naming.1", *sorted(_common()))[:12]


@cache
def _common() -> frozenset[str]:
    """The English words of the vocabulary's labels, definitions and terms, folded."""
    told = [
        text
        for scheme in vocabulary.SCHEMES
        for concept in vocabulary.load().concepts(scheme)
        for text in (
            concept.labels.get("en", ""),
            concept.definitions.get("en", ""),
            *(term.written for term in concept.terms.get("en", ())),
        )
    ]
    return frozenset(re.findall(r"[a-z]{3,}", " ".join(told).casefold()))
