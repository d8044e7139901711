"""Values of dimensions: their ids by any name that people write, their names for showing, the regions of countries."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, NoReturn

from rapidfuzz import fuzz, process

from palermo.edition import AS_PRINTED, NO_PLACE, NO_RESPONSE, NOBODY
from palermo.errors import QuestionInvalid
from palermo.registry import Registry
from palermo.statements import LANGUAGES, Kind, Nature, RefType, Response, normalised
from palermo.vocabulary import Vocabulary
from palermo.vocabulary.lines import parsed

WORLD = "001"
"""M49 code of the world."""
_SCHEMES = {
    "intervention": "interventions",
    "exploitation": "exploitation",
    "theme": "themes",
    "group": "groups",
    "audience": "audiences",
}
_CLOSED = {
    "kind": tuple(Kind),
    "nature": tuple(Nature),
    "response": (*Response, NO_RESPONSE),
    "language": LANGUAGES,
}
NAMED = ("entity", "addressee", "partner")
"""Dimensions of who acts, is asked or takes part."""
GROUPS = (AS_PRINTED, NOBODY)
"""Values of these that stand for names without an id, and for none."""
_LABELLED = {"subject": "subject", "country": "place", "region": "place", **dict.fromkeys(NAMED, "named")}
"""Dimensions some of whose values have their labels in values.yaml, and where there."""
_YEARS = re.compile(r"([12]\d{3})(?:\s*(?:\.\.|-|–)\s*([12]\d{3}))?")
_AS_PRINTED = ("new:", "name:")
"""Begin ids of what the registry does not have."""
MEMBERS = "icat-members"
"""Stands for all entities that a public source names members of ICAT."""
FEW = 20
"""Values of a dimension that are all offered where none is near; of more, a few would say nothing."""
NEAR = 70
"""Least likeness, from 0 to 100, of names that are offered in place of one that is not known."""


class Values:
    """The values that dimensions can have, by the registry and the vocabulary."""

    def __init__(self, registry: Registry, vocabulary: Vocabulary) -> None:
        self.registry = registry
        self.vocabulary = vocabulary
        self._known = lru_cache(maxsize=32)(self._names)

    def ids(self, dimension: str, written: str) -> tuple[str, ...]:
        """Ids of the values that a person means; raises QuestionInvalid, with what is near, where there are none.

        Several for a range of years, for a symbol that stands for several texts, and for the States of a region.
        """
        if dimension == "year":
            return self._years(written)
        if dimension == "instrument":
            return self.registry.cited(written) or (written,)
        if written.startswith(_AS_PRINTED) or (written == NO_PLACE and dimension in ("country", "region")):
            return (written,)
        if dimension in NAMED and written in GROUPS:
            return (written,)
        if dimension == "entity" and written == MEMBERS:
            return tuple(entity.id for entity in self.registry.entities.values() if entity.icat)
        if dimension in NAMED and (region := self._known("region").get(_key(written))) and region != WORLD:
            return tuple(f"state:{code}" for code in self.countries((region,)))
        found = self._known(dimension).get(_key(written)) or self._named(dimension, written)
        if found is None:
            self._unknown(dimension, written)
        return (found,)

    def label(self, dimension: str, id: str, language: str = "en") -> str:
        """The value's name for showing in that language; what nobody has named is its own name."""
        if (labels := _labels().get(_LABELLED.get(dimension, ""), {}).get(id)) is not None:
            return str(labels.get(language) or labels["en"])
        if dimension in _SCHEMES or (dimension == "addressee" and id in self.vocabulary):
            return self.vocabulary.label(id, language)
        if dimension == "country":
            return self.registry.label(f"state:{id}", language)
        return self.registry.label(id, language).removeprefix("name:")

    def acronym(self, id: str) -> str | None:
        """An entity's acronym; None for one that has none, and for what is no entity of the registry."""
        entity = self.registry.entities.get(id)
        return (entity.acronym or None) if entity else None

    def countries(self, regions: Iterable[str]) -> tuple[str, ...]:
        """ISO alpha-3 codes of the countries and areas in any of these M49 regions; `none` stays."""
        wanted = set(regions)
        found = tuple(code for code, around in self.regions.items() if wanted & {*around, WORLD})
        return (*found, NO_PLACE) if NO_PLACE in wanted else found

    def within(self, regions: Iterable[str]) -> tuple[str, ...]:
        """What a statement in any of these M49 regions names: countries, or regions within them; `none` stays."""
        wanted = {*regions}
        inside = tuple(code for code, around in self.registry.around.items() if wanted & {*around})
        return (*self.countries(wanted), *inside)

    @cached_property
    def regions(self) -> Mapping[str, tuple[str, ...]]:
        """M49 codes of the regions around each country, by ISO alpha-3 code: the smallest first, the world left out."""
        states = self.registry.states.values()
        return {s.alpha3: tuple(c for c in (s.intermediate, s.subregion, s.region) if c) for s in states}

    def _years(self, written: str) -> tuple[str, ...]:
        found = _YEARS.fullmatch(written)
        if not found or (found[2] and found[2] < found[1]):
            raise QuestionInvalid(f"year {written!r}", "it is no year and no range", "Write 2021 or 2018..2022")
        return tuple(str(year) for year in range(int(found[1]), int(found[2] or found[1]) + 1))

    def _named(self, dimension: str, written: str) -> str | None:
        """What the registry's own rules make of a name."""
        type = {"country": RefType.STATE}.get(dimension, RefType.ENTITY)
        match = self.registry.find(written, type) if dimension in _NAMED or dimension == "country" else None
        if match is None or (dimension == "country" and match.type is not RefType.STATE):
            return None
        return match.id.removeprefix("state:") if dimension == "country" else match.id

    def _names(self, dimension: str) -> Mapping[str, str]:
        """Id by each of its names as it is looked up."""
        names: dict[str, str] = {}
        for id, written in self._written(dimension):
            names.setdefault(_key(written), id)
        return names

    def _written(self, dimension: str) -> Iterable[tuple[str, str]]:
        if scheme := _SCHEMES.get(dimension):
            concepts = self.vocabulary.concepts(scheme)
            return [(c.id, name) for c in concepts for name in (c.id, *c.labels.values())]
        if dimension == "country":
            states = self.registry.states.values()
            return [(s.alpha3, name) for s in states for name in (s.alpha3, s.id, s.alpha2, *s.names.values())]
        if dimension == "region":
            return [(r.id, name) for r in self.registry.regions.values() for name in (r.id, *r.names.values())]
        if dimension == "subject":
            return [(id, name) for id, labels in _labels()["subject"].items() for name in (id, *labels.values())]
        if dimension in _NAMED:
            entities, states = self.registry.entities.values(), self.registry.states.values()
            ids = [(one.id, name) for one in entities for name in (one.id, one.acronym or one.id, *one.names.values())]
            ids += [(state.id, name) for state in states for name in (state.id, *state.names.values())]
            return ids + (list(self._written("audience")) if dimension == "addressee" else [])
        return [(str(value), str(value)) for value in _CLOSED[dimension]]

    def _unknown(self, dimension: str, written: str) -> NoReturn:
        names = self._known(dimension)
        near = process.extract(_key(written), names.keys(), scorer=fuzz.WRatio, limit=5, score_cutoff=NEAR)
        offered = list(dict.fromkeys(names[key] for key, _, _ in near)) or (
            sorted(set(names.values())) if len(set(names.values())) <= FEW else []
        )
        told = ", ".join(f"{id} ({label})" if (label := self.label(dimension, id)) != id else id for id in offered)
        raise QuestionInvalid(f"{dimension} {written!r}", "no value is called so", _offered(told, bool(near)))


def _offered(told: str, near: bool) -> str:
    """What to write in place of a name that is not known."""
    if near:
        return f"Near it: {told}"
    return f"There are: {told}" if told else "Nothing is called like it: write a name, an acronym or an id"


_NAMED = (*NAMED, "instrument", "region")


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Any]:
    found: Mapping[str, Any] = parsed((files("palermo.analysis") / "values.yaml").read_text(encoding="utf-8"))
    return found


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", normalised(name))
