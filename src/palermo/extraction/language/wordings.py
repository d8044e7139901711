"""Wordings: how running text of a language says each kind of statement, with its patterns compiled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from palermo.extraction.language.clauses_forms import ClauseForms
from palermo.extraction.language.inflecting_forms import InflectingForms
from palermo.extraction.language.listing_forms import ListingForms
from palermo.extraction.language.literals import Index, Patterns, Sought, any_in
from palermo.extraction.language.naming_forms import NamingForms
from palermo.extraction.language.referring_forms import ReferringForms
from palermo.extraction.language.roles_forms import RoleForms
from palermo.extraction.language.telling_forms import TellingForms
from palermo.extraction.language.verbs import Verbs
from palermo.statements import Kind

_ADVERB = re.compile(r"(?:(?:Further|Also|Continue to|[A-Z]?[a-z]+ly),?\s+)+")
"""What may stand before a verb in the imperative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A wording of a kind; groups `actor` and `addressee` where it names them."""

    pattern: re.Pattern[str]
    """One that begins with `^` is matched at the beginning alone."""
    words: str
    weight: float
    anywhere: bool = False
    """Whether it counts wherever in a clause it stands, and not only near the verb."""
    acts: bool = False
    """Whether its subject must be more than `this`."""
    mutual: bool = False
    """Whether its subject must be two parties at least, or their deed be with another."""
    doing: bool = True
    """Whether it counts in an item of `the office will:` too."""
    enough: bool = False
    """Whether a clause that holds it tells a factor with no word of harm beside it."""
    literals: tuple[str, ...] = ()
    """What a text must hold one of, casefolded, for the wording to be in it; nothing where that cannot be told."""

    mask: int = -1
    """The bits of its literals in the index of its language."""

    def may_be_in(self, folded: str, held: int) -> bool:
        """Whether a casefolded text may hold it, by the bits that it has in the index."""
        return self.mask & held != 0 and (not self.literals or any_in(self.literals, folded))

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on; of a pattern for beginnings only at the beginning."""
        if self.pattern.pattern.startswith("^"):
            return self.pattern.match(text) if start == 0 else None
        return self.pattern.search(text, start)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wordings:
    """One language's wordings, made once: they are the same where they are one, and so may be the key of a cache.

    A pattern that may be None is one that a language may do without.
    """

    language: str
    clauses: ClauseForms
    naming: NamingForms
    roles: RoleForms
    telling: TellingForms
    listing: ListingForms
    referring: ReferringForms
    inflecting: InflectingForms
    index: Index
    """Which letters that its patterns need a text holds."""
    kinds: Mapping[Kind, tuple[Wording, ...]]
    stems: Mapping[Kind, tuple[str, ...]]
    """What a sentence of a kind holds, one of them at least: looked for first, since most hold none."""
    actors: re.Pattern[str]
    """What a party is called that does things: office, ministry, police."""
    exploiters: re.Pattern[str]
    """Who does harm: what they do is a factor."""
    people: re.Pattern[str]
    agents: re.Pattern[str] | None
    """The end of a phrase that calls people by what they do: `store managers`."""
    harm: re.Pattern[str]
    verbs: Verbs
    """Finite forms of verbs of doing."""
    verb_first: bool
    """Whether the verb stands before who acts, as in Arabic."""
    pro_drop: bool
    """Whether a sentence that begins with its verb may leave out who acts: the one of the sentence before."""
    needs_subject: bool
    """Whether a sentence of its own must have a subject."""
    items: str
    """How `lists.inline` reads items of a list within a sentence whose introduction asks and pledges nothing."""
    unmarked: re.Pattern[str] | None
    """Up to the colon of a list within a sentence whose items only semicolons part."""
    parting: Mapping[str, re.Pattern[str]]
    """What parts a printed sentence that holds several, as `syntax.sentence_parts` tells; empty where nothing does."""
    deeds: re.Pattern[str]
    """Verbs of doing without an ending or before one: how an item of `the office will:` begins."""
    duties: re.Pattern[str] | None
    """`should`, behind which two verbs ask for two things."""
    opening_verb: re.Pattern[str] | None
    """How a sentence begins that leaves out who speaks, `Urges States to ...`; group `verb`."""
    pledging: re.Pattern[str] | None
    """Headings below which what will be done is pledged."""
    claims: re.Pattern[str] | None
    """What stands before a claim about the problem: `Recognizing that`."""
    own_work: re.Pattern[str] | None
    """Headings below which English imperatives tell of one's own work."""
    wanting: re.Pattern[str] | None
    """Services and cases that are told as missing, in English."""
    listing_causes: re.Pattern[str] | None
    """The introduction of a list of causes, in English."""
    ordering: re.Pattern[str] | None
    """The beginning of an English imperative that asks wherever it stands: `Do not ask the child`."""
    events: re.Pattern[str] | None
    """Subjects of which it is told in the passive, in English, what is done: `inspections | were carried out`."""
    topics: re.Pattern[str] | None
    """Titles and items of contents, which claim nothing: `Risks of trafficking`."""
    harming: re.Pattern[str] | None
    """Verbs with what they harm: whoever `withholds passports` or `forces children` does harm, employers too."""
    wronged: re.Pattern[str] | None
    """In the passive, what is done to people by those who exploit them, whoever they are: `were abused`."""
    helped: re.Pattern[str] | None
    """People for whom something was done, where nobody is named who did it: one of its groups holds them."""
    labels: re.Pattern[str] | None
    """What is printed before the first sentence of a paragraph and is no part of it: `Article 7. – `."""
    made: re.Pattern[str] | None
    """Where the verb stands first, how a clause begins that tells what was made or held by nobody who is named."""
    achieved: re.Pattern[str] | None
    """Headings below which such items tell what was done."""
    nominal: re.Pattern[str] | None
    """In Arabic, the beginning of an item that names a deed by a noun: `Opening a shelter`."""
    measures: re.Pattern[str] | None
    """How a line of a plan begins that names a measure by a noun of doing: `Measure 4: opening a shelter`."""
    nothing: Patterns
    administration: Patterns | None
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    joins: re.Pattern[str]
    openings: re.Pattern[str]
    things: re.Pattern[str] | None
    """Ends of subjects that are things, such as plans and reports: they do nothing."""
    prepositions: re.Pattern[str]
    """What ends the head of a subject: `the Office | of Legal Affairs`."""
    pronouns: re.Pattern[str]
    planned: re.Pattern[str]
    ongoing: re.Pattern[str]
    done: re.Pattern[str]
    undone: re.Pattern[str] | None
    """Verbs of what did not happen, only might, or is only said or felt."""
    helping: re.Pattern[str] | None
    """Verbs of helping: a tie told behind one is of others, `helped two ministries set up a committee`."""
    partners: re.Pattern[str]
    loose: re.Pattern[str]
    """What counts as a tie where the passage is about cooperation."""
    ties: re.Pattern[str]
    asked: re.Pattern[str]
    """Headings below which verbs in the imperative are recommendations."""
    closed_sets: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    """What may stand between a subject and its verb, and is no part of a name: adverbs, particles."""
    to_be_done: re.Pattern[str] | None
    """What stands behind somebody to whom something should be done: `should be released`."""
    lists: re.Pattern[str]
    stops: re.Pattern[str]
    dimensions: tuple[tuple[str, re.Pattern[str]], ...]
    wrongs: re.Pattern[str] | None
    """What is done to people who are exploited: `withhold their passports`. Whoever does it, it is no activity."""
    protective: re.Pattern[str]
    testimony: re.Pattern[str]
    deliverables: re.Pattern[str] | None
    asides: re.Pattern[str] | None
    """What ends a name: `the Fund |, together with`."""
    determiners: re.Pattern[str] | None
    """What stands before a name and is none of it: `all other | States`."""
    clausal: re.Pattern[str] | None
    """What no name holds: the words of clauses."""
    coordination: re.Pattern[str]
    """What parts two parties."""
    chain: re.Pattern[str] | None
    """Auxiliaries and adverbs in front of the verb that says what is done: `has also been |`."""
    being: re.Pattern[str] | None
    """Verbs of being, by which nothing is done."""
    passive: re.Pattern[str] | None
    """A verb by which something is done to its subject."""
    wrought: re.Pattern[str] | None
    """Verbs in the passive of what is done on purpose: `was adopted`, not `was limited`."""
    subordinators: re.Pattern[str] | None
    """What a verb that stands behind it is of, and not of the sentence: `refugios | que imponen`."""
    unnamed: re.Pattern[str] | None
    """What is done on purpose in the passive by nobody who is named: `fueron auditadas 40 fábricas`."""
    also_asked: re.Pattern[str] | None
    """Who else is asked in a sentence that asks somebody, without the verb: `y a los donantes a sufragarlos`."""
    charged: re.Pattern[str] | None
    """How the introduction of a list of tasks ends, whoever bears them: `La Cellule est chargée :`."""
    survivors: re.Pattern[str] | None
    """What survivors do as experts: `Supervivientes de Honduras redactaron`."""
    lacking: re.Pattern[str] | None
    """In Spanish, what those who should help lack or count: `ni la policía ni los jueces saben`."""
    headed: re.Pattern[str] | None
    """The introduction of a list that tells by one noun what its items are: `Funciones del relator:`."""
    impersonal: re.Pattern[str] | None
    """In languages that leave out who acts, what tells that nobody does: `se identificó a 212 víctimas`, `导致`."""
    predicates: re.Pattern[str] | None
    """In Chinese, how a predicate begins behind who acts."""
    adverbs: re.Pattern[str] | None
    """In Chinese, adverbs and times in front of the verb."""
    agent: re.Pattern[str] | None
    """Who does it, in the passive: `by the Ministry`."""
    questions: Sought | None
    """Asking for words, which recommends nothing."""
    tells: re.Pattern[str] | None
    """What reports the words of somebody, up to them: `the delegation stated that`."""
    crowds: re.Pattern[str] | None
    """Speakers of a debate who are nobody in particular: `several delegations`."""
    itself: re.Pattern[str] | None
    """What a State under review calls itself: `the Government`, `the delegation`."""
    served: tuple[re.Pattern[str], ...]
    """Words behind which those stand who are served, trained or helped."""
    benefiting: tuple[re.Pattern[str], ...]
    """Words behind which people stand whose lot is bettered: `the safety of | witnesses`."""
    served_stops: re.Pattern[str]
    """What ends the list of those who are served."""
    forbidding: re.Pattern[str] | None
    """The beginning of an imperative that forbids or ends something."""
    results: re.Pattern[str]
    acting: re.Pattern[str]
    undertaken: re.Pattern[str] | None
    """What is held, opened or made by nobody who is named: `a seminar was held`."""
    addressing: re.Pattern[str] | None
    """An introduction that only names whom its items ask: `To school heads:`."""
    law: re.Pattern[str] | None
    """How a passage begins of a law, or of a protocol for offices, whose present and future give tasks: `Article 9`."""
    claimed: Mapping[str, re.Pattern[str]]
    """How what claims something of the problem is told from what does not, by rule; empty for English."""

    below: Mapping[str, re.Pattern[str]]
    """In Chinese, headings in front of items in one passage, by what the items are: `done`, `planned`, a kind."""

    def causes_listed(self, introduction: str) -> re.Match[str] | None:
        """The words by which an introduction lists causes, `The risk factors are:`; None where it does not."""
        return self.listing_causes.search(introduction) if self.listing_causes else None

    def forbids(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch begins by telling what not to do, or to do no more: `Do not detain`, `Never publish`."""
        return self.forbidding is not None and self.forbidding.match(text, start, end) is not None

    def imperative(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch begins with a verb of doing, or with one behind an adverb: `Vigorously investigate`."""
        adverb = _ADVERB.match(text, start, end)
        begun = adverb.end() if adverb else start
        return self.deeds.match(text, begun, end) is not None
