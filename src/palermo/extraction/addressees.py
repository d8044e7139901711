"""Who is asked, or is served by what is done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from palermo.extraction.discourse.back_references import in_full
from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.discourse_model import Memory
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.asked_by_form import asked_by_form, asked_elsewhere, nobody_asked
from palermo.extraction.roles.beneficiaries import served
from palermo.extraction.roles.parties import asked_parties, parties, said_to_act
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Ref, RefType

_SERVING = frozenset({Kind.ACTIVITY, Kind.PARTNERSHIP, Kind.COMMITMENT, Kind.MANDATE})
_BENEFITING = frozenset({Kind.ACTIVITY, Kind.COMMITMENT})


def addressees(
    found: Finding, at: Clause, around: Surroundings, memory: Memory, doing: list[str], together: list[str]
) -> tuple[Ref, ...]:
    """Who is asked or served, in full; `doing` are those who act, `together` their partners: nobody serves itself."""
    told = _asked_or_served(found, at, [*doing, *together], memory)
    return tuple(_of_whom(_in_full(told, at, around, memory), found, doing, around))


def whole(name: str, at: Clause, around: Surroundings, memory: Memory) -> str:
    """The full name of a partner or of somebody who is asked or served, where a short one is printed: `the Fund`."""
    full = None if is_state(name) else in_full(name, at, around, memory)
    return full.name if full else name


def _asked_or_served(found: Finding, at: Clause, others: list[str], memory: Memory) -> Iterator[Ref]:
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


def _asked(found: Finding, at: Clause, memory: Memory) -> Iterator[str]:
    """Who is asked; nobody where something should be done to them; whoever was asked before where it says `they`."""
    addressee = at.words.roles.and_asks.split(found.addressee, maxsplit=1)[0] if found.addressee else found.addressee
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


def _in_full(refs: Iterable[Ref], at: Clause, around: Surroundings, memory: Memory) -> Iterator[Ref]:
    for ref in refs:
        yield replace(ref, name=whole(ref.name, at, around, memory)) if ref.type is RefType.GROUP else ref


def _of_whom(refs: Iterable[Ref], found: Finding, acting: list[str], around: Surroundings) -> Iterator[Ref]:
    """Who is asked or served, `the subprogramme` by the name of its entity; nobody serves itself."""
    entity = around.entity
    for ref in refs:
        if entity is None or not (around.words.roles.generic_actor.fullmatch(ref.name) or entity.goes_by(ref.name)):
            yield ref
        elif found.kind is Kind.RECOMMENDATION or not any(entity.goes_by(name) for name in acting):
            yield replace(ref, name=entity.name, type=RefType.ENTITY)
