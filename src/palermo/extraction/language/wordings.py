"""Wordings: how running text of a language says each kind of statement, as YAML; patterns are compiled once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from palermo.extraction.language.grammar import GRAMMARS
from palermo.extraction.language.inflection import commanding, inflected
from palermo.extraction.language.literals import Patterns, any_in, needed
from palermo.extraction.language.verbs import Verbs, VerbsByEnding, english
from palermo.statements import Kind, digest
from palermo.vocabulary.lines import parsed

TOLD = (Kind.RECOMMENDATION, Kind.COMMITMENT, Kind.MANDATE, Kind.PARTNERSHIP, Kind.FACTOR)
"""Kinds that have wordings of their own; an activity is an actor with a verb of doing."""


OPTIONAL = (
    "agents",
    "asides",
    "determiners",
    "clausal",
    "chain",
    "being",
    "passive",
    "wrought",
    "agent",
    "questions",
    "tells",
    "itself",
    "forbidding",
    "crowds",
    "things",
    "undone",
    "closed_sets",
    "duties",
    "opening_verb",
    "pledging",
    "claims",
    "own_work",
    "wanting",
    "listing_causes",
    "ordering",
    "events",
    "harming",
    "topics",
    "helped",
    "wronged",
    "tail",
    "to_be_done",
    "subordinators",
    "headed",
    "lacking",
    "also_asked",
    "unnamed",
    "survivors",
    "of_law",
    "wrongs",
    "impersonal",
    "parts",
    "labels",
    "parting",
    "elliptic",
    "ruling",
    "undertaken",
    "addressing",
    "made",
    "measures",
    "nominal",
    "achieved",
    "predicates",
    "adverbs",
    "helping",
)
"""Patterns that a language may do without."""


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

    def may_be_in(self, folded: str) -> bool:
        """Whether a casefolded text may hold it."""
        return not self.literals or any_in(self.literals, folded)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on; of a pattern for beginnings only at the beginning."""
        if self.pattern.pattern.startswith("^"):
            return self.pattern.match(text) if start == 0 else None
        return self.pattern.search(text, start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """One language's wordings."""

    language: str
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
    parts: re.Pattern[str] | None
    """Marks between sentences that are printed as one: a semicolon, a bullet."""
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
    survivors: re.Pattern[str] | None
    """What survivors do as experts: `Supervivientes de Honduras redactaron`."""
    of_law: re.Pattern[str] | None
    """The beginning of a passage of a law or of a protocol for offices: `Artículo 7.`"""
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
    questions: re.Pattern[str] | None
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
    parting: re.Pattern[str] | None
    """What parts a sentence whose parts are read each by itself."""
    elliptic: re.Pattern[str] | None
    """A part that leaves out the verb of the part before it: `the Ministry — for inspections`."""
    undertaken: re.Pattern[str] | None
    """What is held, opened or made by nobody who is named: `a seminar was held`."""
    addressing: re.Pattern[str] | None
    """An introduction that only names whom its items ask: `To school heads:`."""
    ruling: re.Pattern[str] | None
    """How a passage of a law begins, in which the present gives tasks: `Article 9`."""
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


@cache
def wordings(language: str) -> Wordings | None:
    """The wordings of a language, or None where there are none."""
    if language not in GRAMMARS:
        return None
    rows: dict[str, Any] = parsed(_source(language))
    words = {name: re.sub(r"\|\s+", "|", text) for name, text in rows["words"].items()}
    listed = _listed(words.get("verbs", ""))
    unclear = words.get("unclear", "").split()
    doing = inflected(language, words.get("doing", "").split()) - {*unclear, *(f"{word}نا" for word in unclear)}
    words["doing"] = "|".join(sorted(doing))
    words["commands"] = "|".join(
        sorted(commanding(language, words.get("doing", "") and rows["words"]["doing"].split()))
    )
    known = _Known(words=words, rows=rows, edge="" if language == "zh" else r"\b")
    return Wordings(
        language=language,
        kinds={
            kind: tuple(_wording(x, known.pattern(x["pattern"])) for x in rows.get(kind.value, ())) for kind in TOLD
        },
        stems={kind: tuple(rows.get("stems", {}).get(kind.value, ())) for kind in TOLD},
        actors=known.words_of("actors"),
        exploiters=known.words_of("exploiters"),
        people=known.row_words("people"),
        harm=known.row_words("harm"),
        verbs=_verbs(known, listed, doing),
        verb_first=bool(rows.get("verb_first", False)),
        pro_drop=bool(rows.get("pro_drop", False)),
        deeds=known.compiled("|".join(listed)),
        nothing=known.patterns("nothing"),
        administration=known.patterns("administration") if rows.get("administration") else None,
        before=tuple(known.pattern(x) for x in rows["frames"]["before"]),
        after=tuple(known.pattern(x) for x in rows["frames"]["after"]),
        joins=known.one("joins"),
        openings=known.one("openings"),
        prepositions=known.one("prepositions"),
        pronouns=known.one("pronouns"),
        planned=known.one("planned"),
        ongoing=known.one("ongoing"),
        done=known.one("done"),
        partners=known.one("partners"),
        loose=known.one("loose"),
        ties=known.one("ties"),
        asked=known.one("asked"),
        lists=known.one("lists"),
        stops=known.one("stops"),
        dimensions=tuple((name, known.pattern(x)) for name, x in rows["dimensions"].items()),
        protective=known.one("protective"),
        testimony=known.one("testimony"),
        deliverables=known.row_words("deliverables") if rows.get("deliverables") else None,
        coordination=known.one("coordination"),
        served_stops=known.one("served_stops" if rows.get("served_stops") else "stops"),
        served=tuple(known.pattern(x) for x in rows.get("served", ())),
        benefiting=tuple(known.pattern(x) for x in rows.get("benefiting", ())),
        **{name: known.maybe(name) for name in OPTIONAL},
        results=known.one("results"),
        acting=known.one("acting"),
        below={name: known.pattern(row) for name, row in rows.get("below", {}).items()},
        claimed={name: known.pattern(_any(rows)) for name, rows in rows.get("claimed", {}).items()},
    )


def _verbs(known: "_Known", listed: list[str], doing: frozenset[str]) -> Verbs:
    """The finite verbs of a language: by a pattern, of English by a list."""
    words = known.words
    if "finite" in words:
        return VerbsByEnding(
            pattern=re.compile(known.compiled(words["finite"]).pattern),
            forms=doing,
            nouns=known.maybe("nouns"),
        )
    return english(
        listed,
        [*_listed(words["irregular"]), *_listed(words["present"])],
        words.get("plurals", "").split(),
        known.maybe("before_plurals"),
    )


def _wording(row: Mapping[str, Any], pattern: re.Pattern[str]) -> Wording:
    return Wording(**{**row, "pattern": pattern, "literals": needed(pattern)})


def _any(rows: str | list[str]) -> str:
    """One pattern, or several of which any may hold."""
    return rows if isinstance(rows, str) else "|".join(f"(?:{row})" for row in rows)


def wordings_version() -> str:
    """Hash of all files of wordings: part of the key under which extractions are kept."""
    return digest(*(_source(language) for language in GRAMMARS))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A file's rows, its named lists, and what stands around a word."""

    words: Mapping[str, str]
    rows: Mapping[str, Any]
    edge: str

    def pattern(self, row: str) -> re.Pattern[str]:
        """Compile a pattern whose `~name` stands for a list."""
        whole = re.sub(r"~(\w+)", lambda found: f"(?:{self.words[found.group(1)]})", row)
        return re.compile(whole, re.IGNORECASE)

    def compiled(self, alternation: str) -> re.Pattern[str]:
        return re.compile(rf"{self.edge}(?:{alternation}){self.edge}", re.IGNORECASE)

    def words_of(self, name: str) -> re.Pattern[str]:
        return self.compiled(self.words[name])

    def row_words(self, name: str) -> re.Pattern[str]:
        return self.compiled(re.sub(r"\|\s+", "|", str(self.rows[name])))

    def one(self, name: str) -> re.Pattern[str]:
        return self.pattern(self.rows[name])

    def maybe(self, name: str) -> re.Pattern[str] | None:
        return self.one(name) if self.rows.get(name) else None

    def patterns(self, name: str) -> Patterns:
        """Patterns for beginnings as one, and those for anywhere with what they hold."""
        begin = [f"(?:{row[1:]})" for row in self.rows[name] if row.startswith("^")]
        anywhere = [self.pattern(row) for row in self.rows[name] if not row.startswith("^")]
        return Patterns(
            begin=self.pattern("|".join(begin) or "(?!)"),
            anywhere=tuple((needed(pattern), pattern) for pattern in anywhere),
        )


def _listed(verbs: str) -> list[str]:
    return [verb for verb in (part.strip() for part in verbs.split("|")) if verb]


def _source(language: str) -> str:
    return files("palermo.extraction.language").joinpath("wordings", f"{language}.yaml").read_text(encoding="utf-8")
