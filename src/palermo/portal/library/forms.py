"""The query parameters of the list of documents and of a search in their passages."""

from collections.abc import Iterable, Mapping

from django import forms

from palermo import registry
from palermo.portal.base.forms import ChoiceParam, FieldOptions, FilterParam, ListForm, QueryForm, TextParam
from palermo.portal.library.search_query import FILTER_PARAMS, PARAM_ALIASES, LibrarySearchQuery
from palermo.portal.services.current_edition import get_document_index
from palermo.statements import Document, Nature, normalise_text

MAX_QUERY_CHARS = 1001
"""Characters of a query that are passed to the search, which reads fewer and reports it."""
MAX_FILTER_VALUES = 12


def list_years(documents: Iterable[Document]) -> list[int]:
    """Return the years of publication, newest first."""
    return sorted({document.year for document in documents if document.year}, reverse=True)


def list_languages(documents: Iterable[Document]) -> list[str]:
    """Return the codes of the languages of documents."""
    return sorted({document.language for document in documents})


def list_natures(documents: Iterable[Document]) -> list[str]:
    """Return the natures that documents have, in the order of the class."""
    used = {document.nature for document in documents}
    return [item.value for item in Nature if item in used]


class DocumentListForm(ListForm):
    """Filters of the list of documents; a region matches what is on it, on a region within it and on its States."""

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

    def is_match(self, document: Document) -> bool:
        """Return whether a document matches all filters but the region."""
        searched = normalise_text(f"{document.title} {document.symbol or ''}")
        values = {
            "publisher": document.publishers,
            "year": (str(document.year),),
            "language": (document.language,),
            "nature": (document.nature,),
        }
        return all(self.filters.is_match(name, own) for name, own in values.items()) and all(
            word in searched for word in normalise_text(self.search_text).split()
        )


class LibrarySearchForm(QueryForm):
    """Words and filters of a search."""

    q = TextParam(max_chars=MAX_QUERY_CHARS)

    def clean_q(self) -> str:
        """Return the words without the invisible characters that text copied from documents contains."""
        return " ".join("".join(c if c.isprintable() else " " for c in self.cleaned_data["q"]).split())

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each filter and for the other names of filters."""
        return {name: FilterParam(name) for name in (*FILTER_PARAMS, *PARAM_ALIASES)}

    @property
    def query(self) -> LibrarySearchQuery:
        """The search that the parameters ask for."""
        pairs = [
            (PARAM_ALIASES.get(name, name), value)
            for name in (*FILTER_PARAMS, *PARAM_ALIASES)
            for value in self.cleaned_data[name]
        ]
        return LibrarySearchQuery(search_text=self.get_value("q"), pairs=tuple(dict.fromkeys(pairs)))
