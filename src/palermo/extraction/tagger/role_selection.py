"""Which of the names that are found for a statement's roles stay: those of enough confidence, each in one role."""

from collections.abc import Iterable, Mapping, Sequence

from palermo.extraction.tagger.inputs import EncodedPassage
from palermo.extraction.tagger.name_lists import find_list
from palermo.extraction.tagger.role_refs import RoleCandidate
from palermo.languages.language_words import LanguageWords
from palermo.statements import Ref, normalise_text

MIN_SHARE = 0.8
"""Share of the confidence of the surest actor or addressee that names outside of its list need.

On 194 field documents F1 of actors is .756 with it (.751 without), of addressees .716 (.691 without the rule); on 112
documents of the field corpus actors have .759 with and without. Partners would rise by it in field documents (.714 to
.728) and fall in United Nations documents (.850 to .839).
"""
MIN_PARTNER_CONFIDENCE = 0.3
"""In 194 field documents three of 14 partners below it are labelled; F1 rises from .689 to .710 by it.

Addressees have no such minimum: .3 would raise their F1 in documents that the model has learnt from (.632 to .643), but
lower it in 198 and 77 others (.696 to .658, .574 to .562); so would .35 for partners (.688 to .684, .468 to .409).
"""
_CLOSED_CLASS = LanguageWords("extraction").compile_pattern(r"\b(?:{roles.closed_classes})\b")


def select_likely_refs(
    candidates: Sequence[RoleCandidate], refs: Sequence[Ref], encoded: EncodedPassage
) -> tuple[Ref, ...]:
    """Return the refs of a role that are likely: the surest one, others nearly as sure, and those listed with them.

    `refs` has one for each candidate, with its confidence. Of 20 labelled names in the list of the surest addressee 17
    are addressees, whatever their confidence; of 33 others below MIN_SHARE four. Most of these are whom the addressees
    help (`grants to women’s groups to engage | men`).
    """
    minimum = MIN_SHARE * max(map(_get_confidence, refs), default=0.0)
    names = [candidate.name for candidate in candidates]
    listed = [
        name
        for candidate, ref in zip(candidates, refs, strict=True)
        if _get_confidence(ref) >= minimum
        for name in find_list(names, candidate.name, encoded)
    ]
    return tuple(
        ref
        for candidate, ref in zip(candidates, refs, strict=True)
        if _get_confidence(ref) >= minimum or candidate.name in listed
    )


def select_refs(roles: Mapping[str, tuple[Ref, ...]], quote: str) -> dict[str, tuple[Ref, ...]]:
    """Return the names of each role without doubtful partners; a name of two roles keeps the likelier.

    Of 17,842 labelled statements five name somebody in two roles. A part of a longer name of another role is none:
    `Migration (RCM)` of `Secretariat of the Regional Conference on Migration (RCM)`.
    """
    selected = dict(roles)
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
    names = [ref.name for refs in selected.values() for ref in refs]
    return {role: tuple(ref for ref in refs if not _is_fragment(ref, names, quote)) for role, refs in selected.items()}


def _is_fragment(ref: Ref, names: Iterable[str], quote: str) -> bool:
    """Return whether a quote prints a name only within a longer one of these."""
    if ref.source != "quote" or quote.count(ref.name) != 1:
        return False
    return any(ref.name != name and ref.name in name and name in quote for name in names)


def is_closed_class(name: str) -> bool:
    """Return whether a name in lower case is that of bodies whose members are known: `regional commissions`."""
    return bool(_CLOSED_CLASS.search(name))


def _is_doubtful_partner(ref: Ref) -> bool:
    return _get_confidence(ref) < MIN_PARTNER_CONFIDENCE and not is_closed_class(ref.name)


def _get_confidence(ref: Ref) -> float:
    return ref.confidence or 0.0
