"""Why a statement has its tags and places, in words that a reviewer understands."""

from collections.abc import Mapping

from palermo.linking.plain import plain
from palermo.registry import Registry
from palermo.statements import Reason, Statement
from palermo.vocabulary import Vocabulary

TOLD = {
    "themes": "it is about",
    "exploitation": "it speaks of",
    "interventions": "what is done or asked for",
    "groups": "it concerns",
}
"""How each scheme is introduced."""


def tag_reasons(statement: Statement, found: Mapping[str, Mapping[str, str]], words: Vocabulary) -> list[Reason]:
    """One reason for each scheme: each tag with the words that name it; what its kind or rule gave has none."""
    reasons = []
    for scheme, introduced in TOLD.items():
        given = dict.fromkeys(getattr(statement, scheme), "") | dict(found[scheme])
        if given:
            told = [f"{words.label(id).lower()} ({_by(by)})" for id, by in given.items()]
            reasons.append(Reason(feature=f"{introduced}: {', '.join(told)}", weight=0.0))
    return reasons


def _by(words: str) -> str:
    return f"“{words}”" if words else "so its kind says"


def place_reasons(where: Mapping[str, str], registry: Registry) -> list[Reason]:
    """A reason where a place is named by something else than the State's own name: a city, a part, a former name."""
    told = []
    for code, words in where.items():
        row = registry.states[f"state:{code}"]
        if words and words.casefold() not in {plain(name).casefold() for name in row.names.values()}:
            told.append(f"{row.names['en']} (“{words}”)")
    return [Reason(feature=f"it takes place in: {', '.join(told)}", weight=0.0)] if told else []


def region_reasons(around: Mapping[str, str], registry: Registry) -> list[Reason]:
    """A reason for the regions that are named, each with its words: their names are seldom those of M49."""
    told = [f"{registry.regions[code].names['en']} (“{words}”)" for code, words in around.items()]
    return [Reason(feature=f"it names the region: {', '.join(told)}", weight=0.0)] if told else []
