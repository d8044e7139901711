"""The query parameters of the list of documents and of a search in their passages."""

from collections.abc import Mapping

from django import forms

from palermo import registry
from palermo.portal.base.forms import ChoiceParam, FieldOptions, QueryForm, TextParam, ValuesParam
from palermo.portal.library.document_query import DocumentQuery, list_languages, list_natures, list_years
from palermo.portal.library.search_query import FILTER_PARAMS, PARAM_ALIASES, LibrarySearchQuery
from palermo.portal.services.current_edition import get_document_index

MAX_QUERY_CHARS = 1001
"""Characters of a query that are passed to the search, which reads fewer and reports it."""
MAX_FILTER_VALUES = 12
"""Values of a filter that are read."""


class DocumentListForm(QueryForm):
    """Filters of the list of documents."""

    q = TextParam()
    publisher = ChoiceParam()
    year = ChoiceParam()
    language = ChoiceParam()
    nature = ChoiceParam()
    region = ChoiceParam()

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the values that documents have.

        Publishers and regions of the registry are accepted even if no document has them.
        """
        index, known = get_document_index(), registry.load_registry()
        choices = {
            "publisher": index.publisher_documents.keys() | known.entities.keys(),
            "year": [str(year) for year in list_years(index.documents)],
            "language": list_languages(index.documents),
            "nature": list_natures(index.documents),
            "region": known.regions.keys(),
        }
        return {name: [(value, value) for value in values] for name, values in choices.items()}

    @property
    def query(self) -> DocumentQuery:
        """The list that the parameters ask for."""
        names = ("publisher", "year", "language", "nature", "region")
        return DocumentQuery(search_text=self.get_value("q"), **{name: self.get_value(name) for name in names})


class LibrarySearchForm(QueryForm):
    """Words and filters of a search."""

    q = TextParam(max_chars=MAX_QUERY_CHARS)

    def clean_q(self) -> str:
        """Return the words without the invisible characters that text copied from documents contains."""
        return " ".join("".join(c if c.isprintable() else " " for c in self.cleaned_data["q"]).split())

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each filter and for the other names of filters."""
        return {name: ValuesParam(max_values=MAX_FILTER_VALUES) for name in (*FILTER_PARAMS, *PARAM_ALIASES)}

    @property
    def query(self) -> LibrarySearchQuery:
        """The search that the parameters ask for."""
        pairs = [
            (PARAM_ALIASES.get(name, name), value)
            for name in (*FILTER_PARAMS, *PARAM_ALIASES)
            for value in self.cleaned_data[name]
        ]
        return LibrarySearchQuery(search_text=self.get_value("q"), pairs=tuple(dict.fromkeys(pairs)))
