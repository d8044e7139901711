"""What builders of reports work with.

An edition's view, the registry, the vocabulary, and what follows from them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from palermo.analysis import DimensionValues, match_publications
from palermo.analysis.appraisal import AppraisalSet
from palermo.analysis.follow_up import FollowUp, FollowUpItem, SearchedWorks, load_items
from palermo.analysis.partnerships import PartnershipTies, find_current_ties
from palermo.edition import EVERY_COPY, View
from palermo.registry import Registry
from palermo.reports.figures import Figure, FigureQuery, Measure
from palermo.reports.issued_report import NO_ISSUED_TEXTS, IssuedTexts
from palermo.reports.sentence_patterns import PART_PATTERN
from palermo.reports.translation import Translator
from palermo.statements import NAME_FACETS, NAME_PREFIX, Document, DocumentVersion
from palermo.vocabulary import STATEMENT_TAG_SCHEMES, TRAFFICKING_THEME, Vocabulary, find_tags

MIN_GROUP_SHARE = 0.3
"""Share of a document's statements that must name a group that its title names: many titles name women and children."""


STATEMENT_COLUMNS = (
    *("id", "kind", "document", "position", "language", "quote", "actors", "addressees", "places", "regions"),
    *("interventions", "groups", "exploitation", "themes", "instruments", "dimension", "protective", "response"),
    *("same_as", "standing", "confidence", "method", "status", "tense"),
)
"""Columns of an edition's statements by which reports count and choose; some 450 bytes a statement."""
PROVISIONAL_PREFIX = "new:"
"""Begins the id of an organisation that the registry does not have."""


def is_printed_name(value: str) -> bool:
    """Whether a value of a facet of names stands for a name that the registry does not have."""
    return value.startswith((PROVISIONAL_PREFIX, NAME_PREFIX))


@dataclass(frozen=True, kw_only=True)
class EditionFacts:
    """An edition and what is derived from it once, in whatever language reports are written."""

    view: View
    registry: Registry
    vocabulary: Vocabulary
    follow_up: FollowUp | None = None
    """Chains and answers, where they have been derived."""
    searched: SearchedWorks | None = None
    """Works of and about each addressee, which tell whether an answer was looked for."""
    load_appraisals: Callable[[], AppraisalSet] | None = None
    """Appraises the instruments, which takes seconds."""

    @cached_property
    def appraisals(self) -> AppraisalSet | None:
        """Instruments with what stands with their provisions."""
        return self.load_appraisals() if self.load_appraisals else None

    @cached_property
    def statement_columns(self) -> pa.Table:
        """Columns of all statements, every copy, in the order of `View.find_ids`."""
        return self.view.select_columns(STATEMENT_COLUMNS, EVERY_COPY).combine_chunks()

    @cached_property
    def sentence_parts(self) -> pa.ChunkedArray:
        """Whether each statement needs what is printed before it, in the order of `statement_columns`."""
        return pc.match_substring_regex(self.statement_columns["quote"], PART_PATTERN)

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
    def values(self) -> DimensionValues:
        """Names of values by dimension."""
        return DimensionValues(self.registry, self.vocabulary)

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
        """Recommendations as follow-up sees them, by id."""
        return {item.id: item for item in load_items(self.view)}

    @cached_property
    def publication_documents(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents of the edition by id of the registry's publication that they are."""
        return match_publications(self.registry.publications.values(), self.view.list_documents())

    @cached_property
    def translations(self) -> frozenset[str]:
        """Ids of the translations whose originals the edition has too."""
        documents = self.view.list_documents()
        originals = {one.work for one in documents if one.version is not DocumentVersion.TRANSLATION}
        return frozenset(
            one.id for one in documents if one.version is DocumentVersion.TRANSLATION and one.work in originals
        )

    def list_translated(self, language: str) -> frozenset[str]:
        """Return the ids of the documents that repeat another one for a reader of this language.

        These are those in other languages whose Work has one in this language, and else translations.
        """
        if language not in self._translated:
            documents = self.view.list_documents()
            works = {one.work for one in documents if one.language == language}
            others = {one.id for one in documents if one.work in works and one.language != language}
            translations = {id for id in self.translations if self.view.get_document(id).work not in works}
            self._translated[language] = frozenset(others | translations)
        return self._translated[language]

    @cached_property
    def _translated(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def titled_documents(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the documents whose title names a concept, by concept; trafficking itself is left out."""
        ids_by_title: defaultdict[str, list[str]] = defaultdict(list)
        for document in self.view.list_documents():
            for tag in find_tags(document.title, document.language, self.vocabulary, STATEMENT_TAG_SCHEMES):
                if tag.id != TRAFFICKING_THEME and (tag.scheme != "groups" or self._mentions_group(document, tag.id)):
                    ids_by_title[tag.id].append(document.id)
        return {id: tuple(documents) for id, documents in ids_by_title.items()}

    def _mentions_group(self, document: Document, group: str) -> bool:
        statements = self.view.list_statements(document.id)
        named = Counter(group in statement.groups for statement in statements)
        return bool(statements) and named[True] >= MIN_GROUP_SHARE * len(statements)


@dataclass(frozen=True, kw_only=True)
class ReportContext:
    """The facts of an edition, and the language in which a report tells them."""

    facts: EditionFacts
    language: str = "en"
    foreword: tuple[str, ...] = ()
    """Paragraphs that people wrote for the annual report."""
    issued: IssuedTexts = NO_ISSUED_TEXTS
    """The issued joint texts."""

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

        Raises QuestionInvalid for one that reports are not written in.
        """
        return Translator(self.language)

    @cached_property
    def searched_documents(self) -> Figure:
        """How many documents the edition has."""
        return Figure(value=len(self.view.list_documents()), query=FigureQuery(measure=Measure.FILES))

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
