"""Forms of verbs: which words of a language are auxiliaries, and how the words beside a form tell that it is a verb."""

from dataclasses import dataclass
from functools import cache

from palermo.extraction.language.forms import forms_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InflectingForms:
    """The forms by which `language.verbs` and `language.english_lexicon` tell verbs, `inflecting/LANGUAGE.yaml`."""

    double_last: frozenset[str] = frozenset()
    """Verbs that double their last letter."""
    auxiliaries: frozenset[str] = frozenset()
    """Auxiliaries, and verbs that stand where one does."""
    adverbs: frozenset[str] = frozenset()
    """What may stand between a plural and its verb."""
    plurals_without_ending: frozenset[str] = frozenset()
    """Plurals without an ending, behind which a verb may stand."""
    no_object: frozenset[str] = frozenset()
    """What does not follow a plural's verb."""
    before_nouns: frozenset[str] = frozenset()
    """Behind these a form in `-s` is a noun."""
    intransitive: frozenset[str] = frozenset()
    """Verbs behind which no object stands."""
    causes: frozenset[str] = frozenset()
    """Verbs of what brings something about, behind a longer list of causes, or a relative clause of a plural."""
    side_by_side: frozenset[str] = frozenset()
    """Verbs that are looked for behind two parties; other stems are more often nouns there."""
    behind_forced: frozenset[str] = frozenset()
    """What follows `forced` where it is no verb."""
    determiners: frozenset[str] = frozenset()
    """Behind these stands no finite verb."""
    before_infinitives: frozenset[str] = frozenset()
    """Behind these stands an infinitive, which is not finite."""


@cache
def inflecting(language: str) -> InflectingForms:
    """The forms of verbs in a language."""
    known: InflectingForms = forms_of(InflectingForms, "inflecting", language)
    return known
