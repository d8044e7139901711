"""Reasons for tags and places, in words for reviewers."""

from collections.abc import Mapping

from palermo.linking.character_normalisation import normalise_characters
from palermo.registry import Registry
from palermo.statements import Reason, Statement
from palermo.vocabulary import Vocabulary

SCHEME_INTRODUCTIONS = {
    "themes": "it is about",
    "exploitation": "it speaks of",
    "interventions": "what is done or asked for",
    "groups": "it concerns",
}
"""Introductory phrase of each scheme."""


def build_tag_reasons(
    statement: Statement, tags_by_scheme: Mapping[str, Mapping[str, str]], vocabulary: Vocabulary
) -> list[Reason]:
    """Return one reason for each scheme: its tags with their words; tags given by kind or rule have none."""
    reasons = []
    for scheme, introduced in SCHEME_INTRODUCTIONS.items():
        term_tags = dict.fromkeys(getattr(statement, scheme), "") | dict(tags_by_scheme[scheme])
        if term_tags:
            tag_texts = [
                f"{vocabulary.get_label(id).lower()} ({_describe_source(matched_text)})"
                for id, matched_text in term_tags.items()
            ]
            reasons.append(Reason(feature=f"{introduced}: {', '.join(tag_texts)}", weight=0.0))
    return reasons


def _describe_source(matched_text: str) -> str:
    return f"“{matched_text}”" if matched_text else "so its kind says"


def build_place_reasons(words_by_code: Mapping[str, str], registry: Registry) -> list[Reason]:
    """Return a reason if a State is named by other words than its own name: a city, a part or a former name."""
    reasons = []
    for code, words in words_by_code.items():
        row = registry.states[f"state:{code}"]
        if words and words.casefold() not in {normalise_characters(name).casefold() for name in row.names.values()}:
            reasons.append(f"{row.names['en']} (“{words}”)")
    return [Reason(feature=f"it takes place in: {', '.join(reasons)}", weight=0.0)] if reasons else []


def build_region_reasons(words_by_code: Mapping[str, str], registry: Registry) -> list[Reason]:
    """Return a reason for regions, each with its words, as their names are seldom those of M49."""
    reasons = [f"{registry.regions[code].names['en']} (“{words}”)" for code, words in words_by_code.items()]
    return [Reason(feature=f"it names the region: {', '.join(reasons)}", weight=0.0)] if reasons else []
