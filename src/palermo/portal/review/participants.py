"""Names and countries that reviewers type: resolved to the registry, or to provisional ids."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from palermo.linking.organisation_names import make_provisional_id
from palermo.portal.base import display_names, languages
from palermo.registry import load_registry
from palermo.statements import Ref, RefType, normalise_text, to_dict
from palermo.vocabulary import load_vocabulary

AUDIENCE_SCHEME = "audiences"


def resolve_participants(names: Iterable[str], known: Sequence[Ref]) -> list[dict[str, Any]]:
    """Return refs of names as JSON values: known refs, those of the registry, or provisional ones."""
    by_name = {ref.name: to_dict(ref) for ref in known}
    return [by_name.get(name) or _resolve_name(name) for name in dict.fromkeys(names)]


def list_suggestions() -> list[str]:
    """Return the names of entities, States and audiences in the language of the page."""
    return list(_list_labels(languages.get_active_language()))


def parse_places(text: str) -> tuple[list[str], list[str]]:
    """Return the ISO codes of countries that are separated by semicolons, and the names that are unknown."""
    codes, unknown = [], []
    for name in filter(None, (item.strip() for item in text.split(";"))):
        state = load_registry().find_state(name) or load_registry().states.get(f"state:{name.upper()}")
        if state:
            codes.append(state.id.removeprefix("state:"))
        else:
            unknown.append(name)
    return list(dict.fromkeys(codes)), unknown


def format_places(codes: Iterable[str]) -> str:
    """Return the names of countries, separated by semicolons."""
    return "; ".join(display_names.get_label(f"state:{code}") or code for code in codes)


def _resolve_name(name: str) -> dict[str, Any]:
    audience = _find_audience(name)
    if audience:
        return {"id": audience, "name": name, "type": RefType.GROUP.value}
    match = load_registry().match_name(name)
    if match:
        is_state = match.id.startswith("state:")
        return {"id": match.id, "name": name, "type": (RefType.STATE if is_state else RefType.ENTITY).value}
    return {"id": make_provisional_id(name), "name": name, "type": RefType.ENTITY.value}


def _find_audience(name: str) -> str | None:
    folded = normalise_text(name)
    for concept in load_vocabulary().list_concepts(AUDIENCE_SCHEME):
        if folded in {normalise_text(label) for label in concept.labels.values()}:
            return concept.id
    return None


@lru_cache(maxsize=6)
def _list_labels(language: str) -> tuple[str, ...]:
    registry = load_registry()
    ids = [*registry.entities, *registry.states]
    names = {display_names.get_name(id, language) for id in ids}
    audiences = [concept.id for concept in load_vocabulary().list_concepts(AUDIENCE_SCHEME)]
    return tuple(sorted(names | {display_names.get_concept_label(id, language) for id in audiences}))
