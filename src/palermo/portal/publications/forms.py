"""The form above the list of publications."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.portal.base import display_names, languages
from palermo.portal.base.forms import ChoiceParam, FieldOptions, ListForm
from palermo.portal.base.value_labels import get_facet_title
from palermo.portal.services.registry_lists import SCHEME_BY_FILTER, list_publications, list_year_options
from palermo.registry import Publication
from palermo.statements import FACET_BY_NAME


class PublicationListForm(ListForm):
    """Filters of the list of publications; a facet offers the values that some publication has."""

    publisher = ChoiceParam(label=gettext_lazy("Publisher"))
    kind = ChoiceParam(label=gettext_lazy("Kind"))
    year = ChoiceParam(label=gettext_lazy("Year"))
    language = ChoiceParam(label=gettext_lazy("Language"))
    theme = ChoiceParam(label=gettext_lazy("Theme"))
    exploitation = ChoiceParam(label=gettext_lazy("Form of exploitation"))
    intervention = ChoiceParam(label=get_facet_title(FACET_BY_NAME["intervention"]))
    group = ChoiceParam(label=gettext_lazy("Group"))
    held = ChoiceParam(label=gettext_lazy("In the library"))

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of all facets."""
        publications = list_publications()
        publishers = {id for publication in publications for id in publication.publishers}
        topics = {
            name: display_names.list_concept_options(
                scheme, {id for publication in publications for id in getattr(publication.topics, scheme)}
            )
            for name, scheme in SCHEME_BY_FILTER.items()
        }
        return {
            "publisher": display_names.list_entity_options(publishers),
            "kind": display_names.list_concept_options("documents", (publication.kind for publication in publications)),
            "year": list_year_options(publications),
            "language": _build_language_options(publications),
            **topics,
            "held": [("yes", _("yes")), ("no", _("no"))],
        }


def _build_language_options(publications: Iterable[Publication]) -> FieldOptions:
    codes = {code for publication in publications for code in publication.languages}
    options = [(code, languages.get_language_name(code)) for code in codes]
    return sorted(options, key=lambda pair: pair[1].casefold())
