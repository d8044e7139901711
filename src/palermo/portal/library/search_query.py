"""A search in the library: its words and filters, its facets, its notes and its highlighted hits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.portal.base import display_names, languages
from palermo.portal.base.forms import QueryPairs
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.facet_labels import FilterChip, label_facet_value
from palermo.search import FACET_FIELDS, QueryWarning, QueryWarningCode, SearchResult, find_kind_words
from palermo.statements import Document

MAX_FACET_VALUES = 10
FILTER_PARAMS = (*FACET_FIELDS, "document", "entity", "place")
PARAM_ALIASES = {"region": "place"}
"""Parameters of the list of documents -> the same filter of a search."""

NOTES: Mapping[QueryWarningCode, Promise] = {
    QueryWarningCode.TOO_LONG: gettext_lazy("The query is long; only its first words were looked for."),
    QueryWarningCode.OPEN_QUOTE: gettext_lazy("A quotation mark without its pair was ignored."),
    QueryWarningCode.NO_FIELD: gettext_lazy("%(what)s: is not a filter, and was searched as words."),
    QueryWarningCode.NO_VALUE: gettext_lazy("Nothing in this edition has %(what)s."),
    QueryWarningCode.NO_YEAR: gettext_lazy(
        "%(what)s is neither a year nor a range such as 2018..2022, and was left out."
    ),
    QueryWarningCode.TRANSLATED: gettext_lazy(
        "Few passages contain this word. It was also searched in other languages: %(what)s."
    ),
    QueryWarningCode.NO_WORD: gettext_lazy("No passage holds the word %(what)s."),
    QueryWarningCode.NO_MATCH: gettext_lazy(
        "Nothing in this edition holds these words or says something similar. "
        "Try other words for the same, more of them, or another language."
    ),
    QueryWarningCode.NARROW: gettext_lazy(
        "Nothing that the filters leave holds these words or says something similar. Try fewer filters, or other words."
    ),
    QueryWarningCode.PLACE_FILTER: gettext_lazy(
        "A place counts where a statement is about it, not where a text or title names it. "
        "For those, look for its name as a word."
    ),
}
"""What readers should know about how a query was understood; without one, by words alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySearchQuery:
    """A query and its filters."""

    search_text: str
    pairs: QueryPairs = ()
    """Field and value, each once."""

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same search."""
        return (("q", self.search_text), *self.pairs)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Values of each filter."""
        return {name: tuple(v for n, v in self.pairs if n == name) for name in dict(self.pairs)}

    def add_value(self, name: str, value: str) -> "LibrarySearchQuery":
        """Return this search with one more filter."""
        return replace(self, pairs=tuple(dict.fromkeys((*self.pairs, (name, value)))))

    def find_narrower(self, language: str) -> "LibrarySearchQuery | None":
        """Return this search with the kind that its words name as a filter instead; None if it names none."""
        named = find_kind_words(self.search_text, (language, languages.get_active_language()))
        if named is None or "kind" in dict(self.pairs):
            return None
        return replace(self.add_value("kind", named.kind.value), search_text=named.text)

    def remove_value(self, name: str, value: str) -> "LibrarySearchQuery":
        """Return this search without one filter."""
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair != (name, value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFacetChoice:
    """A value of a facet with its label and its count.

    It has the query parameters with this value or, if it is selected, without it.
    """

    label: str
    count: int
    chosen: bool
    url_params: QueryPairs


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFacet:
    """A field by which a search can be narrowed."""

    title: str
    choices: tuple[SearchFacetChoice, ...]


def get_titles() -> dict[str, str]:
    """Return the titles of the fields."""
    return {
        "kind": _("Kind of statement"),
        "publisher": _("Publisher"),
        "year": _("Year"),
        "language": _("Language"),
        "theme": _("Theme"),
        "nature": _("Whose words"),
        "document": _("Document"),
        "entity": _("Entity"),
        "place": _("Place"),
    }


def label_value(field: str, value: str, documents: Sequence[Document] = ()) -> str:
    """Return the label of a field's value; a document is labelled by its title."""
    if field == "document":
        return next((document.title for document in documents if document.id == value), value)
    if field == "place":
        name = display_names.get_label(f"state:{value}") or display_names.get_label(value)
        return name or value
    printed_names = get_current_view().get_statement_index().printed_names
    return label_facet_value(field, value, printed_names.get(value))


def build_facets(query: LibrarySearchQuery, answer: SearchResult) -> list[SearchFacet]:
    """Return the facets with their most frequent values; a facet without choices is left out."""
    facets = []
    for name, title in get_titles().items():
        counted = answer.facets.get(name, ())
        chosen = answer.query.filters.get(name, ())
        offered = [value for at, value in enumerate(counted) if at < MAX_FACET_VALUES or value.value in chosen]
        choices = []
        for item in offered:
            on = item.value in chosen
            other = query.remove_value(name, item.value) if on else query.add_value(name, item.value)
            choices.append(
                SearchFacetChoice(
                    label=label_value(name, item.value), count=item.passages, chosen=on, url_params=other.url_params
                )
            )
        if choices and (len(choices) > 1 or choices[0].chosen):
            facets.append(SearchFacet(title=title, choices=tuple(choices)))
    return facets


def build_chips(query: LibrarySearchQuery, documents: Sequence[Document]) -> list[FilterChip]:
    """Return the filters that are set, each with the parameters without it."""
    titles_by_id = get_titles()
    return [
        FilterChip(
            title=titles_by_id[name],
            label=label_value(name, value, documents),
            url_params=query.remove_value(name, value).url_params,
        )
        for name, value in query.pairs
    ]


def explain_region(code: str) -> str:
    """Return an explanation of what matches a region."""
    region = {"region": label_value("place", code)}
    return _("%(region)s: what names the region, a region within it or a State of it was looked for.") % region


def format_note(note: QueryWarning) -> str:
    """Return what readers should know about how the query was understood."""
    if note.code is QueryWarningCode.REGION:
        return explain_region(note.detail)
    text = NOTES.get(note.code, gettext_lazy("Searched by words alone: this edition cannot compare meaning."))
    return str(text % {"what": f"\u2068{note.detail}\u2069"})
