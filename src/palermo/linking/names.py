"""One printed name to one registry id: the State under review, States and entities, groups of actors."""

import re
from dataclasses import replace
from functools import lru_cache

from palermo.linking.tagging import tags
from palermo.registry import Match, Registry
from palermo.registry.names import ARTICLES, key
from palermo.statements import Document, Ref, RefType, normalised
from palermo.vocabulary import Vocabulary

UNDER_REVIEW = re.compile(
    r"^(?:the )?(?:state|country) under review$|^(?:the )?government$|^(?:the )?state party(?: under review)?$"
    r"|^l'etat (?:examine|considere|partie|soumis a l'examen)$|^le gouvernement$"
    r"|^el estado (?:examinado|parte|objeto de examen)$|^el gobierno$"
    r"|^(?:ال)?دولة (?:موضوع|قيد|محل) الاستعراض$|^الحكومة$|^الدولة (?:الطرف|المستعرضة)$"
    r"|^государство,?\s?[—–-]?\s?объект обзора$"
    r"|^государство,? являющееся объектом обзора$|^правительство$|^государствоучастник$"
    r"|^(?:受审议国|被审议国|接受审议国|缔约国|该国政府|政府)$"
)
"""How a report calls the State that it is about, folded; plurals and other States' governments do not match."""

ON_BEHALF = re.compile(
    r"\s*[,(（]?\s*(?:\b(?:speaking )?on behalf of\b|\bau nom d(?:e|u|es)\b|\ben nombre de\b|\bот имени\b"
    r"|باسم|نيابة عن|以?代表)"
)
"""Who speaks for others speaks: what stands behind these words is left aside."""


BROAD = frozenset({"states", "public"})
"""Audiences that give way to any other in one name: "law enforcement authorities" are not States at large."""


def find(ref: Ref, document: Document, registry: Registry, vocabulary: Vocabulary, language: str) -> Match | None:
    """What a ref names: a row of the registry, the State under review, or an audience of the vocabulary."""
    if reviewed := _under_review(ref.name, document, registry):
        return reviewed
    if ref.type is RefType.GROUP and (group := _group(ref.name, vocabulary, language)):
        return group
    found = registry.find(ref.name, ref.type)
    if found is None and (speaker := _speaker(ref.name)):
        match = registry.find(speaker, ref.type)
        found = replace(match, reason=f"“{ref.name}” read as {speaker}") if match else None
    if found is None and ref.type is RefType.STATE:
        return _group(ref.name, vocabulary, language)
    return found


def _under_review(name: str, document: Document, registry: Registry) -> Match | None:
    """The State under review, where a report on one State speaks of "the Government"."""
    reviewed = document.masthead.under_review
    if not reviewed or not UNDER_REVIEW.match(normalised(name)):
        return None
    state = registry.state(reviewed)
    reason = f"“{name}” is the State under review, {reviewed}"
    return Match(id=state.id, type=RefType.STATE, reason=reason) if state else None


def _speaker(name: str) -> str | None:
    """The name before "on behalf of", or None where nobody speaks for others."""
    found = ON_BEHALF.search(name)
    return name[: found.start()].strip() or None if found else None


@lru_cache(maxsize=65536)
def _group(name: str, vocabulary: Vocabulary, language: str) -> Match | None:
    """The audience that a group's name speaks of; where it speaks of several, the one in most words."""
    found = tags(name, language, vocabulary, schemes=("audiences",))
    if not found:
        return None
    best = max(found, key=lambda tag: (tag.id not in BROAD, len(tag.words)))
    whole = key(best.words) == key(ARTICLES.sub("", normalised(name)))
    reason = None if whole else f"“{name}” read as {vocabulary.label(best.id)}"
    return Match(id=best.id, type=RefType.GROUP, reason=reason)
