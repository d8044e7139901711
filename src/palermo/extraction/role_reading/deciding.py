"""Who acts, with whom and for whom after a second look, and what says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import groupby

import numpy as np

from palermo.extraction.role_reading.candidates import LONGEST, key_of
from palermo.extraction.role_reading.model import FILE, RoleModel, shipped_model
from palermo.extraction.role_reading.phrases import phrases_version
from palermo.extraction.role_reading.signs import ROLES, Place, Told, places
from palermo.statements import Reason, Ref, RefType, Statement, Support, digest, locate
from palermo.vectors import Encoder, Floats

LIKELIEST = 10
"""Candidates of a statement that pass the sieve."""
MOST = 60
"""Statements of one passage whose roles are read again; more are no paragraph of anybody."""
BATCH = 256
"""Names that are encoded at a time."""
NAME = 80
"""Characters of a name that are encoded."""
WORDS = {"actors": "who acts", "addressees": "who is asked or served", "partners": "with whom"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate that has a role, and how likely."""

    place: Place
    role: str
    likely: float


def roles_again(statements: Sequence[Told], encoder: Encoder, model: RoleModel | None = None) -> list[Statement]:
    """The statements of a document, in their order, with the roles that a second look gives them.

    They stay as they are where the model was learnt from another encoder's vectors.
    """
    known = model or shipped_model()
    if known.encoder != encoder.version:
        return [one.statement for one in statements]
    sifted = [(one, few) for _, group in groupby(statements, key=_passage) for one, few in _sifted(list(group), known)]
    vectors = _encoded((place.candidate.name[:NAME] for _, few in sifted for place in few), encoder)
    return [_read(one, few, vectors, known) for one, few in sifted]


def _passage(one: Told) -> str:
    return one.around.passage.id


def _sifted(statements: list[Told], model: RoleModel) -> Iterator[tuple[Told, list[Place]]]:
    """Each statement of a passage with its likeliest candidates; none where these are not all looked for."""
    if len(statements) > MOST:
        yield from ((one, []) for one in statements)
        return
    for one, found in zip(statements, places(statements), strict=True):
        yield one, sift(found, model) if one.at.end <= LONGEST else []


def sift(found: list[Place], model: RoleModel) -> list[Place]:
    """The likeliest of some candidates, in their order."""
    if len(found) <= LIKELIEST:
        return found
    chances = model.sift(np.array([place.signs for place in found], dtype=np.float32))
    return [found[number] for number in sorted(np.argsort(-chances, kind="stable")[:LIKELIEST])]


def _encoded(names: Iterator[str], encoder: Encoder) -> dict[str, Floats]:
    """The vector of each name."""
    distinct = sorted(set(names), key=lambda name: (len(name), name))
    found: dict[str, Floats] = {}
    for start in range(0, len(distinct), BATCH):
        some = distinct[start : start + BATCH]
        found.update(zip(some, encoder.encode(some), strict=True))
    return found


def _read(one: Told, few: list[Place], vectors: dict[str, Floats], model: RoleModel) -> Statement:
    if not few:
        return one.statement
    signs = np.array([place.signs for place in few], dtype=np.float32)
    names = np.array([vectors[place.candidate.name[:NAME]] for place in few], dtype=np.float32)
    likely = model.likely(signs, [place.cues for place in few], names)
    return with_roles(one, decided(few, likely, one, model))


def decided(few: Sequence[Place], likely: Floats, one: Told, model: RoleModel) -> list[Taken]:
    """Who has a role: the likeliest first, no party twice and none within another.

    Recipes are trusted a little more. Somebody named elsewhere acts alone. Those whom recipes named together stay
    together, and whoever acts by them stays where nobody else does, unless hardly likely.
    """
    mine = {role: {key_of(ref.name) for ref in refs} for role, refs in one.roles.items()}
    own = np.array([[place.candidate.key in mine[role] for role in ROLES] for place in few], dtype=np.float32)
    chances = likely[:, : len(ROLES)]
    trusted = chances + model.trust * own
    taken: list[Taken] = []
    for number, column in _by(trusted, model.take):
        beside = column == 0 and any(other.role == ROLES[0] for other in taken)
        here = few[number].inside or own[number, 0] > 0
        if not beside or (here and trusted[number, column] >= model.second):
            _take(few[number], column, float(chances[number, column]), taken)
    together = {other.role for other in taken if other.place.candidate.key in mine[other.role]}
    nobody_acts = not any(other.role == ROLES[0] for other in taken)
    for number, column in _by(chances * own, model.keep):
        if ROLES[column] in together or (column == 0 and nobody_acts):
            _take(few[number], column, float(chances[number, column]), taken)
    return taken


