"""Filter values as people type them: ids, acronyms, names in six languages, codes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from palermo import registry, vocabulary
from palermo.statements import FACETS, NAME_FACETS, NAME_PREFIX, RefType, normalise_text
from palermo.vocabulary.class_names import build_name_value

_ENTITY_FIELDS = ("publisher", "entity", *NAME_FACETS)
_CONCEPT_FIELDS = frozenset(facet.name for facet in FACETS if facet.scheme)


def resolve_value(name: str, text: str, has_value: Callable[[str, str], bool]) -> str | None:
    """Return the value of a field that a typed text means, if any passage has it, else None.

    A region is accepted if any passage has the region, a region within it, or a State of it.
    """
    return next(
        (
            candidate
            for candidate in _iterate_candidates(name, text)
            if any(has_value(name, wide) for wide in expand_regions(name, [candidate]))
        ),
        None,
    )


def expand_regions(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a field; a region is followed by the codes of the regions and States within it.

    >>> expand_regions("place", ["FRA", "053"])
    ('FRA', '053', 'AUS', 'NFK', 'NZL')
    """
    if name != "place":
        return tuple(values)
    return tuple(dict.fromkeys(code for value in values for code in (value, *_load_region_members().get(value, ()))))


@cache
def _load_region_members() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the regions and States within each region, by its M49 code."""
    known = registry.load_registry()
    parents = {code: ancestors[1:] for code, ancestors in known.enclosing_regions.items()}
    parents |= {state.alpha3: state.regions for state in known.states.values()}
    region_members: dict[str, list[str]] = {code: [] for code in known.regions}
    for region, ancestors in parents.items():
        for code in ancestors:
            region_members[code].append(region)
    return {code: tuple(sorted(ancestors)) for code, ancestors in region_members.items()}


def _iterate_candidates(name: str, text: str) -> Iterator[str]:
    plain = text.strip()
    yield plain
    yield plain.lower()
    if name in _ENTITY_FIELDS:
        known = registry.load_registry()
        if name_match := known.match_entity_name(plain):
            yield name_match.id
        if state := known.match_name(plain, RefType.STATE):
            yield state.id
        yield f"state:{plain.upper()}"
        yield build_name_value(plain.removeprefix(NAME_PREFIX))
    elif name == "place":
        state = registry.load_registry().match_name(plain, RefType.STATE)
        yield from ([state.id.removeprefix("state:")] if state else [])
        yield plain.upper()
        named = normalise_text(plain)
        yield from (
            r.id for r in registry.load_registry().regions.values() if named in map(normalise_text, r.names.values())
        )
    elif name == "instrument":
        instrument = registry.load_registry().get_instrument(plain)
        yield from ([instrument.id] if instrument else [])
        yield plain.upper()
    elif name in _CONCEPT_FIELDS:
        yield plain.lower().replace(" ", "-")
        yield from _find_concepts(plain)
    elif name == "kind":
        yield plain.lower().removesuffix("s")
        yield f"{plain.lower().removesuffix('ies')}y"


def _find_concepts(text: str) -> Iterator[str]:
    normalised = normalise_text(text)
    known = vocabulary.load_vocabulary()
    for scheme in vocabulary.SCHEMES:
        for concept in known.list_concepts(scheme):
            if any(normalise_text(label) == normalised for label in concept.labels.values()):
                yield concept.id
