"""Texts of workbooks for readers: headers of records, and the labels of their values, in the reader's language.

English texts are here; the portal, which has the catalogues, translates them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from palermo.publishing.phrases import render_value
from palermo.statements import FACETS

_FACET_BY_COLUMN = {facet.column: facet for facet in FACETS if not facet.is_derived and facet.name != "year"}
_OWN_LABELS = """
acronym action answer column confidence confirmed date definition documents entities entity factor id languages
method name organ other_names pages paragraph passage provision publications quote recommendations region review
role row same_as score sensitive sheet source sources statement statements symbol tense text title type verified
weight why year years
"""
"""Fields whose header is their name."""
COLUMN_LABELS: Mapping[str, str] = MappingProxyType(
    {name: name.replace("_", " ").capitalize() for name in _OWN_LABELS.split()}
    | {
        "acting": "Statements as who acts",
        "address": "Web address",
        "addressed": "Statements as addressee",
        "base": "Original file of a translation",
        "digest": "In our words",
        "dimension": "Level of the factor",
        "end": "End in the passage",
        "entity_answers": "Answer of the entity itself",
        "facet": "Type",
        "feature": "Reason",
        "full_text": "Full text may be shown",
        "headings": "Headings above it",
        "icat": "Member of ICAT",
        "icat_since": "Member of ICAT since",
        "joined": "Joined files",
        "kind": "Type",
        "locator": "Place",
        "main": "Main version",
        "marks": "Words found",
        "media_type": "File type",
        "name_a": "One (name)",
        "name_b": "Other (name)",
        "names": "Name",
        "ordinal": "Number",
        "page": "Page number",
        "party_a": "One",
        "party_b": "Other",
        "printed_publishers": "Publishers as printed",
        "protective": "Protects",
        "publisher": "Publisher as printed",
        "publishers": "Publisher",
        "quotes": "Quote",
        "regions": "Region",
        "roles": "Role",
        "size": "Size in bytes",
        "start": "Start in the passage",
        "statements_acting": "Statements as who acts",
        "statements_addressed": "Statements as addressee",
        "summary": "In our words",
        "support": "Other evidence",
        "tied_since": "Tie since",
        "variants": "Name as printed",
        "version": "Version of the text",
        "website": "Site",
        "with_dimension": "Level of the other factor",
        "with_factor": "Other factor",
        "work": "Text in all its files",
    }
)
"""English headers by field of a record; fields that are facets have the facet's label."""
ABOUT_LABELS = ("Title", "Edition", "Filters", "Counted among", "Rows", "Note", "Cite")
"""Labels of the sheet that says what a workbook has."""
LIST_TITLES = (
    *("Addressees", "Documents", "Earlier proposals", "Entities", "Instruments", "Intersections", "Issuers"),
    *("Passages", "Places", "Proposals", "Publications", "Recommendations", "Statements", "Topics"),
)

type LabelFinder = Callable[[str, str], Callable[[str], str] | None]
"""Returns the function that labels the values of a table's column, or None if they have no labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookTexts:
    """The reader's language, the translation of English texts into it, and the labels of values."""

    language: str = "en"
    translate: Callable[[str], str] = str
    find_labels: LabelFinder = lambda _table, _column: None

    def render(self, text: str) -> str:
        """Return a phrase in the reader's language, and other texts unchanged."""
        return render_value(text, self.language, self.translate)

    def label_column(self, column: str) -> str:
        """Return the header of a field; one of a nested field begins with that of the record it is in.

        >>> WorkbookTexts(language="fr").label_column("actors.confidence"), WorkbookTexts().label_column("kind")
        ('Entité: Confidence', 'Type')
        """
        path, _, name = column.rpartition(".")
        if path:
            return f"{self.label_column(path)}: {self.label_column(name)}"
        if name in COLUMN_LABELS:
            return self.translate(COLUMN_LABELS[name])
        return _FACET_BY_COLUMN[name].get_label(self.language) if name in _FACET_BY_COLUMN else name


ENGLISH_TEXTS = WorkbookTexts()
