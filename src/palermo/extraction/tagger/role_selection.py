"""Which of the names that are found for a statement's roles stay: those of enough confidence, each in one role."""

from collections.abc import Mapping

from palermo.extraction.state_names import is_state
from palermo.statements import Ref, normalise_text
from palermo.vocabulary.language_words import LanguageWords

MIN_PARTNER_CONFIDENCE = 0.3
"""In 194 field documents three of 14 partners below it are labelled; F1 rises from .689 to .710 by it."""
MIN_ACTOR_SHARE = 0.6
"""Share of the confidence of a statement's surest actor that the others need: .744 to .746 on these 194 documents,
.740 to .741 on 112 others. States are named in lists, which stay whole."""
_CLOSED_CLASS = LanguageWords("extraction").compile_pattern(r"\b(?:{roles.closed_classes})\b")


def select_refs(roles: Mapping[str, tuple[Ref, ...]]) -> dict[str, tuple[Ref, ...]]:
    """Return the names of each role without doubtful ones; a name of two roles keeps the likelier.

    Of 17,842 labelled statements five name somebody in two roles.
    """
    selected = dict(roles)
    selected["actors"] = _select_likely_actors(roles["actors"])
    selected["partners"] = tuple(ref for ref in roles["partners"] if not _is_doubtful_partner(ref))
    highest: dict[str, float] = {}
    for refs in selected.values():
        for ref in refs:
            name = normalise_text(ref.name)
            highest[name] = max(highest.get(name, 0.0), _get_confidence(ref))
    seen: set[str] = set()
    for role, refs in selected.items():
        kept = [ref for ref in refs if _get_confidence(ref) == highest[normalise_text(ref.name)]]
        selected[role] = tuple(ref for ref in kept if normalise_text(ref.name) not in seen)
        seen.update(normalise_text(ref.name) for ref in kept)
    return selected


def is_closed_class(name: str) -> bool:
    """Return whether a name in lower case is that of bodies whose members are known: `regional commissions`."""
    return bool(_CLOSED_CLASS.search(name))


def _select_likely_actors(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    minimum = MIN_ACTOR_SHARE * max(map(_get_confidence, refs), default=0.0)
    return tuple(ref for ref in refs if _get_confidence(ref) >= minimum or is_state(ref.name))


def _is_doubtful_partner(ref: Ref) -> bool:
    return _get_confidence(ref) < MIN_PARTNER_CONFIDENCE and not is_closed_class(ref.name)


def _get_confidence(ref: Ref) -> float:
    return ref.confidence or 0.0
