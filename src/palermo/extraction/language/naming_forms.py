"""Forms of names: how a language shows where the name of a body or a group begins and ends, alone and in a list."""

import re
from dataclasses import dataclass
from functools import cache

from palermo.extraction.language.forms import NEVER, forms_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamingForms:
    """The forms by which `names` and `roles` bound a name and divide a list of them, `naming/LANGUAGE.yaml`."""

    inner_apposition: re.Pattern[str] = NEVER
    """What tells more of a name within a list."""
    and_its_partners: re.Pattern[str] = NEVER
    """Those who act together with somebody."""
    other_name: re.Pattern[str] = NEVER
    """With `name` and `other`, perhaps of the same body."""
    apposition: re.Pattern[str] = NEVER
    """What tells more of a name, behind it."""
    sort_before: re.Pattern[str] = NEVER
    """What sort of body it is, before its name."""
    common_noun_and_name: re.Pattern[str] = NEVER
    """With `name`, behind a common noun."""
    named_among: re.Pattern[str] = NEVER
    """With `names`, a plural and those of it who are named."""
    joint_body: re.Pattern[str] = NEVER
    """With `names`, a body that several have made."""
    spoken_for: re.Pattern[str] = NEVER
    """With `names`, somebody and for whom they speak."""
    carried_out_by: re.Pattern[str] = NEVER
    """With `by`, a project and who carries it out."""
    with_help: re.Pattern[str] = NEVER
    """With whose help, behind who carries it out."""
    paid_by: re.Pattern[str] = NEVER
    """Who pays, before who does it."""
    aside_behind: re.Pattern[str] = NEVER
    """What stands behind who acts up to the verb."""
    told_of_some: re.Pattern[str] = NEVER
    """What is told of some of those named, or with whom they act."""
    acronym_before_verb: re.Pattern[str] = NEVER
    """An acronym and its verb, where the verb is not known."""
    clitic_behind: re.Pattern[str] = NEVER
    """A pronoun before the verb, behind who acts."""
    in_place: re.Pattern[str] = NEVER
    """Where people are, behind what they are called."""
    busy_in_place: re.Pattern[str] = NEVER
    """What people do where, behind what they are called."""
    groups_of_states: frozenset[str] = frozenset()
    """Groups of States whose name ends with a common noun."""
    whole_name: re.Pattern[str] = NEVER
    """An acronym, or a name of capitalised words alone."""
    own_name: re.Pattern[str] = NEVER
    """A name of one word that is no common noun."""
    of_name: re.Pattern[str] = NEVER
    """Prepositions within a name."""
    then_about: re.Pattern[str] = NEVER
    """An acronym behind a name, and then what it is about."""
    article: re.Pattern[str] = NEVER
    """What stands before a name and is none of it; in English `La` is a part of a name."""
    in_month: re.Pattern[str] = NEVER
    """What tells when, behind a name."""
    dative_again: re.Pattern[str] = NEVER
    """What is said again before each of those who are asked."""
    open_end_of_list: re.Pattern[str] = NEVER
    """What a list does not end with."""
    governments_of: re.Pattern[str] = NEVER
    """The governments, parliaments or delegations of several States, the group."""
    between_states: re.Pattern[str] = NEVER
    """Between the States of such a list."""
    bodies_of_states: re.Pattern[str] = NEVER
    """Bodies of several States."""
    head_without_capital: re.Pattern[str] = NEVER
    """Names whose head is no capital."""
    common_head: re.Pattern[str] = NEVER
    """A proper name whose head is a common noun behind it."""
    from_state: re.Pattern[str] = NEVER
    """With a group, the State where somebody is from, at the end."""
    in_states: re.Pattern[str] = NEVER
    """In which States they are, behind a closed set."""
    about_matter: re.Pattern[str] = NEVER
    """What a tie is about, behind a name."""
    doing: re.Pattern[str] = NEVER
    """What a partner does."""
    in_city: re.Pattern[str] = NEVER
    """With `place`, where its bearer is, behind a name."""
    local_body: re.Pattern[str] = NEVER
    """Bodies that a town tells from others of the name."""
    large_place: re.Pattern[str] = NEVER
    """Ends of names behind `in` that are a part of them."""
    part_anew: re.Pattern[str] = NEVER
    """How a part of a list begins that is no rest of a name."""
    list_mark: re.Pattern[str] = NEVER
    """What parts a list of names."""
    texts: re.Pattern[str] = NEVER
    """What can be acted with as little as a text, at the end of a name."""
    classes_of_partners: re.Pattern[str] = NEVER
    """Classes of partners, which are no names."""
    and_the_next: re.Pattern[str] = NEVER
    """Where the next of those who have a tie begins."""
    then_the: re.Pattern[str] = NEVER
    """Behind a partner, what is done with it."""
    the_one: re.Pattern[str] = NEVER
    """An article in the singular, before a body by its sort."""
    alone_in_list: re.Pattern[str] = NEVER
    """Parts of a list that begin anew: with an article, or an acronym."""
    article_anew: re.Pattern[str] = NEVER
    """What begins anew in a list."""
    ourselves: re.Pattern[str] = NEVER
    """Those who speak, and what they say, which is no name."""
    end_of_groups: re.Pattern[str] = NEVER
    """The end of a name such as `... for the Least Developed Countries, | Landlocked Developing Countries`."""
    form_of_address: re.Pattern[str] = NEVER
    """Forms of address: who is named so is a person, and no party."""
    short_plural: re.Pattern[str] = NEVER
    """A short phrase in the plural."""
    things_behind: re.Pattern[str] = NEVER
    """The end of a list that goes on with things."""
    open_end: re.Pattern[str] = NEVER
    """What a name does not end with."""
    work_of: re.Pattern[str] = NEVER
    """What somebody is said to do, before their name."""
    for_whom: re.Pattern[str] = NEVER
    """What something is for, and nobody who acts."""
    causing: re.Pattern[str] = NEVER
    """Verbs of causing in a subject that is a deed."""
    heads_of_state: re.Pattern[str] = NEVER
    """Heads of State and Government, who are one party, the group."""
    adjectives_alone: re.Pattern[str] = NEVER
    """What shares the noun of the next."""
    sharing: re.Pattern[str] = NEVER
    """Before the last of adjectives that share a noun."""
    second_clause: re.Pattern[str] = NEVER
    """A second clause behind a name, up to its verb."""
    opens_clause: re.Pattern[str] = NEVER
    """What opens a clause, and no name."""
    goes_on_with_name: re.Pattern[str] = NEVER
    """What goes on with a name, and begins none."""
    programmes: re.Pattern[str] = NEVER
    """Programmes, which do nothing."""
    adverb: re.Pattern[str] = NEVER
    """An adverb before a participle."""
    verb_and_object: re.Pattern[str] = NEVER
    """A verb of the past with its object, which ends a name."""
    definite_article: re.Pattern[str] = NEVER
    """The definite article."""
    bare_name: re.Pattern[str] = NEVER
    """A name that no article stands before."""
    genitive: re.Pattern[str] = NEVER
    """A genitive, which goes on with the name before it."""
    holds_genitive: re.Pattern[str] = NEVER
    """A genitive within a name."""
    single_name: re.Pattern[str] = NEVER
    """A name of one word."""
    purpose_behind: re.Pattern[str] = NEVER
    """What is done together, behind a name."""
    told_apart: re.Pattern[str] = NEVER
    """A name that is told apart from others of its sort."""
    plural_sort: re.Pattern[str] = NEVER
    """What sort several names are, before the first."""
    named_between_dashes: re.Pattern[str] = NEVER
    """With `names`, a plural and who it is, between dashes."""
    before_actor: re.Pattern[str] = NEVER
    """What stands before who acts."""
    preamble_behind: re.Pattern[str] = NEVER
    """What an organ notes behind its name, before it decides."""
    welcomes_or_by: re.Pattern[str] = NEVER
    """What welcomes somebody or says who does it, before the name."""
    done_before: re.Pattern[str] = NEVER
    """With `what`, what somebody does, before who does it."""
    dateline: re.Pattern[str] = NEVER
    """A dateline or heading printed before a name."""
    in_quotes: re.Pattern[str] = NEVER
    """A name in quotation marks."""
    sitting: re.Pattern[str] = NEVER
    """Which sitting of an organ it was."""
    auxiliary_behind: re.Pattern[str] = NEVER
    """What says when and with whom somebody acts, behind a name."""
    joint: re.Pattern[str] = NEVER
    """What may part a list, or stand within a name."""
    matter_at_end: re.Pattern[str] = NEVER
    """What a body is for, before an `and` within its name."""
    begins_anew: re.Pattern[str] = NEVER
    """How a name begins that is no rest of another."""
    shared_behind: re.Pattern[str] = NEVER
    """What those before it have in common."""
    several_words: re.Pattern[str] = NEVER
    """With `name`, a name of several words."""
    deed_and_object: re.Pattern[str] = NEVER
    """A verb that only somebody can be the subject of, with its object."""
    singular_verb: re.Pattern[str] = NEVER
    """A verb of one party."""
    no_ones_name: re.Pattern[str] = NEVER
    """Texts, times, places and words that stand for anybody."""
    abstract_by_ending: re.Pattern[str] = NEVER
    """A noun of nobody by its ending."""
    verb_with_object: re.Pattern[str] = NEVER
    """With `verb`: a verb and the beginning of its object."""
    particle: re.Pattern[str] = NEVER
    """Particles before a name, or within its first word."""
    adjective: re.Pattern[str] = NEVER
    """What goes on with a definite name: an adjective of it."""
    head_of_body: re.Pattern[str] = NEVER
    """What an organisation's name begins with."""
    and_head: re.Pattern[str] = NEVER
    """What a name may stand behind in one word."""
    for_matter: re.Pattern[str] = NEVER
    """What goes on with an organisation's name."""
    construct: re.Pattern[str] = NEVER
    """Nouns that are of the noun behind them, in a name."""
    for_whom_noun: re.Pattern[str] = NEVER
    """What an organisation with an adjective is for."""
    link: re.Pattern[str] = NEVER
    """A noun that may be of the one behind it."""
    heads_of_groups: re.Pattern[str] = NEVER
    """Heads of groups, and of bodies that are no more than their kind."""
    and_matter: re.Pattern[str] = NEVER
    """What goes on with the name of one body."""
    and_another: re.Pattern[str] = NEVER
    """Before the next of a list of names."""
    tasked: re.Pattern[str] = NEVER
    """Behind it stands what somebody is charged with."""
    ends_name: re.Pattern[str] = NEVER
    """Words that a name neither begins nor goes on with."""
    aim: re.Pattern[str] = NEVER
    """Before what is asked for."""
    recommends: re.Pattern[str] = NEVER
    """Stems of verbs of recommending."""
    appeals: re.Pattern[str] = NEVER
    """The stem of a verb of appealing."""
    begs: re.Pattern[str] = NEVER
    """Stems of verbs whose asked stand behind `from`."""
    appeals_to: re.Pattern[str] = NEVER
    """To whom somebody appeals."""
    organ: re.Pattern[str] = NEVER
    """Organs that recommend."""
    that_does: re.Pattern[str] = NEVER
    """With `does`, what is recommended: `that States ratify`, or a noun of doing."""
    ends_subject: re.Pattern[str] = NEVER
    """What ends who acts, behind a verb; names and heads of names that begin with those letters do not."""
    governments: re.Pattern[str] = NEVER
    """Governments of several States, before their names."""
    preposition: re.Pattern[str] = NEVER
    """A preposition behind a verb, before which nobody acts."""
    accusative: re.Pattern[str] = NEVER
    """With a group, a noun in the accusative behind a verb: its object, or when it was."""
    adverbial: re.Pattern[str] = NEVER
    """What may stand before a verb and is no subject."""
    verb_of_them: re.Pattern[str] = NEVER
    """A verb that says itself who acts."""
    apposed: re.Pattern[str] = NEVER
    """What tells who somebody is, behind a comma at the end of a subject."""


@cache
def naming(language: str) -> NamingForms:
    """The forms of names in a language, for those who know which it is and have no wordings at hand."""
    known: NamingForms = forms_of(NamingForms, "naming", language)
    return known
