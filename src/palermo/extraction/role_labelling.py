"""A finding as a statement: its quote and place, who acts with whom and for whom, and what says who `it` is."""

from palermo.extraction.actors import actors, ref_of
from palermo.extraction.addressees import addressees, whole
from palermo.extraction.discourse.back_references import by_owner, in_full
from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.discourse_model import Memory
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.name_lists import is_name
from palermo.extraction.roles.parties import parties, party
from palermo.extraction.roles.partners import partners
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Ref, Statement, locate, normalised, statement_id
from palermo.vocabulary import years

METHOD = "roles.13"
"""How who acts, is served and acts together is found, for all kinds; part of the version of what is extracted."""
_TOGETHER = frozenset({Kind.ACTIVITY, Kind.PARTNERSHIP})
"""Kinds that may tell with whom somebody acts."""


def statement(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> Statement:
    """Make the statement of a finding."""
    passage = around.passage
    start, end = around.printed(at.start), around.printed(at.end)
    quote = passage.text[start:end]
    key = (found.kind, normalised(quote))
    occurrence = memory.occurrences[key]
    memory.occurrences[key] += 1
    acting, support = actors(found, at, around, memory)
    acting, together = _with_partners(found, at, acting)
    doing = [ref.name for ref in acting]
    return Statement(
        id=statement_id(passage.document, found.kind.value, quote, occurrence),
        kind=found.kind,
        quote=quote,
        language=passage.language,
        document=passage.document,
        locator=locate(passage, start, end),
        actors=tuple(acting),
        addressees=addressees(found, at, around, memory, doing, together),
        partners=tuple(
            ref_of(whole(name, at, around, memory))
            for name in together
            if not _same(name, doing[:1]) and not _itself(name, doing, around)
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


def _with_partners(found: Finding, at: Clause, acting: list[Ref]) -> tuple[list[Ref], list[str]]:
    """Those who act, and their partners: of those who are named side by side the first may be the actor alone."""
    if found.kind not in _TOGETHER:
        return acting, []
    together, language = partners(at, tied=found.kind is Kind.PARTNERSHIP), at.words.language
    if language == "zh":  # one word is `and` and `with`
        acting = [ref for ref in acting if ref.name not in together or is_state(ref.name)] or acting
    if together and _joint(at, acting):
        acting = [ref_of(together[0])]
    doing = [ref.name for ref in acting]
    if language == "ru" and found.kind is Kind.PARTNERSHIP and not all(map(is_state, doing)):
        return acting[:1], [*doing[1:], *(name for name in together if name not in doing)]
    if language in ("en", "ar"):
        beside = [name for name in doing[1:] if name not in together]
        together += [name for name in beside if is_state(name) or is_name(name, at.words)]
    return acting, together


def _joint(at: Clause, acting: list[Ref]) -> bool:
    """Whether a clause tells what is done jointly, or a tie between those who are named behind it."""
    forms = at.words.roles
    if forms.done_jointly.search(at.said):
        return True
    nobody = not acting or forms.between_parties.search(at.about)
    return bool(nobody and forms.tie_between.match(at.about))


def _same(name: str, others: list[str]) -> bool:
    """Whether a name is one of others, or a short form of one: `the Mechanism`."""
    return any(name == other or (" " not in name and name in other.split()) for other in others)


def _itself(name: str, acting: list[str], around: Surroundings) -> bool:
    """Whether a name is of the entity that acts."""
    entity = around.entity
    return entity is not None and entity.goes_by(name) and any(entity.goes_by(actor) for actor in acting[:1])


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
