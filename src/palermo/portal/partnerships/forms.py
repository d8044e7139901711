"""Forms above the table of ties and above the ranked prospects."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palermo.analysis.partnerships import PartnershipTie
from palermo.portal.base import value_labels
from palermo.portal.base.forms import ChoiceParam, FieldOptions, ListForm
from palermo.portal.base.partnership_labels import EVIDENCE_KINDS, EVIDENCE_SOURCES, STANDINGS
from palermo.portal.services.partnerships import CurrentPartnerships


class ProspectListForm(ListForm):
    """Filters of the prospective ties."""

    entity = ChoiceParam(label=_("Entity"))

    def __init__(self, data: QueryDict, partnerships: CurrentPartnerships) -> None:
        self.partnerships = partnerships
        super().__init__(data)

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the bodies of the prospective ties."""
        return {"entity": self.build_body_options(one.parties for one in self.partnerships.prospects.prospects)}

    @property
    def centre(self) -> str | None:
        """The body whose ties are wanted, or None for all."""
        return self.get_value("entity") or None

    def build_body_options(self, pairs: Iterable[tuple[str, str]]) -> FieldOptions:
        """Return the bodies of some pairs by name."""
        bodies = {id for pair in pairs for id in pair}
        return sorted(((id, self.partnerships.get_name(id)) for id in bodies), key=lambda one: one[1].casefold())


class TieListForm(ProspectListForm):
    """Filters of the current ties; a facet offers the values that some tie has."""

    kind = ChoiceParam(label=_("Evidence"))
    standing = ChoiceParam(label=_("Standing"))
    shown = ChoiceParam(label=_("Shown by"))

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of all facets."""
        ties = self.partnerships.ties.ties
        kinds = {part.kind for tie in ties for part in tie.components}
        return {
            "entity": self.build_body_options(one.parties for one in ties),
            "kind": value_labels.list_options(EVIDENCE_KINDS, kinds),
            "standing": value_labels.list_options(STANDINGS, {tie.standing for tie in ties}),
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
            and filters.is_match("standing", [tie.standing])
            and filters.is_match("shown", ["documents" if tie.is_documented else "registry"])
        ]
