"""Forms of telling: what a language says beside the wordings of each kind when something is done, asked or claimed."""

import re
from dataclasses import dataclass

from palermo.extraction.language.forms import NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TellingForms:
    """The forms by which `kinds` tell what a clause states, beside its wordings, `telling/LANGUAGE.yaml`."""

    document: re.Pattern[str] = NEVER
    """The end of a subject that is a document or a meeting."""
    tool: re.Pattern[str] = NEVER
    """The end of a subject that is software or a study."""
    tool_works: re.Pattern[str] = NEVER
    """What software does, and how a study was made."""
    law: re.Pattern[str] = NEVER
    """The end of a subject that is a law."""
    law_rules: re.Pattern[str] = NEVER
    """What a law rules."""
    counts_others: re.Pattern[str] = NEVER
    """What counts members, meetings or documents."""
    helped_passive: re.Pattern[str] = NEVER
    """In the passive, what is done for its subject."""
    abstract_subject: re.Pattern[str] = NEVER
    """Subjects that are nobody who is helped."""
    given_passive: re.Pattern[str] = NEVER
    """In the passive, what is given to somebody, or made for them."""
    held_passive: re.Pattern[str] = NEVER
    """In the passive, what is done with an event or a thing given."""
    event_reaches: re.Pattern[str] = NEVER
    """What an event does for people."""
    counted_first: re.Pattern[str] = NEVER
    """How a subject begins that is counted."""
    our_asking: re.Pattern[str] = NEVER
    """What we tell to have asked of others."""
    a_text: re.Pattern[str] = NEVER
    """The beginning of a sentence about a text."""
    done_with: re.Pattern[str] = NEVER
    """In the passive, what is done with somebody."""
    survivors_subject: re.Pattern[str] = NEVER
    """Survivors as a subject."""
    experts_deed: re.Pattern[str] = NEVER
    """What survivors do as experts."""
    at_work: re.Pattern[str] = NEVER
    """How somebody works, which is nothing done."""
    at_large: re.Pattern[str] = NEVER
    """A statistic of countries at large."""
    organ_decides: re.Pattern[str] = NEVER
    """What an organ decides to do itself."""
    planned_passive: re.Pattern[str] = NEVER
    """In the passive, what is planned to be made or held."""
    thing_made: re.Pattern[str] = NEVER
    """The end of a subject that is made or held."""
    on_offer: re.Pattern[str] = NEVER
    """What is on offer for somebody."""
    service: re.Pattern[str] = NEVER
    """The end of a subject that is a service."""
    is_a_body: re.Pattern[str] = NEVER
    """With `who` and `does`, how a body says what it is and what it does."""
    line_of_services: re.Pattern[str] = NEVER
    """What begins a line of a list of services, of a calendar of events, or of what will be delivered."""
    helps_survivors: re.Pattern[str] = NEVER
    """What is done for those who were exploited."""
    hurts: re.Pattern[str] = NEVER
    """Words of what is missing or harms."""
    helps_nobody: re.Pattern[str] = NEVER
    """Subjects that are no organisation which helps."""
    helper_named: re.Pattern[str] = NEVER
    """We, or a name within a subject."""
    before_relative: re.Pattern[str] = NEVER
    """What stands before the verb of a relative clause."""
    line_date: re.Pattern[str] = NEVER
    """With `who` and `said`, the date that begins a line of a chronicle."""
    participle_by: re.Pattern[str] = NEVER
    """A participle with its agent."""
    subordinate: re.Pattern[str] = NEVER
    """What begins a subordinate clause behind a verb."""
    noun_without_verb: re.Pattern[str] = NEVER
    """A lone noun with what is no verb."""
    noun_with_relative: re.Pattern[str] = NEVER
    """With `verb`, a noun phrase with its relative clause."""
    title_of_figure: re.Pattern[str] = NEVER
    """The title of an indicator or of a figure."""
    before_verb_of_relative: re.Pattern[str] = NEVER
    """What stands before the verb of a relative clause, where no other verb stands."""
    infinitive: re.Pattern[str] = NEVER
    """A clause that begins with an infinitive."""
    brings_about: frozenset[str] = frozenset()
    """Verbs whose subject may be what somebody does or is."""
    gerund: re.Pattern[str] = NEVER
    """A clause that begins with a gerund."""
    discussed: re.Pattern[str] = NEVER
    """What is done with a subject, of which nothing is claimed."""
    bare_verb: re.Pattern[str] = NEVER
    """A clause that may begin with what is to be done."""
    enduring: re.Pattern[str] = NEVER
    """What is told of those who exploit that is no harm."""
    risk_factors: re.Pattern[str] = NEVER
    """The introduction of a list whose items are risks, whatever harm they name."""
    goes_through: re.Pattern[str] = NEVER
    """What people go through."""
    lacking: re.Pattern[str] = NEVER
    """What those who should help lack, fail to do or count."""
    bettered: re.Pattern[str] = NEVER
    """Words of help: what brings it about is no harm."""
    and_another: re.Pattern[str] = NEVER
    """Before the second verb of a subject."""
    by_law: re.Pattern[str] = NEVER
    """Who charges, seizes and compels by law."""
    imperative_item: re.Pattern[str] = NEVER
    """An item that begins with what is to be done, and claims nothing."""
    vague_harm: re.Pattern[str] = NEVER
    """Words of harm that are as often said of plans and money as of people."""
    telling_half: re.Pattern[str] = NEVER
    """A second half that tells what is, was or will be done."""
    joined_verbs: re.Pattern[str] = NEVER
    """The end of a half that is a verb, whose object it shares with the next."""
    announces_list: re.Pattern[str] = NEVER
    """The end of what only announces what is asked."""
    aim_behind: re.Pattern[str] = NEVER
    """What goes on behind it: `take measures | to investigate complicity and punish officials` asks for one
    thing."""
    goes_on: re.Pattern[str] = NEVER
    """What tells in a second half that it goes on, behind what was done."""
    counted_cell: re.Pattern[str] = NEVER
    """A cell that only counts what is delivered."""
    of_organs: re.Pattern[str] = NEVER
    """Meetings and documents of organs, which are out of scope as administration."""
    ours_introduced: re.Pattern[str] = NEVER
    """An introduction of what `we` do."""
    reports_of: re.Pattern[str] = NEVER
    """With a group, whose reports a cell names."""
    ends_with_are: re.Pattern[str] = NEVER
    """The end of an introduction such as `we are:`."""
    doing_behind_are: re.Pattern[str] = NEVER
    """How an item goes on behind `we are:` that tells what is done, and does not name something."""
    numbered_action: re.Pattern[str] = NEVER
    """How a line of a plan begins."""
    in_passing: re.Pattern[str] = NEVER
    """What is said of a party in passing."""
    of_what: re.Pattern[str] = NEVER
    """What stands before a task that is the object of another verb."""
    of_which: re.Pattern[str] = NEVER
    """The same, behind the verb."""
    charged_by_law: re.Pattern[str] = NEVER
    """What a law or a plan gives somebody as a task."""
    decides_that: re.Pattern[str] = NEVER
    """How a resolution begins that gives a task."""
    whoever: re.Pattern[str] = NEVER
    """Whoever bears a duty."""
    several: re.Pattern[str] = NEVER
    """What makes a subject two parties at least."""
    with_another: re.Pattern[str] = NEVER
    """With whom something is done."""
    named_alliance: re.Pattern[str] = NEVER
    """The end of a wording that met a name."""
    second_verb: re.Pattern[str] = NEVER
    """Between a verb and the second of its sentence."""
    striving: re.Pattern[str] = NEVER
    """What a programme will do, and no pledge."""
    opens_list: re.Pattern[str] = NEVER
    """The end of the introduction of a list, whose items state what is pledged."""
    and_next: re.Pattern[str] = NEVER
    """What joins an item to the next."""
    this: re.Pattern[str] = NEVER
    """`This`, which asks nobody."""
    relative_pronoun: re.Pattern[str] = NEVER
    """A relative pronoun before a verb."""
    adverbs_alone: re.Pattern[str] = NEVER
    """What stands before a verb that names nobody."""
    other_verb_first: re.Pattern[str] = NEVER
    """How the first half of a paragraph of a resolution begins, which is nobody."""
    we_asked: re.Pattern[str] = NEVER
    """That we tell what we asked of whom long ago."""
    ours: re.Pattern[str] = NEVER
    """`We`, as those who should do something."""
    shall: re.Pattern[str] = NEVER
    """`Shall`, behind `we`: our own duty."""
    opens_subordinate: re.Pattern[str] = NEVER
    """How a subordinate clause opens a sentence."""
    imperative_and_object: re.Pattern[str] = NEVER
    """With `verb`, the verb and the object with which a sentence begins."""
    subordinate_within: re.Pattern[str] = NEVER
    """What begins a subordinate clause behind an imperative."""
    reviewed_item: re.Pattern[str] = NEVER
    """With `what` and `who`, a numbered recommendation of a State's review, with those who made it."""
    concern: re.Pattern[str] = NEVER
    """What tells that a claim is of something bad."""
    cut_off: re.Pattern[str] = NEVER
    """The end of a sentence whose beginning stands elsewhere, which claims nothing whole."""
    question: re.Pattern[str] = NEVER
    """A question whose mark is not printed, as of a heading."""
