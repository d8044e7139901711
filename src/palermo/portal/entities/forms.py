"""Forms above the list of entities and above the statements of one entity."""

from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.portal.base import languages, registry_links, value_labels
from palermo.portal.base.forms import ChoiceParam, FieldOptions, ListForm
from palermo.portal.services.entity_list import list_entities, list_initials, list_themes


class EntityListForm(ListForm):
    """Filters of the list of entities; a facet offers the values that some entity has."""

    kind = ChoiceParam(label=gettext_lazy("Kind"))
    theme = ChoiceParam(label=gettext_lazy("Theme"))
    icat = ChoiceParam(label=gettext_lazy("In ICAT"))
    letter = ChoiceParam(label=gettext_lazy("Letter"))

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of all facets."""
        entities, language = list_entities(), languages.get_active_language()
        themes = {id for entity in entities for id in list_themes(entity.id)}
        return {
            "kind": value_labels.list_options(value_labels.ENTITY_KINDS, {entity.kind for entity in entities}),
            "theme": registry_links.list_concept_options("themes", themes, language),
            "icat": [("yes", _("confirmed members"))],
            "letter": [(initial, initial) for initial in list_initials()],
        }


class EntityStatementsForm(ListForm):
    """Filters of the statements that name an entity."""

    role = ChoiceParam(label=gettext_lazy("Statements in which"))
    kind = ChoiceParam(label=gettext_lazy("Kind"))
    theme = ChoiceParam(label=gettext_lazy("Theme"))

    def __init__(self, data: QueryDict, kinds: Sequence[str], themes: Sequence[str]) -> None:
        self.kinds, self.themes = kinds, themes
        super().__init__(data)

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the roles, and the kinds and themes that the statements have."""
        return {
            "role": [("acts", _("it acts or speaks")), ("addressed", _("it is addressed"))],
            "kind": value_labels.list_options(value_labels.KINDS, self.kinds),
            "theme": registry_links.list_concept_options("themes", self.themes, languages.get_active_language()),
        }
