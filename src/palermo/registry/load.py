"""Read the registry's YAML: checked row by row, every error with its file and line."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from babel.core import get_cldr_version

from palermo.errors import RegistryInvalid
from palermo.registry import load_facts
from palermo.registry.load_facts import Known, one_of, proven
from palermo.registry.names import is_acronym, key
from palermo.registry.proof import doubted
from palermo.registry.registry import Registry
from palermo.registry.rows import KINDS, STANDINGS, Entity, Region, State
from palermo.statements import LANGUAGES, digest
from palermo.vocabulary import load as load_vocabulary
from palermo.vocabulary.lines import Row, rows

FILES = ("regions.yaml", "states.yaml", "entities.yaml", *load_facts.FILES)


@lru_cache(maxsize=8)
def load(folder: Path | None = None) -> Registry:
    """Load the registry of a folder, or the one that Palermo ships.

    Raises RegistryInvalid, with file and line, for broken YAML, an unknown or doubled key, a doubled id, a missing
    name, a wrong date, or an id that no file holds.
    """
    place: Traversable = folder if folder else files("palermo.registry")
    texts = {name: _text(place, name) for name in FILES}
    regions = {region.id: region for region in _unique(texts, "regions.yaml", _region)}
    claimed: dict[str, str] = {}
    states = tuple(_unique(texts, "states.yaml", lambda row: _state(row, regions, claimed)))
    entities = tuple(_unique(texts, "entities.yaml", _entity))
    known = Known(
        entities={row.id for row in entities},
        states={row.id for row in states},
        regions=regions,
        vocabulary=load_vocabulary(),
        taken={row.id: "entities.yaml" for row in entities},
    )
    return Registry(
        regions=regions.values(),
        states=states,
        entities=entities,
        facts=load_facts.facts(texts, known),
        version=digest("registry", texts, get_cldr_version()),
    )


def _text(place: Traversable, name: str) -> str:
    try:
        return (place / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryInvalid(name, f"cannot be read ({error})", f"Put a UTF-8 {name} into {place}") from None


def _apart(row: Row, state: State, claimed: dict[str, str]) -> None:
    """Refuse a name that another State has: it would lead documents to the wrong one."""
    for name in (*state.names.values(), *state.matching):
        folded = name if is_acronym(name) else key(name)
        owner = claimed.setdefault(folded, state.id)
        if owner != state.id:
            row.wrong("matching", f"name {name!r} is already a name of {owner}", "Keep it in one of the two rows")


def _unique[T: (Region, State, Entity)](texts: dict[str, str], name: str, build: Callable[[Row], T]) -> Iterator[T]:
    seen: dict[str, int] = {}
    for row in rows(texts[name], name):
        built = build(row)
        if built.id in seen:
            row.wrong("id", f"id {built.id!r} stands already in line {seen[built.id]}", "Keep one of the two rows")
        seen[built.id] = row.line
        yield built


def _names(row: Row, needed: tuple[str, ...]) -> dict[str, str]:
    names = row.row("names")
    for language in needed:
        if language not in names.values:
            row.wrong("names", f"no name in language {language!r}", f"Add `{language}: ...` below `names:`")
    return {language: names.text(language) for language in names.values}


def _region(row: Row) -> Region:
    row.allow("id", "within", "names")
    names = _names(row, LANGUAGES)
    return Region(id=row.text("id"), within=row.text_or_none("within"), names=names)


def _state(row: Row, regions: dict[str, Region], claimed: dict[str, str]) -> State:
    row.allow("id", "alpha2", "standing", "region", "subregion", "intermediate", "names", "matching", "demonyms")
    id = row.text("id")
    if not (id.startswith("state:") and len(id) == len("state:KEN") and id[6:].isupper()):
        row.wrong("id", f"id {id!r} is not `state:` and an ISO 3166-1 alpha-3 code", "Write for instance state:KEN")
    names = _names(row, LANGUAGES)
    row.row("names").allow(*LANGUAGES)
    intermediate = _within(row, "intermediate", "subregion", regions) if row.values.get("intermediate") else None
    state = State(
        id=id,
        alpha2=row.text("alpha2"),
        standing=one_of(row, "standing", STANDINGS),
        region=_within(row, "region", None, regions),
        subregion=_within(row, "subregion", "region", regions),
        intermediate=intermediate,
        names=names,
        matching=row.texts("matching"),
        demonyms=row.texts("demonyms"),
    )
    _apart(row, state, claimed)
    return state


def _within(row: Row, key: str, above: str | None, regions: dict[str, Region]) -> str:
    """The M49 code at a key, checked to lie within the one at the key above it (the world for None)."""
    code = row.text(key)
    region = regions.get(code)
    if region is None:
        row.wrong(key, f"{key} {code!r} is not in regions.yaml", "Give a three-digit M49 code in quotes")
    if above is not None and region.within != row.text(above):
        row.wrong(key, f"{key} {code!r} does not lie within {above} {row.text(above)!r}", "Correct one of the two")
    return code


def _entity(row: Row) -> Entity:
    row.allow(
        *(
            "id",
            "acronym",
            "kind",
            "names",
            "matching",
            "ambiguous",
            "role",
            "website",
            "icat",
            "icat_since",
            "sources",
            "verified",
            "unverified",
        )
    )
    since = row.values.get("icat_since")
    if since is not None and not isinstance(since, int):
        row.wrong("icat_since", "icat_since must be a year")
    return Entity(
        id=row.text("id"),
        acronym=row.text_or_none("acronym"),
        kind=one_of(row, "kind", KINDS),
        names=_names(row, ("en",)),
        matching=row.texts("matching"),
        ambiguous=row.texts("ambiguous"),
        role=row.text("role"),
        website=row.text_or_none("website"),
        icat=row.flag("icat") if "icat" in row.values else False,
        icat_since=since,
        sources=row.texts("sources"),
        verified=proven(row),
        unverified=doubted(row, ("names", "website", "icat_since")),
    )
