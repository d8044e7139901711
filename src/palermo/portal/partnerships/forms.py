"""Forms above the table of ties and above the ranked prospects."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palermo import registry, vocabulary
from palermo.analysis.partnerships import PartnershipTie, ProspectiveTie
from palermo.edition import Filters
from palermo.portal.base import display_names, languages, value_labels
from palermo.portal.base.forms import ChoiceParam, FieldOptions, ListForm
from palermo.portal.base.value_labels import CONTINUITIES, EVIDENCE_KINDS, EVIDENCE_SOURCES
from palermo.portal.services.partnerships import CurrentPartnerships, find_active_bodies
from palermo.registry import WORLD
from palermo.statements import FACET_BY_NAME, FACETS


class ProspectListForm(ListForm):
    """Filters of the prospective ties."""

    entity = ChoiceParam(label=_("Entity"))
    topic = ChoiceParam(label=_("Theme"))
    place = ChoiceParam(label=_("Place"))
    role = ChoiceParam(label=value_labels.get_facet_title(FACET_BY_NAME["intervention"]))
    partner = ChoiceParam(label=_("Kind of partner"))

    def __init__(self, data: QueryDict, partnerships: CurrentPartnerships) -> None:
        self.partnerships = partnerships
        super().__init__(data)

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the bodies of the prospective ties."""
        prospects, known = self.partnerships.prospects.prospects, registry.load_registry()
        kinds = {known.entities[id].kind for prospect in prospects for id in prospect.parties if id in known.entities}
        return {
            "entity": self.build_body_options(prospect.parties for prospect in prospects),
            "topic": _list_topic_options(("themes", "exploitation", "groups")),
            "place": _list_place_options(),
            "role": _list_topic_options(("interventions",)),
            "partner": value_labels.list_options(value_labels.ENTITY_KINDS, kinds),
        }

    @property
    def statement_filters(self) -> Filters:
        """Filters of the statements that show what a body does: their theme, place and intervention."""
        topic, place, role = (self.get_value(name) for name in ("topic", "place", "role"))
        concept = vocabulary.load_vocabulary().get_concept(topic) if topic else None
        facets = {facet.scheme: facet.name for facet in FACETS if facet.scheme and facet.name != "audience"}
        selected = {facets[concept.scheme]: (topic,)} if concept else {}
        if place:
            selected["region"] = (place,)
        if role:
            selected["intervention"] = (role,)
        return Filters(selected=selected)

    def select_prospects(self) -> list[ProspectiveTie]:
        """Return the prospects of the body whose other end acts on the theme, at the place and in the role.

        Without a body, both ends must do so. A kind of partner is that of the other end or, without a body, of
        either end.
        """
        ranked, kind = self.partnerships.prospects, self.get_value("partner")
        prospects = ranked.find_by_party(self.centre) if self.centre else ranked.prospects
        entities, filters = registry.load_registry().entities, self.statement_filters
        active = find_active_bodies(filters) if filters.selected else None
        selected = []
        for prospect in prospects:
            ends = [id for id in prospect.parties if id != self.centre]
            is_of_kind = not kind or any(id in entities and entities[id].kind == kind for id in ends)
            if is_of_kind and (active is None or active.issuperset(ends)):
                selected.append(prospect)
        return selected

    @property
    def centre(self) -> str | None:
        """The body whose ties are wanted, or None for all."""
        return self.get_value("entity") or None

    def build_body_options(self, pairs: Iterable[tuple[str, str]]) -> FieldOptions:
        """Return the bodies of some pairs by name."""
        bodies = {id for pair in pairs for id in pair}
        return sorted(((id, self.partnerships.get_name(id)) for id in bodies), key=lambda item: item[1].casefold())


class TieListForm(ProspectListForm):
    """Filters of the current ties; a facet offers the values that some tie has."""

    topic = place = role = partner = None  # type: ignore[assignment]
    kind = ChoiceParam(label=_("Evidence"))
    standing = ChoiceParam(label=_("Standing"))
    shown = ChoiceParam(label=_("Shown by"))

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of all facets."""
        ties = self.partnerships.ties.ties
        kinds = {part.kind for tie in ties for part in tie.components}
        return {
            "entity": self.build_body_options(tie.parties for tie in ties),
            "kind": value_labels.list_options(EVIDENCE_KINDS, kinds),
            "standing": value_labels.list_options(CONTINUITIES, {tie.continuity for tie in ties}),
            "shown": value_labels.list_options(EVIDENCE_SOURCES, EVIDENCE_SOURCES),
        }

    def filter_ties(self) -> list[PartnershipTie]:
        """Return the ties that match the filters, the strongest first."""
        filters = self.filters
        return [
            tie
            for tie in self.partnerships.ties.ties
            if filters.is_match("entity", tie.parties)
            and filters.is_match("kind", [part.kind for part in tie.components])
            and filters.is_match("standing", [tie.continuity])
            and filters.is_match("shown", ["documents" if tie.is_documented else "registry"])
        ]


def _list_topic_options(schemes: Sequence[str]) -> FieldOptions:
    """Return the concepts of some schemes of the vocabulary by label."""
    known = vocabulary.load_vocabulary()
    return [
        option
        for scheme in schemes
        for option in display_names.list_concept_options(
            scheme, (concept.id for concept in known.list_concepts(scheme))
        )
    ]


def _list_place_options() -> FieldOptions:
    """Return regions, then countries, by name."""
    known, language = registry.load_registry(), languages.get_active_language()
    regions = [(code, known.get_label(code, language)) for code in known.regions if code != WORLD]
    countries = [(state.alpha3, known.get_label(state.id, language)) for state in known.states.values()]
    return [*sorted(regions, key=lambda region: region[1]), *sorted(countries, key=lambda country: country[1])]
