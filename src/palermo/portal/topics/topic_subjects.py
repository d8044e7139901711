"""The subject of a page: a concept, a country or a region, and the filters of its statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo import registry, vocabulary
from palermo.edition import Filters
from palermo.errors import NotFound
from palermo.portal.base import display_names
from palermo.registry import WORLD
from palermo.search import TOPIC_SCHEMES
from palermo.statements import FACETS

FACET_BY_SCHEME = {facet.scheme: facet for facet in FACETS if facet.scheme in TOPIC_SCHEMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSubject:
    """What a page is about."""

    facet: str
    """The facet that selects its statements."""
    value: str
    ref_ids: Sequence[str] = ()
    """Ids of the States of a place, as actors and addressees."""

    @property
    def filters(self) -> Filters:
        """Filters of all its statements."""
        return self.build_filters()

    @property
    def is_place(self) -> bool:
        """Whether it is a country or a region."""
        return self.facet in ("place", "region")

    def build_filters(self, **selected: Sequence[str]) -> Filters:
        """Return filters of its statements that have these values too."""
        values = {name: tuple(ids) for name, ids in selected.items()}
        return Filters(selected={self.facet: (self.value,), **values})

    def build_role_filters(self, role: str, kind: str) -> Filters:
        """Return filters of statements of a kind by (`actor`) or to (`addressee`) the States of a place."""
        return Filters(selected={role: tuple(self.ref_ids), "kind": (kind,)})

    def get_label(self, language: str) -> str:
        """Return its name."""
        id = f"state:{self.value}" if self.facet == "place" else self.value
        return display_names.get_label(id, language) or self.value


def get_topic_subject(id: str) -> TopicSubject:
    """Return the subject of a concept; raises NotFound for an id that is no topic."""
    concept = vocabulary.load_vocabulary().get_concept(id)
    if concept is None or concept.scheme not in FACET_BY_SCHEME:
        raise NotFound(f"topic {id[:60]}", "the vocabulary has no such topic", "Look through the list of themes")
    return TopicSubject(facet=FACET_BY_SCHEME[concept.scheme].name, value=id)


def get_place_subject(code: str) -> TopicSubject:
    """Return the subject of a country (ISO alpha-3) or a region (M49); raises NotFound for another code."""
    known, upper = registry.load_registry(), code.upper()
    if f"state:{upper}" in known.states:
        return TopicSubject(facet="place", value=upper, ref_ids=(f"state:{upper}",))
    if code in known.regions and code != WORLD:
        countries = [region for region in known.expand_regions([code]) if f"state:{region}" in known.states]
        return TopicSubject(facet="region", value=code, ref_ids=tuple(f"state:{country}" for country in countries))
    raise NotFound(f"place {code[:60]}", "no country or region has that code", "Look through the list of places")
