"""Forms of roles: how a language says who asks, is asked, acts, bears a duty, is served or acts together with whom."""

import re
from dataclasses import dataclass

from palermo.extraction.language.forms import NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoleForms:
    """The forms by which roles are told beyond the wordings of each kind, `roles/LANGUAGE.yaml`."""

    asked: tuple[re.Pattern[str], ...] = ()
    """In a clause, with the group `who`: those whom its form asks."""
    asked_that: tuple[re.Pattern[str], ...] = ()
    """Before the subject of what is asked: `it is time that | hospitals act`."""
    asked_above: tuple[re.Pattern[str], ...] = ()
    """At the end of what stands before an item, with `who`: `Instructions to guards: | rescue first`."""
    asked_anew: re.Pattern[str] = NEVER
    """Between those who are asked, where the next begins with its preposition: `to banks | and to insurers`."""
    dative: re.Pattern[str] = NEVER
    """The preposition before those who are asked, with its article."""
    passive_duty: re.Pattern[str] = NEVER
    """How the predicate begins of somebody to whom something should be done."""
    says_behind: tuple[re.Pattern[str], ...] = ()
    """Behind what is said, with `who`: who says it."""
    says_before: tuple[re.Pattern[str], ...] = ()
    """Before what is said."""
    says_within: tuple[re.Pattern[str], ...] = ()
    """Within what is said."""
    says_that: tuple[re.Pattern[str], ...] = ()
    """Before a clause that is reported: `Portugal said that | inspections went on`."""
    joins_halves: re.Pattern[str] = NEVER
    """What joins the halves of a sentence that have one subject, at the end of the first."""
    bears: tuple[re.Pattern[str], ...] = ()
    """With `who`: whose a mandate is, where that is told behind it."""
    done_by: tuple[re.Pattern[str], ...] = ()
    """With `who`: who does what a noun or a participle tells."""
    done_to: tuple[re.Pattern[str], ...] = ()
    """Before people; group `verb`: what is done to them."""
    done_for: tuple[re.Pattern[str], ...] = ()
    """Before those whom a thing is for, whoever they are."""
    suffers: re.Pattern[str] = NEVER
    """How the participle begins of a deed whose subject is served."""
    folk: re.Pattern[str] = NEVER
    """People, besides those of the wordings."""
    not_served: re.Pattern[str] = NEVER
    """How verbs begin whose object is nobody who is served."""
    helps: re.Pattern[str] = NEVER
    """Verbs whose object is served, whoever it is: `a formé | 210 hôtesses`."""
    no_folk: re.Pattern[str] = NEVER
    """Things that such a verb may have for its object."""
    ends_people: re.Pattern[str] = NEVER
    """Where people to whom a deed is done end, with what is told of them."""
    relative: re.Pattern[str] = NEVER
    """Before a verb that tells of a noun, and not what the subject does: `a ring that | placed girls`."""
    genitive: re.Pattern[str] = NEVER
    """The end of what may be a noun and its `of`: `accompagnement des |`."""
    auxiliary: re.Pattern[str] = NEVER
    """An auxiliary before a participle."""
    counted: re.Pattern[str] = NEVER
    """A number before a noun, or whose it is."""
    subject_has_duty: re.Pattern[str] = NEVER
    """Behind a subject: that it is asked, or has a duty."""
    asked_deed: re.Pattern[str] = NEVER
    """What is asked for, and nobody who is asked."""
    passive_of_asking: re.Pattern[str] = NEVER
    """The end of those who are asked, before the participle."""
    duty_suffered: re.Pattern[str] = NEVER
    """What is said of somebody to whom something should be done."""
    before_who_is_asked: re.Pattern[str] = NEVER
    """Before the subject of what is asked, and its verb."""
    before_what_is_asked: re.Pattern[str] = NEVER
    """The end of those who are asked, up to their verb."""
    object_of_asking: re.Pattern[str] = NEVER
    """With `asked`: whoever stands between a verb of asking and what is to be done."""
    given_to: re.Pattern[str] = NEVER
    """With `asked`."""
    cleft: re.Pattern[str] = NEVER
    """With `asked`."""
    infinitive: re.Pattern[str] = NEVER
    """An infinitive, of what is to be done."""
    called_upon: re.Pattern[str] = NEVER
    """With `asked`, a form of address."""
    duty_behind_aside: re.Pattern[str] = NEVER
    """With `asked`, a duty behind an aside."""
    counted_before: re.Pattern[str] = NEVER
    """What stands before those who act."""
    counted_and_named: re.Pattern[str] = NEVER
    """With `names`: those who are counted and then named."""
    aside_up_to_verb: re.Pattern[str] = NEVER
    """An aside behind a name, up to its verb."""
    adverbs_up_to_verb: re.Pattern[str] = NEVER
    """Adverbs and auxiliaries behind a name, up to its verb."""
    owned_by: re.Pattern[str] = NEVER
    """With `whose`: what a party has, and the party."""
    opening_without_comma: re.Pattern[str] = NEVER
    """How a subject opens with a time, a place or a ground, with no comma behind it."""
    begins_behind_opening: re.Pattern[str] = NEVER
    """Where a name may begin behind such an opening."""
    opening_goes_on: re.Pattern[str] = NEVER
    """What an opening does not end with."""
    agent_nouns: re.Pattern[str] = NEVER
    """Nouns of those who act, singular or plural."""
    abstract_nouns: re.Pattern[str] = NEVER
    """Nouns of nobody."""
    says_beside: tuple[re.Pattern[str], ...] = ()
    """The same of English, whose subjects may be of any sort."""
    says_at_end: re.Pattern[str] = NEVER
    """The same at the end of a clause that holds it, with `who` or `by`."""
    reports_that: re.Pattern[str] = NEVER
    """Before a clause, with `who`, the party that reports what was done."""
    at_home: re.Pattern[str] = NEVER
    """With `who`, whose people speak."""
    another_verb: re.Pattern[str] = NEVER
    """What stands between a verb and `by` where another verb's agent follows."""
    done_by_another: re.Pattern[str] = NEVER
    """What else was done, by another."""
    signed: re.Pattern[str] = NEVER
    """What is signed by those who tie themselves."""
    chain_before_deed: re.Pattern[str] = NEVER
    """Auxiliaries and adverbs before the verb that tells the deed."""
    not_done_for: re.Pattern[str] = NEVER
    """Verbs whose object is nobody who is served, or is harmed, or is sent to do something."""
    brings_together: re.Pattern[str] = NEVER
    """Verbs of bringing together, whoever it is."""
    sets_a_task: re.Pattern[str] = NEVER
    """Verbs whose object is asked, whoever it is."""
    puts_through: re.Pattern[str] = NEVER
    """Verbs of leading somebody through something."""
    and_does: re.Pattern[str] = NEVER
    """Behind a list of people, the next verb."""
    and_to_do: re.Pattern[str] = NEVER
    """Where the next thing to be done begins."""
    next_gerund: re.Pattern[str] = NEVER
    """Where the next thing that is done begins."""
    gerund: re.Pattern[str] = NEVER
    """A gerund, behind which nobody stands who is served."""
    verb_by_ending: re.Pattern[str] = NEVER
    """A verb by its ending, after `to`."""
    acts_unserved: re.Pattern[str] = NEVER
    """What acts, but is no one who is served."""
    anybody: re.Pattern[str] = NEVER
    """Words that say nothing beside others who are served."""
    purpose_first: re.Pattern[str] = NEVER
    """How a sentence opens with what it is done for."""
    receiving: re.Pattern[str] = NEVER
    """A verb whose subject is served."""
    receives_nothing: re.Pattern[str] = NEVER
    """The beginning of a subject that tells how many receive nothing."""
    from_giver: re.Pattern[str] = NEVER
    """Before who gives what is received."""
    refusing: re.Pattern[str] = NEVER
    """What is pledged not to be done, and serves nobody."""
    rests_with: tuple[re.Pattern[str], ...] = ()
    """With `who`: whose a mandate is, told behind it."""
    run_by: re.Pattern[str] = NEVER
    """With `who`, where no other is told: by whom a thing is run."""
    mandate_of: re.Pattern[str] = NEVER
    """Whose mandate it is, with `of` or `whose`."""
    deed: re.Pattern[str] = NEVER
    """A verb and the adverb behind it, before its object."""
    joint_left: re.Pattern[str] = NEVER
    """What is left at the end of a list that is cut off."""
    preposition_left: re.Pattern[str] = NEVER
    """What is left of what is told of a name that is cut off."""
    preposition_in_name: re.Pattern[str] = NEVER
    """Prepositions that a name may hold."""
    relative_of_served: re.Pattern[str] = NEVER
    """Behind it stands what those who are served do themselves."""
    exchanges_with: re.Pattern[str] = NEVER
    """With whom something is exchanged is served by it, where it is no tie."""
    leads_body: re.Pattern[str] = NEVER
    """How a tie begins that leads or serves a joint body."""
    oblique_plural: re.Pattern[str] = NEVER
    """The beginning of a phrase in the plural, which is of nobody in particular."""
    generic_partners: re.Pattern[str] = NEVER
    """Sectors of society."""
    asks: re.Pattern[str] = NEVER
    """Verbs of asking, with their adverbs."""
    to_do: re.Pattern[str] = NEVER
    """Where those who are asked end: at an infinitive, at `к`, at `чтобы`."""
    duty_behind_dative: re.Pattern[str] = NEVER
    """Behind those whose duty it is, in the dative."""
    dative_word: re.Pattern[str] = NEVER
    """A word in the dative, or an acronym."""
    opens_duty: re.Pattern[str] = NEVER
    """What opens a clause before those whose duty it is."""
    asked_too: re.Pattern[str] = NEVER
    """With `asked`, who else is asked, with the verb left out."""
    upon: re.Pattern[str] = NEVER
    """With `asked`, the duty upon somebody."""
    addressed: re.Pattern[str] = NEVER
    """With `asked` or `called`, a form of address."""
    that_they_do: re.Pattern[str] = NEVER
    """With `asked`, behind a verb in the subjunctive."""
    is_invited: re.Pattern[str] = NEVER
    """With `asked`, before a participle of asking."""
    ought: re.Pattern[str] = NEVER
    """With `asked`, of whom something is due."""
    all_of: re.Pattern[str] = NEVER
    """All, each and any, before those who are asked."""
    person_or_body: re.Pattern[str] = NEVER
    """What a phrase for people, or for somebody who acts, ends with."""
    deed_by_ending: re.Pattern[str] = NEVER
    """What ends like people and is none."""
    how_many: re.Pattern[str] = NEVER
    """How many they are, before them."""
    told_by_clause: re.Pattern[str] = NEVER
    """What tells, before `的`, that people are told of by a clause."""
    begins_predicate: re.Pattern[str] = NEVER
    """Where a predicate begins that nothing else tells."""
    done_to_or_for: re.Pattern[str] = NEVER
    """Behind it those stand whom a deed is done to or for."""
    gives: re.Pattern[str] = NEVER
    """Verbs of giving, before which those stand who are given something."""
    aspect: re.Pattern[str] = NEVER
    """What may stand between a verb and its object."""
    duty: re.Pattern[str] = NEVER
    """What tells a duty, behind whose it is."""
    says_what_is_due: re.Pattern[str] = NEVER
    """The end of who says what somebody should do, who is not asked."""
    opens_condition: re.Pattern[str] = NEVER
    """How the occasion of a duty begins, which is nobody."""
    pronouns_at_end: re.Pattern[str] = NEVER
    """A pronoun at the end of a phrase."""
    counted_unit: re.Pattern[str] = NEVER
    """A measure that stands alone."""
    of_place: re.Pattern[str] = NEVER
    """What is for people."""
    promising: re.Pattern[str] = NEVER
    """Words of a promise."""
    names_nobody: re.Pattern[str] = NEVER
    """Nobody in particular."""
    unknown_deed: re.Pattern[str] = NEVER
    """A verb that nothing knows, behind the name of a body, with what counts its object."""
    name_in_quotes: re.Pattern[str] = NEVER
    """A name that ends with its own name in quotation marks."""
    led_jointly: re.Pattern[str] = NEVER
    """With `who`, those who lead a joint body together."""
    generic_actor: re.Pattern[str] = NEVER
    """Who acts in a part of a plan, without a name."""
    mandate_itself: re.Pattern[str] = NEVER
    """A subject that is a mandate, and nobody."""
    tie_itself: re.Pattern[str] = NEVER
    """A subject that is the tie itself, with `whose` it is."""
    we: re.Pattern[str] = NEVER
    """Those who speak, as a subject."""
    pronoun_at_end: re.Pattern[str] = NEVER
    """The end of `In this regard, | we`."""
    label: re.Pattern[str] = NEVER
    """The label of a paragraph before its first words."""
    expletive: re.Pattern[str] = NEVER
    """`It is expected that ...`, said by nobody."""
    done_jointly: re.Pattern[str] = NEVER
    """Behind it those stand who act together, of whom the first is the actor."""
    tie_between: re.Pattern[str] = NEVER
    """A subject that is a tie, behind which those stand who have it."""
    points_to_deed: re.Pattern[str] = NEVER
    """A subject that takes up what was told, and nobody who acts."""
    and_asks: re.Pattern[str] = NEVER
    """Where another is asked."""
    operative_verb: re.Pattern[str] = NEVER
    """How a paragraph of a resolution begins, whose organ is not named in it."""
    between_parties: re.Pattern[str] = NEVER
    """Between a tie and those who have it."""
