"""Who acts, and what it rests on where another passage says who `it` or `the Office` is: rules, tried in order.

A rule yields its answer where it applies, and nothing where the next is to be tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from palermo.extraction.discourse.antecedents import third_person
from palermo.extraction.discourse.back_references import before_colon, by_owner, by_pronoun, by_sort, in_full, of_part
from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.discourse_model import THE_TWO, Memory, each_of, just_before
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.discourse.short_forms import may_speak, the_latter
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.roles.agents import signing
from palermo.extraction.roles.asked_by_form import asking
from palermo.extraction.roles.attributions import at_home, reported_by, said_by
from palermo.extraction.roles.chinese_phrases import actors_in_chinese
from palermo.extraction.roles.duty_bearers import duty_bearers, owner_of
from palermo.extraction.roles.parties import said_to_act
from palermo.extraction.roles.sure_parties import acting, surely_acting
from palermo.extraction.roles.told_by_form import bearing, before_and, done_by, reported_so, said_so
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Ref, RefType, Support, locate

MOST = 12
_ASKED_OR_PLEDGED = frozenset({Kind.RECOMMENDATION, Kind.COMMITMENT})
"""Kinds in which somebody speaks."""
_SAID_BY = frozenset({Kind.COMMITMENT, Kind.MANDATE, Kind.PARTNERSHIP})
"""Kinds whose wording says that its subject acts."""
_TIED = frozenset({Kind.PARTNERSHIP, Kind.COMMITMENT})
"""Kinds that tell of the entity whose part of a document it is where they name nobody: `New partnerships will ...`."""
type Actors = tuple[list[Ref], tuple[Support, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A finding whose actor is sought, and what rules ask."""

    found: Finding
    at: Clause
    around: Surroundings
    memory: Memory
    named: str
    """The words that say who acts; empty where none do."""

    @property
    def english(self) -> bool:
        """Whether it is English, whose subjects are plain to see."""
        return self.at.words.language == "en"

    @property
    def of_us(self) -> bool:
        """Whether those who speak act, by their pronoun."""
        return self.at.words.roles.we.match(self.named) is not None

    @property
    def points_back(self) -> bool:
        """Whether a pronoun acts, or `its mandate` does."""
        words = self.at.words
        return bool(words.pronouns.match(self.named) or words.roles.mandate_itself.match(self.named))

    @property
    def drops_subject(self) -> bool:
        """Whether the clause leaves out who acts, and somebody acted just before."""
        return self.found.actor is None and just_before(self.memory.actor, self.around)


