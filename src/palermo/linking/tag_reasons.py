"""Reasons of tags, places and regions of a statement: the words that gave them."""

from collections.abc import Mapping

from palermo.linking.character_normalisation import normalise_characters
from palermo.registry import Registry
from palermo.statements import TAG_FIELDS, Reason, ReasonValue, Statement, build_reason
from palermo.vocabulary import Vocabulary, find_printed_words, format_inline_label, tokenize


def build_tag_reasons(
    statement: Statement, tags_by_scheme: Mapping[str, Mapping[str, str]], vocabulary: Vocabulary
) -> list[Reason]:
    """Return one reason for each scheme: its tags with their words; tags given by kind or rule have none."""
    reasons = []
    for scheme in TAG_FIELDS:
        term_tags = dict.fromkeys(getattr(statement, scheme), "") | dict(tags_by_scheme[scheme])
        if term_tags:
            concepts = [
                build_value("concepts", id, format_inline_label(vocabulary.get_label(id)), matched_text)
                for id, matched_text in term_tags.items()
            ]
            reasons.append(build_reason(f"tag-{scheme}", items=concepts))
    return reasons


def build_value(name: str, id: str, label: str, words: str) -> ReasonValue:
    """Return a concept or place with the words that gave it, if any did."""
    return ReasonValue(name=name, text=label, id=id, after=f" (“{words}”)" if words else "")


def build_place_reasons(quote: str, words_by_code: Mapping[str, str], registry: Registry) -> list[Reason]:
    """Return a reason if a State is named by other words than its own name: a city, a part or a former name."""
    places = []
    for code, words in words_by_code.items():
        row = registry.states[f"state:{code}"]
        if words and words.casefold() not in {normalise_characters(name).casefold() for name in row.names.values()}:
            places.append(build_value("places", row.id, row.names["en"], _find_printed(quote, words)))
    return [build_reason("place", items=places)] if places else []


def build_region_reasons(quote: str, words_by_code: Mapping[str, str], registry: Registry) -> list[Reason]:
    """Return a reason for regions, each with its words, as their names are seldom those of M49."""
    regions = [
        build_value("places", code, registry.regions[code].names["en"], _find_printed(quote, words))
        for code, words in words_by_code.items()
    ]
    return [build_reason("region", items=regions)] if regions else []


def _find_printed(quote: str, words: str) -> str:
    """Return words in which diacritics and hyphens are folded as the quote prints them, if it does."""
    folded = " ".join(tokenize(words))
    printed = find_printed_words(quote, folded)
    return words if printed == folded else printed
