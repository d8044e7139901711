"""Values of filters as people type them: ids, acronyms, names in six languages, codes."""

from collections.abc import Callable, Iterator

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
    """The value of a field that something has and that is meant; None where there is none."""
    return next((one for one in _meant(name, typed) if has(name, one)), None)


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
