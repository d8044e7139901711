"""Bodies of States, such as ministries and the police, and the State whose body a name is.

The State is the only one that the name prints; else that of the document, if it is a review of one State, or a law that
prints whose it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.examined_states import ExaminedState
from palermo.linking.gazetteer import extract_places, find_printed_states
from palermo.linking.governments import match_government, match_state_adjective
from palermo.registry import Registry
from palermo.registry.name_keys import build_name_key, is_acronym
from palermo.statements import Document, Passage, Ref, RefType

OPENING_PASSAGES = 8
"""Passages at the beginning of a document: its imprint, and the formula that says who enacts a law."""
MAX_FORMULA_CHARS = 160
MAX_ADJECTIVE_WORDS = 3
"""Words of an English name among which the adjective of its State is: `the Royal | Thai | Police`."""
_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
"""A word; the adjective in a compound is that of no State: `Ibero-American`."""
_LEADING_ACRONYM = re.compile(r"(?:[Tt]he )?((?:[A-Z]\.?){2,4})[ ’']")


@lru_cache(maxsize=65_536)
def find_body_state(name: str, language: str, registry: Registry) -> str | None:
    """Return the id of the State whose body a name denotes, if it prints the State: `Ministry of Justice of Kenya`."""
    if language not in LANGUAGES:
        return None
    states = _find_states(name, language, registry)
    if len(states) != 1 or not _is_body(name, language, tuple(states.values())):
        return None
    return f"state:{next(iter(states))}"


def assign_body_state(ref: Ref, language: str, registry: Registry, own_state: str | None) -> Ref:
    """Return a name with the id of the State whose body it is; `own_state` is that of the document."""
    if ref.type is not RefType.ENTITY:
        return ref
    state = find_body_state(ref.name, language, registry)
    if state is None and own_state and _is_body(ref.name, language):
        is_placed = extract_places(ref.name, language, registry) or _find_states(ref.name, language, registry)
        state = None if is_placed else own_state
    return replace(ref, state=state) if state else ref


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """The id of the State that a document is of, and whether the document is a law of it or a review."""

    id: str
    is_law: bool = False


def find_document_state(
    document: Document, passages: Sequence[Passage], registry: Registry, examined: ExaminedState | None
) -> DocumentState | None:
    """Return the State under review in a document, or the one that a law prints as its own."""
    reviewed = registry.find_state(document.masthead.under_review) if document.masthead.under_review else None
    if reviewed:
        return DocumentState(id=reviewed.id)
    if examined:
        return DocumentState(id=examined.id) if examined.is_printed else None
    law_state = find_law_state(document, passages, registry)
    return DocumentState(id=law_state, is_law=True) if law_state else None


def find_law_state(document: Document, passages: Sequence[Passage], registry: Registry) -> str | None:
    """Return the id of the only State that a law names in title, publisher or the formula that says who enacts it.

    A law that approves a treaty has none, as what its text states is of all parties.
    """
    title, language = document.masthead.title or document.title, document.language
    if language not in LANGUAGES:
        return None
    openings = [passage.text for passage in passages[:OPENING_PASSAGES]]
    publishers = document.masthead.publishers
    is_enacted = any(_matches(publisher, language, "enacting") for publisher in publishers)
    if not any(_matches(text, language, "law_titles") for text in (title, *(openings if is_enacted else ()))):
        return None
    if any(_matches(text, language, "treaty_approvals") for text in (title, *openings)):
        return None
    enacting = [text[:MAX_FORMULA_CHARS] for text in openings if _matches(text, language, "enacting")]
    for text in (*publishers, *enacting[:1], title):
        if len(states := find_printed_states(text, language, registry)) == 1:
            return f"state:{next(iter(states))}"
    return None


def _matches(text: str, language: str, entry: str) -> bool:
    """Return whether a text has words of an entry; those of `enacting` at its beginning."""
    pattern, folded = _compile(language, entry), normalise_characters(text).casefold()
    return bool(pattern.match(folded) if entry == "enacting" else pattern.search(folded))


def _find_states(name: str, language: str, registry: Registry) -> dict[str, str]:
    """Return the States that a name prints, by code, with their words."""
    states = find_printed_states(name, language, registry)
    for part in name.split(", ")[1:]:  # a place is no government: `Ministry of Health, Government of India`
        if government := match_government(part, language, registry):
            states.setdefault(government.id.removeprefix("state:"), part)
    leading = _LEADING_ACRONYM.match(name)
    acronym = leading[1].replace(".", "") if leading else ""
    if leading and is_acronym(acronym) and (state := registry.find_state(acronym)):
        states.setdefault(state.alpha3, leading[1])
    words = _WORD.findall(normalise_characters(name).casefold())
    candidates = words[:MAX_ADJECTIVE_WORDS] if language == "en" else words
    pairs = [build_name_key(" ".join(pair)) for pair in pairwise(candidates)]
    qualifiers = _compile(language, "regional_qualifiers")
    singles = [word for before, word in pairwise(("", *candidates)) if not qualifiers.fullmatch(before)]
    for word in (*singles, *(pairs if language == "en" else ())):
        if code := match_state_adjective(word, language, registry):
            states.setdefault(code, word)
    return states


def _is_body(name: str, language: str, state_names: Sequence[str] = ()) -> bool:
    """Return whether a name, without those of States in it, is a body of a State and not of a part of one."""
    if language not in LANGUAGES:
        return False
    folded = normalise_characters(name).casefold()
    if _compile(language, "parts").search(folded):
        return False
    for state_name in state_names:
        folded = folded.replace(normalise_characters(state_name).casefold(), " ")
    return bool(_compile(language, "bodies").search(folded)) and not _compile(language, "other_bodies").search(folded)


@lru_cache(maxsize=64)
def _compile(language: str, entry: str) -> re.Pattern[str]:
    """Return the pattern of an entry of the section `governments`; one that never matches if it is empty."""
    words = LanguageWords("linking").get_section(language, "governments")[entry]
    return re.compile(words or r"(?!)")