def actors(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> Actors:
    """Who acts by a finding, and what says so: nobody in a factor, and nobody where no rule tells."""
    if found.kind is Kind.FACTOR:
        return [], ()
    sought = Sought(found=found, at=at, around=around, memory=memory, named=naming(found, at))
    refs, support = next((told for rule in RULES for told in rule(sought)), ([], ()))
    return refs, (*_introduced(around), *support)


def naming(found: Finding, at: Clause) -> str:
    """The words that say who acts: those of the wording, else the subject; of a mandate, whose it is."""
    named, forms = found.actor if found.actor is not None else at.about, at.words.roles
    asked = (found.addressee or "").endswith(at.about)
    if found.spoken and not named and at.subject and at.subject[0] < at.start and not asked:
        named = at.about  # `The Committee noted ..., and trusts that`
    if found.spoken and named and at.words.language == "en":
        named = asking(named, at)
    if found.kind is Kind.MANDATE:
        named = owner_of(named, at.words)
    if forms.expletive.match(named):
        return ""
    if pronoun := forms.pronoun_at_end.search(named):
        named = pronoun[1]
    if found.kind is Kind.PARTNERSHIP:
        tie = forms.tie_itself.match(named)
        named = signing((tie["whose"] or "") if tie else named, at)
    return forms.label.sub("", named)


def _debater(sought: Sought) -> Iterator[Actors]:
    """The State that speaks in the summary of a review."""
    if voice := sought.found.voice:
        rests = Support(role="speaker", quote=voice.quote, locator=locate(voice.passage, voice.start, voice.end))
        yield [Ref(id=None, name=voice.name, type=RefType.STATE)], (rests,)


def _speaker(sought: Sought) -> Iterator[Actors]:
    """Who `we` and `it` are, and who urges in a resolution whose paragraphs do not say it."""
    if before := next((told for rule in SPEAKERS for told in rule(sought)), None):
        whole = sought.memory.speakers.introduced(before)
        yield from _those([before.name] if whole else each_of(before.name, sought.at), before)


def _beside(sought: Sought) -> Iterator[Actors]:
    """Who is told beside a clause of `we` or of nobody to say it, or of a mandate to bear it."""
    if (sought.of_us or not sought.named) and (names := _told_beside(sought)):
        yield from _those(names)


def _told_beside(sought: Sought) -> list[str]:
    found, at, us = sought.found, sought.at, sought.of_us
    if us and (place := at_home(at)):
        return [at.text[slice(*place)]]
    if us or found.kind in _ASKED_OR_PLEDGED:
        speaks = not us and (found.spoken or found.kind is Kind.COMMITMENT)
        named = said_by(at) or said_so(at) or (before_and(at) if speaks else [])
        return [sought.memory.as_before(name) for name in named]
    if found.kind is Kind.MANDATE:
        return duty_bearers(at, told=True) or before_and(at)
    if found.kind is Kind.ACTIVITY and (told := reported_by(at) or reported_so(at)):
        return told
    return before_and(at)


def _of_resolution(sought: Sought) -> Iterator[Actors]:
    """Nobody in a paragraph of a resolution whose organ is not known: `Urges States to`."""
    if sought.found.spoken and sought.at.words.roles.operative_verb.match(sought.named):
        yield [], ()


def _unexplained(sought: Sought) -> Iterator[Actors]:
    """Nobody where a pronoun acts that nothing explains, or what was just told: `This | includes support`."""
    ours = sought.at.of_us() and sought.found.kind is not Kind.MANDATE
    if sought.at.words.roles.points_to_deed.fullmatch(sought.named) or sought.points_back or ours:
        yield [], ()


def _bearer_of_duty(sought: Sought) -> Iterator[Actors]:
    """Whose a mandate is where that is told behind it."""
    if sought.found.kind is Kind.MANDATE and (bearers := duty_bearers(sought.at) or bearing(sought.at)):
        yield from _those(bearers)


def _named(sought: Sought) -> Iterator[Actors]:
    """Who is named, in full, by the first rule that finds them; else the entity of the part, or who acted before."""
    names = next((names for rule in NAMED if (names := rule(sought))), [])
    yield from _entity(sought, names)
    if not names and sought.at.words.pro_drop and sought.drops_subject and (before := sought.memory.actor):
        yield from _those(each_of(before.name, sought.at), before)
    fulls = [in_full(name, sought.at, sought.around, sought.memory) for name in names]
    refs = [ref_of(full.name if full else name) for name, full in zip(names, fulls, strict=True)]
    yield refs, tuple(rests for full in fulls if full for rests in resting(full))


def _entity(sought: Sought, names: list[str]) -> Iterator[Actors]:
    """The entity whose part of a document it is, where nobody is named, or only `the subprogramme`."""
    generic = sought.at.words.roles.generic_actor
    said = [sought.named, *(names if len(names) == 1 else ())]
    untold = not sought.named or (not names and sought.found.kind in _TIED)
    entity = sought.around.entity
    if entity and sought.found.kind is not Kind.RECOMMENDATION and (untold or any(map(generic.fullmatch, said))):
        yield from _those([entity.name], of_part(entity))


def _those(names: list[str], rests: Named | None = None) -> Iterator[Actors]:
    yield [ref_of(name) for name in names], tuple(resting(rests)) if rests else ()


RULES = (_debater, _speaker, _of_resolution, _beside, _unexplained, _bearer_of_duty, _named)
"""Who acts; the last always tells."""


def _as_printed(sought: Sought) -> list[str]:
    """The parties of the words that say who acts, of any sort where its wording says that they act."""
    words = sought.at.words
    sure = sought.found.spoken or sought.found.kind in _SAID_BY
    return list((said_to_act if sure and not sought.english else acting)(sought.named, words))[:MOST]


def _bearer(sought: Sought) -> list[str]:
    """The subject, where its verb tells that it is a name."""
    bearer = sought.at.bearer if sought.named == sought.at.about else None
    return [bearer] if bearer else []


def _surely(sought: Sought) -> list[str]:
    return surely_acting(sought.named, sought.at.words)[:MOST]


def _up_to_predicate(sought: Sought) -> list[str]:
    """In Chinese, the phrase that a subject begins with."""
    chinese = sought.at.words.language == "zh" and not sought.drops_subject
    return actors_in_chinese(sought.named, sought.at.words) if chinese else []


def _subject_of_task(sought: Sought) -> list[str]:
    """In English, the subject of a clause that gives a task."""
    tasked = sought.found.kind is Kind.MANDATE and sought.english
    return surely_acting(sought.at.about, sought.at.words) if tasked else []


def _by_form(sought: Sought) -> list[str]:
    """Who does or says it by the form of the clause: `adoption by Japan of a plan`, `..., the union insists`."""
    if sought.found.kind is Kind.ACTIVITY:
        return done_by(sought.at)
    return said_so(sought.at) if sought.found.kind in _ASKED_OR_PLEDGED else []


NAMED = (_as_printed, _bearer, _surely, _up_to_predicate, _subject_of_task, _by_form)
"""Who is named; the first that finds somebody."""


def _organ(sought: Sought) -> Iterator[Named | None]:
    """The organ of a resolution, where a paragraph begins with its verb or with it."""
    organ = sought.memory.speakers.organ(sought.around.passage)
    begun = sought.at.words.roles.operative_verb.match(sought.named) or (organ and organ.opens(sought.named))
    if sought.found.spoken and begun:
        yield organ


def _the_two(sought: Sought) -> Iterator[Named | None]:
    before = sought.memory.acted
    if before and THE_TWO.fullmatch(sought.named) and len(each_of(before.name, sought.at)) > 1:
        yield before


def _owner(sought: Sought) -> Iterator[Named | None]:
    """Whose people act, `our lawyers`, and `the latter`."""
    owner = by_owner(sought.named, sought.at, sought.around, sought.memory)
    if body := owner or the_latter(sought.named, sought.at, sought.around):
        yield body


def _ourselves(sought: Sought) -> Iterator[Named | None]:
    if sought.of_us:
        before = before_colon(sought.at, sought.around) if sought.at.subject else None
        yield before or sought.memory.ourselves(sought.at, sought.around)


def _sort(sought: Sought) -> Iterator[Named | None]:
    """`My Government`, `the charity`, in English."""
    if sought.english and (body := by_sort(sought.named, sought.around, sought.memory)):
        yield body


def _by_verb(sought: Sought) -> Iterator[Named | None]:
    """In other languages, whom the ending of a verb means, whose resolution it is, or who asked just before."""
    if not sought.english and (speaker := _speaking(sought)):
        yield speaker


def _speaking(sought: Sought) -> Named | None:
    found, at, memory = sought.found, sought.at, sought.memory
    if at.of_us() and found.kind is not Kind.MANDATE:
        return memory.ourselves(at, sought.around)
    begun = at.subject is None or at.words.verb_first or (found.spoken and not found.actor)
    if (sought.named and not (begun and found.kind is Kind.COMMITMENT)) or not begun:
        return None
    if found.kind is Kind.RECOMMENDATION and not found.spoken:
        return None
    if found.kind in _ASKED_OR_PLEDGED and (organ := memory.speakers.organ(sought.around.passage)):
        return organ
    return memory.speaker if found.kind is Kind.RECOMMENDATION and at.words.pro_drop else None


def _implied(sought: Sought) -> Iterator[Named | None]:
    """Those who speak, where a clause that implies them has another subject."""
    if not sought.named and sought.found.implied and sought.at.subject is not None:
        yield sought.memory.speakers.ourselves(sought.around.passage)


def _left_out(sought: Sought) -> Iterator[Named | None]:
    """In English, the organ or who spoke before, where a clause of asking or pledging leaves out its subject."""
    found, memory = sought.found, sought.memory
    spoken = found.spoken or found.kind is Kind.COMMITMENT or found.implied
    if sought.english and spoken and not sought.named:
        organ = memory.speakers.organ(sought.around.passage)
        yield (organ or memory.goes_on(sought.at, sought.around)) if sought.at.subject is None else None


def _pronoun(sought: Sought) -> Iterator[Named | None]:
    """Whom `it` and `they` are: who asked before, of what is asked, else who acted."""
    if not sought.points_back:
        return
    memory, at = sought.memory, sought.at
    asks = sought.found.kind is Kind.RECOMMENDATION and memory.speaker
    if asks and may_speak(asks.name, at.words, by_sort=True):
        yield asks
    else:
        yield by_pronoun(at, sought.around, memory) if third_person(sought.named, at) else memory.actor


SPEAKERS = (_organ, _the_two, _owner, _ourselves, _sort, _by_verb, _implied, _left_out, _pronoun)
"""Who a pronoun is, or who speaks; None is an answer too."""


def ref_of(name: str) -> Ref:
    """A party by its name as printed."""
    return Ref(id=None, name=name, type=RefType.ENTITY)


def resting(named: Named) -> Iterator[Support]:
    """What says who it is; nothing where that is a heading that is no passage of its own."""
    if quote := named.passage.text[named.start : named.end]:
        yield Support(role="entity", quote=quote, locator=locate(named.passage, named.start, named.end))


def _introduced(around: Surroundings) -> Iterator[Support]:
    if (opened := around.introduction) is not None:
        yield Support(role="introduction", quote=opened.text, locator=locate(opened, 0, len(opened.text)))
