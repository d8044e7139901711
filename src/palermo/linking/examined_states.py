"""The State whose record a human rights body examines in a document: `the State party` of its observations."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from palermo.calibration.rule_confidence import COUNTED_STATE_PROBABILITY, PRINTED_STATE_PROBABILITY
from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.entity_linking import STATE_UNDER_REVIEW
from palermo.linking.gazetteer import find_printed_states
from palermo.linking.governments import match_state_adjective
from palermo.registry import Registry
from palermo.statements import (
    Document,
    Passage,
    PassageKind,
    Reason,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_reason,
    normalise_text,
)

MIN_PASSAGES = 3
"""Passages that name a State for it to be the one that is examined, if no title or symbol says so."""
MIN_SHARE = 0.75
"""Its share of all mentions of States by passages."""
_EXAMINATION_TITLE = LanguageWords("linking").compile_pattern(r"{names.examination_titles}")
_SYMBOL_STATE = re.compile(r"\b(?:[A-Z]{2,5}/C(?:/OP[A-Z]{2})?|E/C\.12|A/HRC/WG\.6/\d+)/(?P<code>[A-Z]{3})/")
"""`CEDAW/C/MAR/CO/4`, `A/HRC/WG.6/13/MAR/2`; of an optional protocol, `CRC/C/OPSC/MAR/CO/1`."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedState:
    """The id of a State in the registry, its name in the document, and whether a symbol or title says so."""

    id: str
    name: str
    is_printed: bool


def find_examined_state(document: Document, passages: Sequence[Passage], registry: Registry) -> ExaminedState | None:
    """Return the State of a document by a human rights body, or for one; None for other documents.

    Where neither symbol nor title names it, it is the only State in headings of observations, or the State that most
    passages name.
    """
    symbol = _SYMBOL_STATE.search(document.masthead.symbol or "")
    title = document.masthead.title or ""
    if not symbol and not _is_examination(title):
        return None
    names, counts, headed = Counter[tuple[str, str]](), Counter[str](), set[str]()
    for passage in passages:
        printed = find_printed_states(passage.text, passage.language, registry)
        names.update(printed.items())
        if passage.kind is PassageKind.HEADING and _is_examination(passage.text):
            headed.update(printed)
        counts.update({*printed, *_find_adjectives(passage, registry)})
    in_title = list(find_printed_states(title, document.language, registry))
    code, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    is_printed = symbol is not None or len(in_title) == 1
    if is_printed:
        code = symbol["code"] if symbol else in_title[0]
    elif len(headed) == 1 and not in_title:
        code = headed.pop()
    elif in_title or count < max(MIN_PASSAGES, MIN_SHARE * counts.total()):
        return None
    state = registry.states.get(f"state:{code}")
    if state is None:
        return None
    label = state.names.get(document.language, state.names["en"])
    printed_names = ((frequency, name) for (named, name), frequency in names.items() if named == code)
    return ExaminedState(id=state.id, name=max(printed_names, default=(0, label))[1], is_printed=is_printed)


def assign_examined_state(
    statement: Statement, examined: ExaminedState, registry: Registry, reasons: list[Reason]
) -> Statement:
    """Return a statement with the examined State for `the State party`, or as whom a recommendation is made to."""

    def resolve_ref(ref: Ref) -> Ref:
        if ref.id in registry.states or not STATE_UNDER_REVIEW.match(normalise_text(ref.name)):
            return ref
        reasons.append(build_reason("name-under-review", words=ref.name, name=examined.name))
        confidence = ref.confidence if examined.is_printed else min(COUNTED_STATE_PROBABILITY, ref.confidence or 1.0)
        return replace(ref, id=examined.id, type=RefType.STATE, confidence=confidence)

    resolved = statement.map_refs(lambda _, refs: tuple(map(resolve_ref, refs)))
    is_own = any(ref.id == examined.id for ref in (*resolved.actors, *resolved.partners))
    if resolved.kind is not StatementKind.RECOMMENDATION or resolved.addressees or is_own:
        return resolved
    probability = PRINTED_STATE_PROBABILITY if examined.is_printed else COUNTED_STATE_PROBABILITY
    confidence = round(statement.confidence * probability, 2)
    ref = Ref(id=examined.id, name=examined.name, type=RefType.STATE, source="coreference", confidence=confidence)
    return replace(resolved, addressees=(ref,))


def _is_examination(title: str) -> bool:
    return _EXAMINATION_TITLE.search(normalise_characters(title).casefold()) is not None


def _find_adjectives(passage: Passage, registry: Registry) -> set[str]:
    """Return the codes of the States that a passage names by an adjective: `les femmes marocaines`."""
    words = set(_WORD.findall(passage.text.casefold()))
    return {code for word in words if (code := match_state_adjective(word, passage.language, registry))}