def _by(shares: Floats, least: float) -> Iterator[tuple[int, int]]:
    """Row and column of each share that is large enough, the largest first."""
    for flat in np.argsort(-shares, axis=None, kind="stable"):
        row, column = divmod(int(flat), shares.shape[1])
        if shares[row, column] < least:
            return
        yield row, column


def _take(place: Place, column: int, likely: float, taken: list[Taken]) -> None:
    if not any(_clashes(place, other.place) for other in taken):
        taken.append(Taken(place, ROLES[column], likely))


def _clashes(place: Place, other: Place) -> bool:
    """Whether two candidates are the same party, or stand within each other."""
    one, two = place.candidate, other.candidate
    if one.key == two.key:
        return True
    return one.printed and two.printed and one.start < two.end and two.start < one.end


def with_roles(one: Told, taken: Sequence[Taken]) -> Statement:
    """A statement with the roles that were taken: those of the recipes as they are, others as printed."""
    statement = one.statement
    given = {role: sorted(_of(role, taken), key=lambda each: each.place.candidate.start) for role in ROLES}
    before = {key_of(ref.name): ref for refs in one.roles.values() for ref in refs}
    changed = {
        role: tuple(_ref(each, before) for each in given[role])
        for role in ROLES
        if {each.place.candidate.key for each in given[role]} != {key_of(ref.name) for ref in one.roles[role]}
    }
    if not changed:
        return statement
    support = statement.support
    if "actors" in changed:
        support = (*(rest for rest in support if rest.role != "entity"), *_resting(given["actors"], one))
    reasons = tuple(reason for role in changed for reason in _reasons(role, given[role]))
    refs = {**one.roles, **changed}
    return replace(
        statement,
        actors=refs["actors"],
        addressees=refs["addressees"],
        partners=refs["partners"],
        support=support,
        why=(*statement.why, *reasons),
    )


def _of(role: str, taken: Sequence[Taken]) -> Iterator[Taken]:
    return (each for each in taken if each.role == role)


def _ref(each: Taken, before: dict[str, Ref]) -> Ref:
    """A party as recipes gave it, or as it is printed; who is asked or served may be a group."""
    kind = RefType.GROUP if each.role == "addressees" else RefType.ENTITY
    found = before.get(each.place.candidate.key)
    if found is None:
        return Ref(id=None, name=each.place.candidate.name, type=kind)
    return found if found.type is RefType.STATE else replace(found, type=kind)


def _resting(given: Sequence[Taken], one: Told) -> Iterator[Support]:
    """Where those stand who act and are named outside the clause."""
    around = one.around
    known = {key_of(ref.name) for ref in one.statement.actors}
    for each in given:
        candidate = each.place.candidate
        if candidate.printed and not each.place.inside:
            start, end = around.printed(candidate.start), around.printed(candidate.end - 1) + 1
            quote = around.passage.text[start:end]
            yield Support(role="entity", quote=quote, locator=locate(around.passage, start, end))
    if any(each.place.candidate.key in known and not each.place.candidate.printed for each in given):
        yield from (rests for rests in one.statement.support if rests.role == "entity")


def _reasons(role: str, given: Sequence[Taken]) -> Iterator[Reason]:
    """What says so, in words; it counts neither for nor against the statement."""
    for each in given:
        name = each.place.candidate.name
        yield Reason(feature=f"{WORDS[role]}, by what stands around it: “{name}” ({each.likely:.2f})", weight=0.0)
    if not given:
        yield Reason(feature=f"{WORDS[role]} is nobody, by what stands around them", weight=0.0)


def role_reading_version(encoder: Encoder | None) -> str:
    """Changes with the model and the function words; "" where its encoder is not there: nothing is read again."""
    if encoder is None or shipped_model().encoder != encoder.version:
        return ""
    model = (files("palermo.extraction.role_reading") / FILE).read_bytes()
    return digest("role reading.1", phrases_version(), model.hex())[:12]
