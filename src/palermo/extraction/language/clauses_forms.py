"""Forms of clauses: how a language shows where a subject, its verb, a subordinate clause and an aside begin and end."""

import re
from dataclasses import dataclass

from palermo.extraction.language.forms import NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClauseForms:
    """The forms by which `syntax` takes a sentence apart, `clauses/LANGUAGE.yaml`."""

    before_relative_verb: re.Pattern[str] = NEVER
    """Before a verb that is of a relative clause or behind a comma, up to it."""
    adverbs_alone: re.Pattern[str] = NEVER
    """Adverbs that stand where a subject might, and are none."""
    work_of: re.Pattern[str] = NEVER
    """What somebody is said to do, before their name."""
    number_in_name: re.Pattern[str] = NEVER
    """Numbers that are a part of a name."""
    adverbs_behind_subject: re.Pattern[str] = NEVER
    """What stands between a subject and its verb, and is no part of a name."""
    pronoun_at_end: re.Pattern[str] = NEVER
    """The end of `In the reporting year | we`."""
    adverb_at_end: re.Pattern[str] = NEVER
    """The end of `The government | modestly`, in front of its verb."""
    acronym_at_end: re.Pattern[str] = NEVER
    """The end of `Since the start of the project | IOM`, without a comma."""
    told_of_another: re.Pattern[str] = NEVER
    """Verbs of what was or will be done by somebody who is left out."""
    opens_aside: re.Pattern[str] = NEVER
    """An aside behind a comma, which is no subject."""
    participle: re.Pattern[str] = NEVER
    """A participle, which may tell of a noun."""
    noun_and_verb: re.Pattern[str] = NEVER
    """Behind a participle: the noun that it belongs to, and that noun's verb."""
    linked_to: re.Pattern[str] = NEVER
    """Participles that tell of a noun."""
    apposition_up_to_participle: re.Pattern[str] = NEVER
    """What tells who somebody is, behind a comma and up to a participle."""
    by_agent: re.Pattern[str] = NEVER
    """Behind a participle, without an auxiliary before it: what is told of a noun, and no verb of the sentence."""
    adjective: re.Pattern[str] = NEVER
    """An adjective in any case."""
    determiner: re.Pattern[str] = NEVER
    """Determiners before a noun, in any case."""
    quantity: re.Pattern[str] = NEVER
    """How a phrase begins that tells how many, and names nobody."""
    looks_like_verb: re.Pattern[str] = NEVER
    """What looks like a verb where none is known."""
    verb_behind_plural: re.Pattern[str] = NEVER
    """What stands behind a plural that could be a verb."""
    possessive: re.Pattern[str] = NEVER
    """What stands before a noun, and never before a finite verb."""
    between_states: re.Pattern[str] = NEVER
    """Between States that are a subject together, with the article of the next."""
    behind_adverbial: re.Pattern[str] = NEVER
    """An adverbial between an auxiliary and its participle, the group `verb`."""
    whose_noun: re.Pattern[str] = NEVER
    """`whose` and its noun, up to the verb."""
    relative_aside: re.Pattern[str] = NEVER
    """What a subject is told to do or to be in passing."""
    object_clause: re.Pattern[str] = NEVER
    """What stands between a verb and the words of a clause that is its object, or tells of it."""
    announced: re.Pattern[str] = NEVER
    """Saying what will be done."""
    passive_present: re.Pattern[str] = NEVER
    """The present in the passive."""
    reflexive: re.Pattern[str] = NEVER
    """What makes a verb reflexive, before it."""
    past_or_present_of_us: re.Pattern[str] = NEVER
    """A verb of `we` that is the same in the present and the past."""
    in_year: re.Pattern[str] = NEVER
    """The year in which something was done."""
    dated_at_end: re.Pattern[str] = NEVER
    """The same at the end of a clause."""
    unchanged_in_past: frozenset[str] = frozenset()
    """Verbs that are the same in the past."""
    opens_with_circumstance: re.Pattern[str] = NEVER
    """How a stretch begins that holds a subject further on."""
    no_subject_behind: re.Pattern[str] = NEVER
    """Prepositions and conjunctions, behind which no subject begins."""
    oblique: re.Pattern[str] = NEVER
    """An adjective, or a noun, in no nominative; so is the noun that agrees with it."""
    nominative_adjective: re.Pattern[str] = NEVER
    """An adjective in the nominative."""
    nominative_noun: re.Pattern[str] = NEVER
    """How a noun ends in the nominative, singular or plural."""
    genitive_noun: re.Pattern[str] = NEVER
    """Nouns in the genitive plural that end so, too."""
    circumstance_behind: re.Pattern[str] = NEVER
    """What stands between a subject and its verb, and is no part of a name."""
    particle_before: re.Pattern[str] = NEVER
    """Particles before a subject."""
    clause_behind: re.Pattern[str] = NEVER
    """A clause behind a name."""
    preposed: re.Pattern[str] = NEVER
    """What no party begins with."""
    relative_verb: re.Pattern[str] = NEVER
    """A verb that tells of a noun: `老挝 | 登记的案件`, of which the clause is then said."""
    whole_head: re.Pattern[str] = NEVER
    """Heads that end a name."""
    behind_names: re.Pattern[str] = NEVER
    """What goes on with no name, though a name may be made of it and what follows."""
    nobody: frozenset[str] = frozenset()
    """Words for people that alone name no group."""
    capital_articles: frozenset[str] = frozenset()
    """Articles with a capital, of languages whose names are told from nouns by theirs."""
    article: re.Pattern[str] = NEVER
    """The article before a name."""
