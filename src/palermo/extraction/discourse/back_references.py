"""Which body a subject refers back to: `the Office`, `my Government`, `its paralegals`, `the vans of X`, `it`."""

import re

from palermo.extraction.discourse.antecedents import taken_up
from palermo.extraction.discourse.context import Entity, Surroundings
from palermo.extraction.discourse.corporate_authors import called
from palermo.extraction.discourse.discourse_model import Memory, same_passage
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.discourse.owners import owned
from palermo.extraction.discourse.short_forms import full_form, is_definite, is_own_name, last_body
from palermo.extraction.roles.parties import parties, party
from palermo.extraction.syntax.clauses import Clause

_OURS = re.compile(
    r"(?:my|our)\s+(?:own\s+)?(?:government|delegation|country|organi[sz]ation|company|group|business|agency|office|foundation)\b",
    re.I,
)
"""Who speaks, in other words: `my Government`."""
_THE_BODY = re.compile(
    r"(?:[Tt]he|[Tt]his)\s+(?:organi[sz]ation|agency|NGO|charity|company|foundation|association|institution|firm)(?:\s+(?:also|then|has|had|now))?"
)
"""A body by its sort alone, which is the one that acted just before."""
_POINTED = re.compile(r"((?:该|此)[^与和同跟向将为对在的、]{1,6}?)(?=[与和同跟向将为对在]|也|还|已|正|则|另|$)")
"""A Chinese body that is pointed to, before those with whom it acts: `该校 | 与镇派出所`."""
_COLON = re.compile(r"\W*([A-Z][^:.;]{1,80}):\s*$")


def by_sort(named: str, around: Surroundings, memory: Memory) -> Named | None:
    """Who `my Government` is, as the text says who speaks; and `the charity`, where one party acted just before."""
    if _OURS.fullmatch(named):
        return memory.speakers.ourselves(around.passage)
    own = memory.speakers.own
    if own and called(own, named, "en") and own.named.passage.language == "en":
        return own.named
    before = memory.actor
    if before is None or not _THE_BODY.fullmatch(named) or not same_passage(before, around) or around.entity:
        return None
    short = named.split()[1].capitalize()
    return before if before.name[:1].isupper() and memory.names.full(short, "en") is None else None


def by_owner(named: str, at: Clause, around: Surroundings, memory: Memory) -> Named | None:
    """The body whose people or rooms a subject names: `our lawyers`, `its country office`, `the vans of X`."""
    whose = owned(named, at.words.language)
    if whose is None:
        pointed = _POINTED.match(named) if at.words.language == "zh" else None
        return in_full(pointed[1], at, around, memory) if pointed else None
    if whose.ours:
        return memory.ourselves(at, around)
    if whose.theirs:
        return last_body(at, around, memory.before)
    printed = whose.name or ""
    if at.words.language == "ar" and printed.startswith("ل"):
        return in_full(f"ال{printed.split()[0][1:]}", at, around, memory)  # `التابع ل | لمركز`
    name = party(printed, at.words) or next(parties(printed, at.words), None) or printed.strip()
    if full := in_full(name, at, around, memory):
        return full
    if whose.rooms or not is_own_name(name, at.words):
        return None
    start = at.text.find(name, at.start, at.end)
    begin, end = around.printed(max(start, 0)), around.printed(max(start, 0) + len(name) - 1) + 1
    return Named(name=name, passage=around.passage, start=begin, end=end) if start >= 0 else None


def by_pronoun(at: Clause, around: Surroundings, memory: Memory) -> Named | None:
    """Whom `it` or `they` is: the party just before; nobody where that is none, but for the one whose part it is."""
    before = taken_up(at, around, memory.before)
    if before is None:
        return memory.actor
    if before.named:
        return in_full(before.named.name, at, around, memory) or before.named
    entity = around.entity
    return memory.actor if entity and memory.actor and entity.goes_by(memory.actor.name) else None


def before_colon(at: Clause, around: Surroundings) -> Named | None:
    """Who is named before a colon: `Finland: we will train inspectors`."""
    subject = at.subject or (at.start, at.start)
    found = _COLON.match(at.text, 0, subject[0])
    name = party(found[1], at.words) if found else None
    if found is None or name is None:
        return None
    start, end = around.printed(found.start(1)), around.printed(found.end(1))
    return Named(name=name, passage=around.passage, start=start, end=end)


def in_full(name: str, at: Clause, around: Surroundings, memory: Memory) -> Named | None:
    """The full name that "the Office" stands for: of the entity whose part it is in, else the last one printed."""
    if around.entity and around.entity.is_called(name) and name != around.entity.name:
        return of_part(around.entity)
    own = memory.speakers.own
    if own and name != own.named.name and called(own, name, around.passage.language):
        return own.named
    if " " in name:
        return None
    language = around.passage.language
    named_by = (around.passage.ordinal, around.printed(at.subject[1] if at.subject else at.end))
    if met := memory.names.full(name.capitalize() if language == "en" and name.islower() else name, language, named_by):
        return met
    return full_form(name, at, around, memory.before) if is_definite(name, at) else None


def of_part(entity: Entity) -> Named:
    """The entity whose part of a document it is."""
    return Named(name=entity.name, passage=entity.passage, start=0, end=len(entity.passage.text))
