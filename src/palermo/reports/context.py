"""Data for the builders of reports: an edition's view, the registry, the vocabulary, and values derived from them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from palermo.analysis import FacetValues, match_publications
from palermo.analysis.appraisal import AppraisalSet
from palermo.analysis.follow_up import (
    FollowUp,
    FollowUpItem,
    FollowUpStatus,
    SearchedWorks,
    load_items,
    summarise_status,
)
from palermo.analysis.partnerships import PartnershipTies, find_current_ties
from palermo.analysis.place_roles import list_work_places
from palermo.edition import EVERY_COPY, NO_FILTERS, StatementSelection, View
from palermo.registry import Registry
from palermo.reports.figures import Figure, FigureQuery, Measure
from palermo.reports.issued_report import NO_ISSUED_TEXTS, IssuedTexts
from palermo.reports.statement_columns import CodedFacet, Mask, Rows, StatementColumns
from palermo.reports.translation import Translator
from palermo.statements import NAME_FACETS, NAME_PREFIX, UNREGISTERED_PREFIXES, Document, DocumentVersion, StatementKind
from palermo.vocabulary import TRAFFICKING_THEME, Vocabulary, find_tags

MIN_GROUP_SHARE = 0.3
"""Share of a document's statements that must name a group that its title names: many titles name women and children."""


def is_printed_name(value: str) -> bool:
    """Return whether a value of a facet of names is a printed name that is not in the registry."""
    return value.startswith(UNREGISTERED_PREFIXES)


