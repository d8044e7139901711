"""Forms above the list of entities and above the statements of one entity."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.edition import Filters, View, build_filters
from palermo.portal.base import display_names, value_labels
from palermo.portal.base.forms import ChoiceParam, FieldOptions, ListForm
from palermo.portal.services.registry_lists import list_entities, list_entity_themes, list_initials

ADDRESSED = "addressed"
"""The role of an entity to which statements are addressed; in all others it acts."""


class EntityListForm(ListForm):
    """Filters of the list of entities; a facet offers the values that some entity has."""

    kind = ChoiceParam(label=gettext_lazy("Kind"))
    theme = ChoiceParam(label=gettext_lazy("Theme"))
    icat = ChoiceParam(label=gettext_lazy("In ICAT"))
    letter = ChoiceParam(label=gettext_lazy("Letter"))

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of all facets."""
        entities = list_entities()
        themes = {id for entity in entities for id in list_entity_themes(entity.id)}
        return {
            "kind": value_labels.list_options(value_labels.ENTITY_KINDS, {entity.kind for entity in entities}),
            "theme": display_names.list_concept_options("themes", themes),
            "icat": [("yes", _("confirmed members"))],
            "letter": [(initial, initial) for initial in list_initials()],
        }


class EntityStatementsForm(ListForm):
    """Filters of the statements that name an entity."""

    role = ChoiceParam(label=gettext_lazy("Statements in which"))
    kind = ChoiceParam(label=gettext_lazy("Kind"))
    theme = ChoiceParam(label=gettext_lazy("Theme"))

    def __init__(self, data: QueryDict, id: str, view: View) -> None:
        self.is_addressed = data.get("role") == ADDRESSED
        self.all_filters = build_filters(addressee=[id]) if self.is_addressed else build_filters(actor=[id])
        self.view = view
        super().__init__(data)

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the roles, and the kinds and themes that the statements have."""
        counts = self.view.count_facets(self.all_filters, ("kind", "theme"))
        kinds, themes = ([item.value for item in counts[name]] for name in ("kind", "theme"))
        return {
            "role": [("acts", _("it acts or speaks")), (ADDRESSED, _("it is addressed"))],
            "kind": value_labels.list_options(value_labels.KINDS, kinds),
            "theme": display_names.list_concept_options("themes", themes),
        }

    @property
    def statement_filters(self) -> Filters:
        """The filters of the statements that are listed."""
        chosen = {name: (value,) for name in ("kind", "theme") if (value := self.get_value(name))}
        return replace(self.all_filters, selected={**self.all_filters.selected, **chosen}, words=self.search_text)
