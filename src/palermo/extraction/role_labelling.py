"""A finding as a statement: its quote and place, who acts with whom and for whom, and what says who `it` is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from palermo.extraction.discourse.antecedents import third_person
from palermo.extraction.discourse.back_references import (
    before_colon,
    by_owner,
    by_pronoun,
    by_sort,
    in_full,
    of_part,
)
from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.discourse_model import THE_TWO, Memory, each_of, just_before
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.discourse.short_forms import may_speak, the_latter
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.names.compound_names import is_known
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.agents import signing
from palermo.extraction.roles.asked_by_form import (
    AND_ASKS,
    OPERATIVE,
    asked_by_form,
    asked_elsewhere,
    asking,
    nobody_asked,
)
from palermo.extraction.roles.attributions import at_home, reported_by, said_by
from palermo.extraction.roles.beneficiaries import served
from palermo.extraction.roles.chinese_phrases import actors_in_chinese
from palermo.extraction.roles.duty_bearers import duty_bearers, owner_of
from palermo.extraction.roles.name_lists import is_name
from palermo.extraction.roles.parties import asked_parties, parties, party, said_to_act
from palermo.extraction.roles.partners import partners
from palermo.extraction.roles.sure_parties import acting, surely_acting
from palermo.extraction.roles.told_by_form import bearing, before_and, done_by, reported_so, said_so
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Ref, RefType, Statement, Support, locate, normalised, statement_id
from palermo.vocabulary import years

METHOD = "roles.13"
"""How who acts, is served and acts together is found, for all kinds; part of the version of what is extracted."""
_GENERIC = re.compile(r"(?:the\s+)?(?:subprogramme|entity|programme)s?(?:['’]s\s+work)?", re.I)
_OF_MANDATE = re.compile(
    r"(?:that|this|its|their|su|ce|cet|son|ese|este|dicho|его|е[её]|их|этот|данный)\s+(?:mandate?s?|mandatos?|мандат\w*)$"
    r"|(?:هذه|تلك)\s+الولاية|ولايته\w?$",
    re.I,
)
_TIE = re.compile(
    r"(?:(?P<whose>.{2,80}?)['’]s?\s+)?(?:(?:its|their|the|close|strong|such)\s+)*"
    r"(?!(?<=\s)(?-i:[A-Z]))(?:partnerships?|cooperation|collaborations?|coordination|alliances?|dialogue)\b"
    r"(?!\s+(?:council|group|mechanism|office))"
    r"|(?:(?:our|its|their|the|other|key|main|implementing|local|national|international|project)\s+)+partners\b",
    re.I,
)
"""A subject that is the tie itself, and whose it is: `the Agency's cooperation with INTERPOL`."""
_WE = re.compile(r"(?:also\s+)?(?:we|i)\b|nous\b|nosotr[oa]s\b|мы\b|我们|[وف]?نحن(?!\w)", re.I)
"""Those who speak, in six languages."""
_PRONOUN_BEHIND = re.compile(r"(?:,\s+|(?<=[a-z])\s)(we|it|they)(?:\s+(?:also|further|therefore|strongly))*$", re.I)
"""The end of `In this regard, we`."""
_LABEL = re.compile(
    r"^(?:(?:Recommend?ation|Recommandation|Recomendación|Рекомендация|Article|Artículo|Observation|Conclusion|Conclusión|Action|Measure|Mesure"
    r"|Medida|Rule|Règle|Regla|Step|Étape|Paso|Finding|Priority|Objective)\s+(?:[A-Z]?\d+(?:\.\d+)*|[IVX]+)\s?[.:)º°–—-]?\s+|[º°ª]\s*)(?=\w)",
    re.I,
)
"""The label of a paragraph before its first words: `Recommendation 9 | The Committee`."""
_NOBODY = re.compile(r"it\s+(?:is|was|has\s+been)\b", re.I)
"""`It is expected that ...`."""
_JOINTLY = re.compile(
    r"\b(?:jointly \w+(?:ed|led|run)|(?:led|managed|implemented|organi[sz]ed|chaired|run) jointly|co-\w*ed) by\b"
)
"""Behind it those stand who act together: the first of them is the actor."""
_BETWEEN = re.compile(
    r"(?:the\s+|close\s+)*(?:partnerships?|cooperation|collaborations?|coordination|dialogue)\s+between\b|(?:сотрудничество|взаимодействие|партн[её]рство|диалог)\b",
    re.I,
)
"""A subject that is a tie: the first of those who have it is the actor."""
_POINTING = re.compile(r"(?:this|these|that|those)", re.I)
"""A subject that takes up what was told, and nobody who acts: `This | includes support to States`."""
_TOGETHER = frozenset({Kind.ACTIVITY, Kind.PARTNERSHIP})
_SERVING = frozenset({Kind.ACTIVITY, Kind.PARTNERSHIP, Kind.COMMITMENT, Kind.MANDATE})
_BENEFITING = frozenset({Kind.ACTIVITY, Kind.COMMITMENT})
_TIED = frozenset({Kind.PARTNERSHIP, Kind.COMMITMENT})
"""Kinds that tell of the entity whose part of a document it is where they name nobody: `New partnerships will ...`."""
_SAID_BY = frozenset({Kind.COMMITMENT, Kind.MANDATE, Kind.PARTNERSHIP})
"""Kinds whose wording says that its subject acts."""
MOST_ACTORS = 12


def statement(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> Statement:
    """Make the statement of a finding."""
    passage = around.passage
    start, end = around.printed(at.start), around.printed(at.end)
    quote = passage.text[start:end]
    key = (found.kind, normalised(quote))
    occurrence = memory.occurrences[key]
    memory.occurrences[key] += 1
    together = partners(at, tied=found.kind is Kind.PARTNERSHIP) if found.kind in _TOGETHER else []
    actors, support = _actors(found, at, around, memory)
    if at.words.language == "zh":  # one word is `and` and `with`
        actors = [ref for ref in actors if ref.name not in together or is_state(ref.name)] or actors
    if together and (_JOINTLY.search(at.said) or ((not actors or " между " in at.about) and _BETWEEN.match(at.about))):
        actors = [_ref(together[0])]
    doing = [ref.name for ref in actors]
    if found.kind is Kind.PARTNERSHIP and at.words.language == "ru" and not all(map(is_state, doing)):
        actors, together = actors[:1], [*doing[1:], *(name for name in together if name not in doing)]
    if found.kind in _TOGETHER and at.words.language in ("en", "ar"):
        beside = [name for name in doing[1:] if name not in together]
        together += [name for name in beside if is_state(name) or is_name(name, at.words)]
    asked = _served_in_full(_addressees(found, at, [*doing, *together], memory), at, around, memory)
    return Statement(
        id=statement_id(passage.document, found.kind.value, quote, occurrence),
        kind=found.kind,
        quote=quote,
        language=passage.language,
        document=passage.document,
        locator=locate(passage, start, end),
        actors=_as_printed(actors, around),
        addressees=_as_printed(_of_whom(asked, found, doing, around), around),
        partners=_as_printed(
            (
                _ref(_whole(name, at, around, memory))
                for name in together
                if not _same(name, doing[:1]) and not _itself(name, doing, around)
            ),
            around,
        ),
        tense=found.tense,
        years=years(quote, passage.language),
        dimension=found.dimension,
        protective=found.protective,
        themes=found.themes,
        interventions=found.interventions,
        support=support,
        why=found.reasons,
        sensitive=bool(at.words.testimony.search(quote)),
        confidence=found.confidence,
        method=found.method,
    )


def _actors(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> tuple[list[Ref], tuple[Support, ...]]:
    """Who acts, and what it rests on where another passage says who `it` or `the Office` is."""
    if found.kind is Kind.FACTOR:
        return [], ()
    support = tuple(_introduced(around))
    if found.voice is not None:
        voice = found.voice
        rests = Support(role="speaker", quote=voice.quote, locator=locate(voice.passage, voice.start, voice.end))
        return [Ref(id=None, name=voice.name, type=RefType.STATE)], (*support, rests)
    named = _naming(found, at)
    if before := _spoken_by(found, at, around, memory, named):
        whole = memory.speakers.introduced(before)
        each = [before.name] if whole else each_of(before.name, at)
        return [_ref(name) for name in each], (*support, *_resting(before))
    if found.spoken and OPERATIVE.match(named):
        return [], support
    us = _WE.match(named) is not None
    if (us or not named) and (beside := _beside(found, at, memory, us=us)):
        return [_ref(name) for name in beside], support
    if _POINTING.fullmatch(named):
        return [], support
    if at.words.pronouns.match(named) or _OF_MANDATE.match(named) or (at.of_us() and found.kind is not Kind.MANDATE):
        return [], support
    if found.kind is Kind.MANDATE and (bearers := duty_bearers(at) or bearing(at)):
        return [_ref(name) for name in bearers], support
    sure = found.spoken or found.kind in _SAID_BY
    names = list((said_to_act if sure and at.words.language != "en" else acting)(named, at.words))[:MOST_ACTORS]
    if not names and named == at.about and at.bearer:
        names = [at.bearer]
    names = names or surely_acting(named, at.words)[:MOST_ACTORS]
    if not names and at.words.language == "zh" and not (found.actor is None and just_before(memory.actor, around)):
        names = actors_in_chinese(named, at.words)
    if not names and found.kind is Kind.MANDATE and at.words.language == "en":
        names = surely_acting(at.about, at.words)
    if not names and found.kind is Kind.ACTIVITY:
        names = done_by(at)
    if not names and found.kind in (Kind.RECOMMENDATION, Kind.COMMITMENT):
        names = said_so(at)
    generic = _GENERIC.fullmatch(named) or (len(names) == 1 and _GENERIC.fullmatch(names[0]))
    untold = not named or (not names and found.kind in _TIED)
    if around.entity and (generic or untold) and found.kind is not Kind.RECOMMENDATION:
        return [_ref(around.entity.name)], (*support, *_resting(of_part(around.entity)))
    if len(names) == 1 and (full := in_full(names[0], at, around, memory)):
        return [_ref(full.name)], (*support, *_resting(full))
    if not names and at.words.pro_drop and found.actor is None and just_before(memory.actor, around):
        before = memory.actor
        several = [_ref(name) for name in each_of(before.name, at)] if before else []
        return (several, (*support, *_resting(before))) if before else ([], support)
    fulls = [in_full(name, at, around, memory) for name in names]
    behind = tuple(rests for full in fulls if full for rests in _resting(full))
    return [_ref(full.name if full else name) for name, full in zip(names, fulls, strict=True)], (*support, *behind)


def _beside(found: Finding, at: Clause, memory: Memory, *, us: bool) -> list[str]:
    """Who is told in English beside a clause to say it, or of a mandate that names nobody, to bear it."""
    if us and (place := at_home(at)):
        return [at.text[slice(*place)]]
    if us or found.kind in (Kind.RECOMMENDATION, Kind.COMMITMENT):
        named = (
            said_by(at)
            or said_so(at)
            or ([] if us or not (found.spoken or found.kind is Kind.COMMITMENT) else before_and(at))
        )
        return [memory.as_before(name) for name in named]
    if found.kind is Kind.MANDATE:
        return duty_bearers(at, told=True) or before_and(at)
    if found.kind is Kind.ACTIVITY and (told := reported_by(at) or reported_so(at)):
        return told
    return before_and(at)


def _naming(found: Finding, at: Clause) -> str:
    """The words that say who acts: those of the wording, else the subject; of a mandate, whose it is."""
    named = found.actor if found.actor is not None else at.about
    asked = (found.addressee or "").endswith(at.about)
    if found.spoken and not named and at.subject and at.subject[0] < at.start and not asked:
        named = at.about  # `The Committee noted ..., and trusts that`
    if at.words.language == "en" and found.spoken and named:
        named = asking(named, at)
    if found.kind is Kind.MANDATE:
        named = owner_of(named or "", at.words)
    if at.words.language == "en" and _NOBODY.match(named or ""):
        return ""
    if at.words.language == "en" and (pronoun := _PRONOUN_BEHIND.search(named or "")):
        named = pronoun[1]
    if found.kind is Kind.PARTNERSHIP and (tie := _TIE.match(named or "")):
        named = tie["whose"]
    if found.kind is Kind.PARTNERSHIP:
        named = signing(named or "", at)
    return _LABEL.sub("", named or "")


def _spoken_by(found: Finding, at: Clause, around: Surroundings, memory: Memory, named: str) -> Named | None:
    """Who `we` and `it` are, and who urges in a resolution whose paragraphs do not say it."""
    organ = memory.speakers.organ(around.passage)
    if found.spoken and (OPERATIVE.match(named) or (organ and organ.opens(named))):
        return organ
    if THE_TWO.fullmatch(named) and memory.acted and len(each_of(memory.acted.name, at)) > 1:
        return memory.acted
    if body := by_owner(named, at, around, memory) or the_latter(named, at, around):
        return body
    if _WE.match(named):
        return (before_colon(at, around) if at.subject else None) or memory.ourselves(at, around)
    if at.words.language == "en" and (body := by_sort(named, around, memory)):
        return body
    if at.words.language != "en" and (speaker := _speaking(found, at, around, memory, named)):
        return speaker
    if not named and found.implied and at.subject is not None:
        return memory.speakers.ourselves(around.passage)
    if not named and (found.spoken or found.kind is Kind.COMMITMENT or found.implied) and at.words.language == "en":
        return (memory.speakers.organ(around.passage) or memory.goes_on(at, around)) if at.subject is None else None
    if at.words.pronouns.match(named) or _OF_MANDATE.match(named):
        if (
            found.kind is Kind.RECOMMENDATION
            and memory.speaker
            and may_speak(memory.speaker.name, at.words, by_sort=True)
        ):
            return memory.speaker
        return by_pronoun(at, around, memory) if third_person(named, at) else memory.actor
    return None


def _speaking(found: Finding, at: Clause, around: Surroundings, memory: Memory, named: str) -> Named | None:
    """Who speaks in languages other than English: whom `we` is, whose resolution it is, or who asked just before."""
    if at.of_us() and found.kind is not Kind.MANDATE:
        return memory.ourselves(at, around)
    begun = at.subject is None or at.words.verb_first or (found.spoken and not found.actor)
    if (named and not (begun and found.kind is Kind.COMMITMENT)) or not begun:
        return None
    if found.kind is Kind.RECOMMENDATION and not found.spoken:
        return None
    if found.kind in (Kind.RECOMMENDATION, Kind.COMMITMENT) and (organ := memory.speakers.organ(around.passage)):
        return organ
    return memory.speaker if found.kind is Kind.RECOMMENDATION and at.words.pro_drop else None


def _same(name: str, others: list[str]) -> bool:
    """Whether a name is one of others, or a short form of one: `the Mechanism`."""
    return any(name == other or (" " not in name and name in other.split()) for other in others)


def _whole(name: str, at: Clause, around: Surroundings, memory: Memory) -> str:
    """The full name of a partner or of somebody who is asked or served, where a short one is printed: `the Fund`."""
    full = None if is_state(name) else in_full(name, at, around, memory)
    return full.name if full else name


def _as_printed(refs: Iterable[Ref], around: Surroundings) -> tuple[Ref, ...]:
    """Names that nobody knows in the signs of the passage, where its text is read in simplified ones."""
    printed, read = around.passage.text, around.text
    if around.words.language != "zh" or printed == read or len(printed) != len(read):
        return tuple(refs)
    places = ((ref, -1 if is_state(ref.name) or is_known(ref.name) else read.find(ref.name)) for ref in refs)
    return tuple(replace(ref, name=printed[at : at + len(ref.name)]) if at >= 0 else ref for ref, at in places)


def _ref(name: str) -> Ref:
    return Ref(id=None, name=name, type=RefType.ENTITY)


def _resting(named: Named) -> Iterator[Support]:
    """What says who it is; nothing where that is a heading that is no passage of its own."""
    if quote := named.passage.text[named.start : named.end]:
        yield Support(role="entity", quote=quote, locator=locate(named.passage, named.start, named.end))


def _introduced(around: Surroundings) -> Iterator[Support]:
    if (opened := around.introduction) is not None:
        yield Support(role="introduction", quote=opened.text, locator=locate(opened, 0, len(opened.text)))


def _addressees(found: Finding, at: Clause, others: list[str], memory: Memory) -> Iterator[Ref]:
    """Who is asked, or is served by what is done."""
    if found.kind is Kind.RECOMMENDATION:
        asked = list(_asked(found, at, memory))
        if not asked and found.reviewed:
            yield Ref(id=None, name=found.reviewed, type=RefType.STATE)
        yield from (Ref(id=None, name=name, type=RefType.GROUP) for name in asked)
    elif found.kind in _SERVING and found.addressee:
        named = list(parties(found.addressee, at.words, served=True)) or served(at, others)
        yield from (Ref(id=None, name=name, type=RefType.GROUP) for name in named)
    elif found.kind in _SERVING:
        loose = found.kind in _BENEFITING and not found.listed
        tied, deeds = found.kind is Kind.PARTNERSHIP, found.kind is Kind.ACTIVITY
        names = served(at, others, whole=found.actor is not None, loose=loose, tied=tied, deeds=deeds)
        yield from (Ref(id=None, name=name, type=RefType.GROUP) for name in names)


def _itself(name: str, acting: list[str], around: Surroundings) -> bool:
    """Whether a name is of the entity that acts."""
    entity = around.entity
    return entity is not None and entity.goes_by(name) and any(entity.goes_by(actor) for actor in acting[:1])


def _served_in_full(refs: Iterable[Ref], at: Clause, around: Surroundings, memory: Memory) -> Iterator[Ref]:
    for ref in refs:
        yield replace(ref, name=_whole(ref.name, at, around, memory)) if ref.type is RefType.GROUP else ref


def _of_whom(refs: Iterable[Ref], found: Finding, acting: list[str], around: Surroundings) -> Iterator[Ref]:
    """Who is asked or served, `the subprogramme` by the name of its entity; nobody serves itself."""
    entity = around.entity
    for ref in refs:
        if entity is None or not (_GENERIC.fullmatch(ref.name) or entity.goes_by(ref.name)):
            yield ref
        elif found.kind is Kind.RECOMMENDATION or not any(entity.goes_by(name) for name in acting):
            yield replace(ref, name=entity.name, type=RefType.ENTITY)


def _asked(found: Finding, at: Clause, memory: Memory) -> Iterator[str]:
    """Who is asked; nobody where something should be done to them; whoever was asked before where it says `they`."""
    addressee = AND_ASKS.split(found.addressee, maxsplit=1)[0] if found.addressee else found.addressee
    if addressee and at.words.pronouns.match(addressee) and " " not in addressee.strip():
        yield from memory.asked
        return
    if addressee and nobody_asked(addressee, at):
        return
    by_form = [] if found.reviewed else asked_elsewhere(at)
    sure = found.spoken and at.words.language != "en"
    named = by_form or list((said_to_act if sure else asked_parties)(addressee, at.words))
    reviewed = found.reviewed is not None and at.words.language != "en"
    memory.asked = named if reviewed or by_form else asked_by_form(at, named)
    yield from memory.asked


def remember(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> None:
    """Note who acts, for `it` and `they` in what follows."""
    if not at.subject or at.words.pronouns.match(at.about) or not at.acts() or found.kind is Kind.FACTOR:
        return
    if at.words.verb_first and at.of_us():
        return  # `we urge | platforms`, who are asked
    name = party(at.about, at.words) or at.bearer
    if name is None and at.words.language == "zh":
        name = next(parties(at.about, at.words), None)  # `甲署与乙基金` are two
    if name:
        start, end = at.subject
        named = Named(name=name, passage=around.passage, start=around.printed(start), end=around.printed(end))
        if full := by_owner(at.about, at, around, memory) or in_full(name, at, around, memory):
            named = full
        elif " " in name or "-" in name:
            memory.names.parties.append(named)
        memory.actor = named
        if found.spoken or found.kind is not Kind.RECOMMENDATION:
            memory.acted = named
        if found.kind is Kind.RECOMMENDATION and found.spoken:
            memory.speaker = named