@dataclass(frozen=True, kw_only=True)
class EditionFacts:
    """An edition and the values derived from it once, independent of the language of reports."""

    view: View
    registry: Registry
    vocabulary: Vocabulary
    load_follow_up: Callable[[], FollowUp | None] | None = None
    """Loads chains and answers; None where they have not been derived."""
    load_searched: Callable[[], SearchedWorks] | None = None
    """Collects the Works of and about each addressee, which tell whether an answer was looked for."""
    load_appraisals: Callable[[], AppraisalSet] | None = None
    """Appraises the instruments, which takes seconds."""
    open_unconfirmed: Callable[[], View] | None = None
    """Opens the view of all statements, where reports count confirmed ones alone."""

    @cached_property
    def follow_up(self) -> FollowUp | None:
        """Chains and answers, where they have been derived."""
        return self.load_follow_up() if self.load_follow_up else None

    @cached_property
    def searched(self) -> SearchedWorks | None:
        """Works of and about each addressee."""
        return self.load_searched() if self.load_searched else None

    @property
    def counts_confirmed(self) -> bool:
        """Whether reports count confirmed statements alone."""
        return self.view.selection is StatementSelection.CONFIRMED

    @cached_property
    def unconfirmed_view(self) -> View | None:
        """The view of all statements, where reports count confirmed ones alone."""
        return self.open_unconfirmed() if self.open_unconfirmed and self.counts_confirmed else None

    @cached_property
    def main_copies(self) -> Mapping[str, str]:
        """Id of the main statement by that of each of its copies in one Work, confirmed or not."""
        view = self.unconfirmed_view or self.view
        rows = view.select_columns(["id", "same_as", "standing"], EVERY_COPY)
        rows = rows.filter(pc.greater(rows["standing"], 0))
        return dict(zip(rows["id"].to_pylist(), (same[0] for same in rows["same_as"].to_pylist()), strict=True))

    @cached_property
    def appraisals(self) -> AppraisalSet | None:
        """Instruments with the follow-up of their provisions."""
        return self.load_appraisals() if self.load_appraisals else None

    @cached_property
    def statement_columns(self) -> StatementColumns:
        """Columns of all statements, every copy."""
        return StatementColumns(self.view)

    @cached_property
    def chain_codes(self) -> Rows:
        """Number of each statement's chain; a statement of no chain is one of its own."""
        chains = self.follow_up.chain_by_call if self.follow_up else {}
        return self.statement_columns.number_groups({call: chain.id for call, chain in chains.items()})

    @cached_property
    def work_places(self) -> CodedFacet:
        """States and regions where activities do something, by statement; meetings and funders do not count."""
        columns = self.statement_columns
        rows = np.flatnonzero(columns.get_facet("kind").mark_rows([StatementKind.ACTIVITY]))
        places: list[list[str]] = [[] for _row in range(len(columns))]
        table = columns.table.select(["quote", "language", "places", "regions"]).take(rows).to_pylist()
        for row, fields in zip(rows.tolist(), table, strict=True):
            places[row] = list_work_places(fields, self.registry)
        return CodedFacet(pa.array(places, pa.list_(pa.string())), len(columns))

    @cached_property
    def lexicon_entries(self) -> defaultdict[str, dict[str, frozenset[str]]]:
        """Entries of lexicons that quotes name, by lexicon and id of the statement, as far as they were looked for."""
        return defaultdict(dict)

    @cached_property
    def outcomes(self) -> Mapping[FollowUpStatus, Mask]:
        """Which recommendations have each outcome, where follow-up has been derived; copies have that of their main."""
        if self.follow_up is None or self.searched is None:
            return {}
        ids: dict[FollowUpStatus, list[str]] = {status: [] for status in FollowUpStatus}
        for id, call in self.calls.items():
            is_searched = self.searched.has_later_work(call)
            ids[summarise_status(self.follow_up.answers.get(id, ()), int(is_searched))].append(id)
        columns = self.statement_columns
        return {status: np.isin(columns.things, columns.things[columns.find_rows(own)]) for status, own in ids.items()}

    @cached_property
    def document_years(self) -> tuple[int, ...]:
        """Years of publication of the documents, oldest first."""
        return tuple(sorted({document.year for document in self.view.list_documents() if document.year}))

    @cached_property
    def document_languages(self) -> tuple[str, ...]:
        """Codes of the languages of the documents."""
        return tuple(sorted({document.language for document in self.view.list_documents()}))

    @cached_property
    def statement_count(self) -> int:
        """Number of statements, each once in its Work."""
        return self.view.find_statements(limit=0).total

    @cached_property
    def unconfirmed_figure(self) -> Figure:
        """How many statements are left out of reports because they are not confirmed."""
        count = self.view.count_unconfirmed() if self.open_unconfirmed and self.counts_confirmed else 0
        return Figure(value=count, query=FigureQuery(measure=Measure.UNCONFIRMED, filters=(NO_FILTERS,)))

    @cached_property
    def values(self) -> FacetValues:
        """Names of values by dimension."""
        return FacetValues(self.registry, self.vocabulary)

    @cached_property
    def ties(self) -> PartnershipTies:
        """Current partnerships."""
        return find_current_ties(self.view, self.registry)

    @cached_property
    def printed_names(self) -> Mapping[str, str]:
        """Names of organisations that the registry does not have, as they are printed most often, by id."""
        counts = self.view.count_facets(names=NAME_FACETS)
        return {item.value: item.name for facet in counts.values() for item in facet if is_printed_name(item.value)}

    @cached_property
    def calls(self) -> Mapping[str, FollowUpItem]:
        """Recommendations with their follow-up, by id."""
        return {item.id: item for item in load_items(self.view)}

    @cached_property
    def publication_documents(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents of the edition by the registry id of their publication."""
        return match_publications(self.registry.publications.values(), self.view.list_documents())

    @cached_property
    def translations(self) -> frozenset[str]:
        """Ids of the translations whose originals the edition has too."""
        documents = self.view.list_documents()
        originals = {document.work for document in documents if document.version is not DocumentVersion.TRANSLATION}
        return frozenset(
            document.id
            for document in documents
            if document.version is DocumentVersion.TRANSLATION and document.work in originals
        )

    def mark_translated(self, language: str) -> Mask:
        """Return, by rank, which documents repeat another one for a reader of this language.

        If a Work has a document in this language, these are its documents in other languages; otherwise, they
        are its translations.
        """
        if language not in self._translated:
            documents = self.view.list_documents()
            works = {document.work for document in documents if document.language == language}
            repeats = [
                document.language != language if document.work in works else document.id in self.translations
                for document in documents
            ]
            self._translated[language] = np.array(repeats, dtype=bool)
        return self._translated[language]

    @cached_property
    def _translated(self) -> dict[str, Mask]:
        return {}

    @cached_property
    def titled_documents(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the documents whose title names a concept, by concept; trafficking itself is left out."""
        ids_by_title: defaultdict[str, list[str]] = defaultdict(list)
        for document in self.view.list_documents():
            for tag in find_tags(document.title, document.language, self.vocabulary):
                if tag.id != TRAFFICKING_THEME and (tag.scheme != "groups" or self._mentions_group(document, tag.id)):
                    ids_by_title[tag.id].append(document.id)
        return {id: tuple(documents) for id, documents in ids_by_title.items()}

    def _mentions_group(self, document: Document, group: str) -> bool:
        statements = self.view.list_statements(document.id)
        named = Counter(group in statement.groups for statement in statements)
        return bool(statements) and named[True] >= MIN_GROUP_SHARE * len(statements)


@dataclass(frozen=True, kw_only=True)
class ReportContext:
    """The facts of an edition, and the language of a report."""

    facts: EditionFacts
    language: str = "en"
    foreword: tuple[str, ...] = ()
    """Paragraphs that people wrote for the annual report."""
    issued: IssuedTexts = NO_ISSUED_TEXTS

    @property
    def view(self) -> View:
        """The edition's view."""
        return self.facts.view

    @property
    def registry(self) -> Registry:
        """The registry."""
        return self.facts.registry

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary."""
        return self.facts.vocabulary

    @cached_property
    def translator(self) -> Translator:
        """Templates and formats of the language.

        Raises QuestionInvalid for a language without report templates.
        """
        return Translator(self.language)

    @cached_property
    def searched_documents(self) -> Figure:
        """How many documents the edition has, translations and copies of one Work counted once, as on the pages."""
        works = {document.work for document in self.view.list_documents()}
        return Figure(value=len(works), query=FigureQuery(measure=Measure.ALL_WORKS))

    def get_label(self, id: str) -> str:
        """Return the name of a concept, entity, State, region or instrument in the report's language."""
        if id in self.vocabulary:
            return self.vocabulary.get_label(id, self.language)
        return self.registry.get_label(id, self.language)

    def get_value_label(self, facet: str, value: str) -> str:
        """Return the name of a facet's value in the report's language; of a provisional id the printed name."""
        if is_printed_name(value):
            return self.facts.printed_names.get(value) or value.removeprefix(NAME_PREFIX)
        return self.facts.values.get_label(facet, value, self.language)
