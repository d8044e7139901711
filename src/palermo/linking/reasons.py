"""Why a statement has its tags and places, in words that a reviewer understands."""

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
"""How each scheme is introduced."""


def build_tag_reasons(
    statement: Statement, tags_by_scheme: Mapping[str, Mapping[str, str]], vocabulary: Vocabulary
) -> list[Reason]:
    """One reason for each scheme: each tag with the words that name it; what its kind or rule gave has none."""
    reasons = []
    for scheme, introduced in SCHEME_INTRODUCTIONS.items():
        given = dict.fromkeys(getattr(statement, scheme), "") | dict(tags_by_scheme[scheme])
        if given:
            told = [f"{vocabulary.get_label(id).lower()} ({_describe_source(by)})" for id, by in given.items()]
            reasons.append(Reason(feature=f"{introduced}: {', '.join(told)}", weight=0.0))
    return reasons


def _describe_source(matched_text: str) -> str:
    return f"“{matched_text}”" if matched_text else "so its kind says"


def build_place_reasons(words_by_code: Mapping[str, str], registry: Registry) -> list[Reason]:
    """A reason where a place is named by something else than the State's own name: a city, a part, a former name."""
    told = []
    for code, words in words_by_code.items():
        row = registry.states[f"state:{code}"]
        if words and words.casefold() not in {normalise_characters(name).casefold() for name in row.names.values()}:
            told.append(f"{row.names['en']} (“{words}”)")
    return [Reason(feature=f"it takes place in: {', '.join(told)}", weight=0.0)] if told else []


def build_region_reasons(words_by_code: Mapping[str, str], registry: Registry) -> list[Reason]:
    """A reason for the regions that are named, each with its words: their names are seldom those of M49."""
    told = [f"{registry.regions[code].names['en']} (“{words}”)" for code, words in words_by_code.items()]
    return [Reason(feature=f"it names the region: {', '.join(told)}", weight=0.0)] if told else []
