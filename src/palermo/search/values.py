"""Values of filters as people type them: ids, acronyms, names in six languages, codes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from palermo import registry, vocabulary
from palermo.statements import RefType, normalised

_ENTITIES = ("publisher", "entity", "actor", "addressee")
_CONCEPTS = {
    "theme": "themes",
    "exploitation": "exploitation",
    "intervention": "interventions",
    "group": "groups",
}


def value_of(name: str, typed: str, has: Callable[[str, str], bool]) -> str | None:
    """The value of a field that something has and that is meant; None where there is none.

    A region is had by what names it, a region within it, or a State of it.
    """
    return next((one for one in _meant(name, typed) if any(has(name, wide) for wide in widened(name, [one]))), None)


def widened(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Values of a field, and of regions all that lies within them: M49 codes of regions, ISO codes of States.

    >>> widened("place", ["FRA", "053"])
    ('FRA', '053', 'AUS', 'NFK', 'NZL')
    """
    if name != "place":
        return tuple(values)
    return tuple(dict.fromkeys(code for one in values for code in (one, *_within().get(one, ()))))


@cache
def _within() -> Mapping[str, tuple[str, ...]]:
    """By M49 code of a region: the codes of the regions and States within it."""
    known = registry.load()
    around = {code: many[1:] for code, many in known.around.items()}
    around |= {s.alpha3: tuple(c for c in (s.intermediate, s.subregion, s.region) if c) for s in known.states.values()}
    found: dict[str, list[str]] = {code: [] for code in known.regions}
    for inside, many in around.items():
        for code in many:
            found[code].append(inside)
    return {code: tuple(sorted(many)) for code, many in found.items()}


def _meant(name: str, typed: str) -> Iterator[str]:
    plain = typed.strip()
    yield plain
    yield plain.lower()
    if name in _ENTITIES:
        known = registry.load()
        if found := known.named(plain):
            yield found.id
        if state := known.find(plain, RefType.STATE):
            yield state.id
        yield f"state:{plain.upper()}"
        yield f"name:{plain}"
    elif name == "place":
        state = registry.load().find(plain, RefType.STATE)
        yield from ([state.id.removeprefix("state:")] if state else [])
        yield plain.upper()
        named = normalised(plain)
        yield from (r.id for r in registry.load().regions.values() if named in map(normalised, r.names.values()))
    elif name == "instrument":
        instrument = registry.load().instrument(plain)
        yield from ([instrument.id] if instrument else [])
        yield plain.upper()
    elif name in _CONCEPTS:
        yield plain.lower().replace(" ", "-")
        yield from _concepts(plain)
    elif name == "kind":
        yield plain.lower().removesuffix("s")
        yield f"{plain.lower().removesuffix('ies')}y"


def _concepts(typed: str) -> Iterator[str]:
    wanted = normalised(typed)
    known = vocabulary.load()
    for scheme in vocabulary.SCHEMES:
        for concept in known.concepts(scheme):
            if any(normalised(label) == wanted for label in concept.labels.values()):
                yield concept.id
