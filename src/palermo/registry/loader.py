"""Loading of the registry's YAML; every row is validated, and errors have file and line."""

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from babel.core import get_cldr_version

from palermo.languages import LABELLED_LANGUAGES
from palermo.registry import fact_loader
from palermo.registry.fact_loader import KnownIds, parse_own_texts
from palermo.registry.name_keys import build_name_key, is_acronym
from palermo.registry.records import ENTITY_KINDS, UN_STATUSES, Entity, Region, State
from palermo.registry.registry import Registry
from palermo.registry.verification import parse_verification
from palermo.statements import hash_json
from palermo.vocabulary import load_vocabulary
from palermo.vocabulary.yaml_rows import IdentifiedRow, YamlRow, parse_unique_rows, read_yaml_file

REGISTRY_FILES = ("regions.yaml", "states.yaml", "entities.yaml", *fact_loader.FACT_FILES)


@lru_cache(maxsize=8)
def load_registry(folder: Path | None = None) -> Registry:
    """Load the registry from a folder, or the shipped one.

    Raises RegistryInvalid, with file and line, for broken YAML, an unknown or repeated key, a repeated id, a missing
    name, an invalid date, or an id that no file defines.
    """
    source: Traversable = folder if folder else files("palermo.registry")
    texts = {name: read_yaml_file(source, name) for name in REGISTRY_FILES}
    rows_by_id: dict[str, YamlRow] = {}

    def parse_file[T: IdentifiedRow](name: str, build: Callable[[YamlRow], T]) -> tuple[T, ...]:
        return tuple(parse_unique_rows(texts[name], name, build, rows_by_id))

    regions = {region.id: region for region in parse_file("regions.yaml", _parse_region)}
    owners_by_name: dict[str, str] = {}
    states = parse_file("states.yaml", lambda row: _parse_state(row, regions, owners_by_name))
    entities = parse_file("entities.yaml", _parse_entity)
    known = KnownIds(
        entities={row.id for row in entities},
        states={row.id for row in states},
        regions=regions,
        vocabulary=load_vocabulary(),
        rows_by_id=rows_by_id,
    )
    return Registry(
        regions=regions.values(),
        states=states,
        entities=entities,
        facts=fact_loader.build_facts(texts, known),
        version=hash_json("registry", texts, get_cldr_version()),
    )


def _check_distinct_names(row: YamlRow, state: State, owners_by_name: dict[str, str]) -> None:
    """Raise RegistryInvalid for a name of another State, which would link documents to the wrong one."""
    for name in (*state.names.values(), *state.matching):
        folded = name if is_acronym(name) else build_name_key(name)
        owner = owners_by_name.setdefault(folded, state.id)
        if owner != state.id:
            row.raise_error("matching", f"name {name!r} is already a name of {owner}", "Keep it in one of the two rows")


def _parse_region(row: YamlRow) -> Region:
    return row.build(Region, names=row.get_texts_by_language("names", LABELLED_LANGUAGES))


def _parse_state(row: YamlRow, regions: dict[str, Region], owners_by_name: dict[str, str]) -> State:
    id = row.get_text("id")
    if not (id.startswith("state:") and len(id) == len("state:KEN") and id[6:].isupper()):
        row.raise_error(
            "id", f"id {id!r} is not `state:` and an ISO 3166-1 alpha-3 code", "Write for instance state:KEN"
        )
    has_intermediate = bool(row.values.get("intermediate"))
    state = row.build(
        State,
        derived={"un_status": row.get_choice("standing", UN_STATUSES)},
        keys=("standing",),
        region=_parse_region_code(row, "region", None, regions),
        subregion=_parse_region_code(row, "subregion", "region", regions),
        intermediate=_parse_region_code(row, "intermediate", "subregion", regions) if has_intermediate else None,
        names=row.get_texts_by_language("names", LABELLED_LANGUAGES),
    )
    _check_distinct_names(row, state, owners_by_name)
    return state


def _parse_region_code(row: YamlRow, key: str, parent_key: str | None, regions: dict[str, Region]) -> str:
    """Return the M49 code at a key, which must be within that of `parent_key` (the world if None)."""
    code = row.get_text(key)
    region = regions.get(code)
    if region is None:
        row.raise_error(key, f"{key} {code!r} is not in regions.yaml", "Give a three-digit M49 code in quotes")
    if parent_key is not None and region.within != row.get_text(parent_key):
        row.raise_error(
            key,
            f"{key} {code!r} does not lie within {parent_key} {row.get_text(parent_key)!r}",
            "Correct one of the two",
        )
    return code


def _parse_entity(row: YamlRow) -> Entity:
    return row.build(
        Entity,
        derived={"roles": parse_own_texts(row, "role")},
        keys=("role",),
        kind=row.get_choice("kind", ENTITY_KINDS),
        names=row.get_texts_by_language("names", ("en",), languages=None),
        icat=row.get_flag("icat") if "icat" in row.values else False,
        **parse_verification(row, ("names", "website", "icat_since")),
    )
