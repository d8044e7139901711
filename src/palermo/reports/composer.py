"""Composer: builds the blocks of a report from templates, figures, names and cited statements."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from palermo.edition import NO_FILTERS
from palermo.errors import ReportFailed
from palermo.languages import choose_label
from palermo.registry import Instrument, Provision, choose_own_text
from palermo.reports import labels
from palermo.reports.context import ReportContext
from palermo.reports.evidence import EvidenceSet
from palermo.reports.figures import Figure, FigureQuery, Measure
from palermo.reports.labels import NOUNS
from palermo.reports.model import (
    Block,
    BulletList,
    Chart,
    Citation,
    Heading,
    ListItem,
    Report,
    ReportParagraph,
    Run,
    RunKind,
    Sentence,
    SourceList,
    Table,
    Tile,
)
from palermo.reports.quotes import QuoteBuilder
from palermo.reports.source_index import RegistryRow, SourceIndex
from palermo.reports.translation import get_full_stop
from palermo.reports.translation import mark_message as _
from palermo.statements import FACET_BY_NAME, KIND_DESCRIPTIONS, Document, Statement, StatementKind

_FIELD_PATTERN = re.compile(r"%\((\w+)\)s")
type FieldValue = Run | Sequence[Run] | str


class Composer:
    """Collects the blocks of a report; every block has a source or a figure."""

    def __init__(self, context: ReportContext) -> None:
        self.context = context
        self.sources = SourceIndex(context)
        self.quotes = QuoteBuilder(context, self.sources)
        self._blocks: list[Block] = []
        self._anchors: set[str] = set()
        self._has_absence = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The collected blocks."""
        return tuple(self._blocks)

    def translate(self, template: str, **fields: str) -> str:
        """Return a template as text in the report's language."""
        return self.context.translator.translate(template, **fields)

    def fill(self, template: str, **fields: FieldValue) -> tuple[Run, ...]:
        """Fill the fields of a template in the report's language; text becomes a name.

        Raises ReportFailed for a field without a value.
        """
        runs: list[Run] = []
        for index, part in enumerate(_FIELD_PATTERN.split(self.translate(template))):
            if index % 2 == 0:
                runs += [Run(text=part)] if part else []
            elif part not in fields:
                raise ReportFailed(
                    f"template {template[:60]!r}", f"nothing fills its field {part!r}", "Correct the translation"
                )
            else:
                value = fields[part]
                runs += [self.show_name(value)] if isinstance(value, str) else _list_runs(value)
        return tuple(runs)

    def build_sentence(self, template: str, *, cite: Iterable[Citation] = (), **fields: FieldValue) -> Sentence:
        """Build a sentence from a template."""
        return Sentence(runs=self.fill(template, **fields), citations=tuple(dict.fromkeys(cite)))

    def build_count(self, template: str, counted: Figure | EvidenceSet, noun: str = "") -> Sentence | None:
        """Build a sentence whose only field is the number of some statements; None if there are none."""
        figure = counted if isinstance(counted, Figure) else counted.build_figure()
        (field,) = _FIELD_PATTERN.findall(template)
        return self.build_sentence(template, cite=(), **{field: self.count(figure, noun)}) if figure.value else None

    def count(self, counted: Figure | EvidenceSet, noun: str = "", measure: Measure = Measure.STATEMENTS) -> Run:
        """Return a figure, or what is measured of some statements, with its noun (a key of NOUNS), or alone."""
        figure = counted if isinstance(counted, Figure) else counted.build_figure(measure)
        translator = self.context.translator
        text = (
            translator.translate_count(NOUNS[noun], figure.value) if noun else translator.format_integer(figure.value)
        )
        return Run(text=text, kind=RunKind.FIGURE, figure=figure)

    def build_count_row(self, label: str, evidence: EvidenceSet) -> tuple[Run, Run]:
        """Return a name with the number of statements, as the row of a table."""
        return self.show_name(label), self.count(evidence)

    def show_year(self, figure: Figure) -> Run:
        """Return a year, which has no separator of thousands."""
        return Run(text=str(figure.value), kind=RunKind.FIGURE, figure=figure)

    def count_rows(self, ids: Iterable[str], noun: str = "") -> Run:
        """Return the number of rows of the registry or of values."""
        rows = tuple(dict.fromkeys(ids))
        return self.count(Figure(value=len(rows), query=FigureQuery(measure=Measure.ROWS, rows=rows)), noun)

    def show_name(self, text: str, language: str = "") -> Run:
        """Return a name or title, which has its own text direction."""
        return Run(text=self.context.translator.keep_direction(text), kind=RunKind.NAME, language=language)

    def show_own_text(self, texts: Mapping[str, str]) -> Run:
        """Return a text in our own words in the report's language, or in English."""
        own_text = choose_own_text(texts, self.context.language)
        return self.show_name(own_text.text, own_text.language)

    def join_names(self, names: Iterable[str]) -> str:
        """Return names as a list in words."""
        return self.context.translator.join_names(list(dict.fromkeys(names)))

    def add_heading(self, title: str, level: int = 1, anchor: str = "") -> None:
        """Add a heading; its anchor is unique in the report."""
        base = anchor or f"section-{len(self._anchors) + 1}"
        unique = base if base not in self._anchors else f"{base}-{len(self._anchors) + 1}"
        self._anchors.add(unique)
        self._blocks.append(Heading(text=title, level=level, anchor=unique))

    def add_section(self, template: str, level: int = 1, anchor: str = "") -> None:
        """Add a heading from a template; see `add_heading`."""
        self.add_heading(self.translate(template), level, anchor)

    def add_paragraph(self, *sentences: Sentence | None) -> None:
        """Add a paragraph of those sentences that are not None."""
        if found := tuple(sentence for sentence in sentences if sentence):
            self._blocks.append(ReportParagraph(sentences=found))

    def add_sentence(self, template: str, *, cite: Iterable[Citation] = (), **fields: FieldValue) -> None:
        """Add a paragraph of one sentence; see `build_sentence`."""
        self.add_paragraph(self.build_sentence(template, cite=cite, **fields))

    def add(self, *blocks: Block) -> None:
        """Add blocks as they are."""
        self._blocks.extend(blocks)

    def add_bullets(self, items: Iterable[ListItem], *, is_checklist: bool = False) -> None:
        """Add a list, unless it is empty."""
        if found := tuple(items):
            self._blocks.append(BulletList(items=found, is_checklist=is_checklist))

    def add_quotes(self, statements: Iterable[tuple[Statement, Document]], evidence: EvidenceSet) -> int:
        """Quote those statements of `evidence` whose sentence or words the report does not have; return how many."""
        items = {
            statement.id: ListItem(sentence=None, quote=self.quotes.build(statement, document))
            for statement, document in statements
            if self.quotes.has_new_sentence(statement, document) and self.quotes.is_distinct(statement)
        }
        self.add_quoted_items(items, evidence)
        return len(items)

    def add_quoted_items(self, items: Mapping[str, ListItem], evidence: EvidenceSet) -> None:
        """Add quotes by the ids of their statements, and say how many of all statements they are, if not all."""
        self.add_quoted_share(evidence, items)
        self.add_bullets(items.values())

    def add_quoted_share(self, evidence: EvidenceSet, ids: Iterable[str]) -> None:
        """Say how many of some statements are quoted, if not all are."""
        quoted = evidence.select_ids(ids)
        if 0 < len(quoted) < len(evidence):
            template = _("Quoted here: %(quoted)s of %(statements)s.")
            self.add_sentence(template, quoted=self.count(quoted), statements=self.count(evidence))

    def add_new_quotes(
        self,
        evidence: EvidenceSet,
        limit: int,
        accept: Callable[[str], bool] = bool,
        *,
        among: EvidenceSet | None = None,
    ) -> None:
        """Quote the first accepted statements that are new to the report; if none is, say how many are quoted above.

        `among` are the statements that the report has counted, if they are more than `evidence`.
        """
        found = evidence.load_quotes(
            limit, self.context.language, lambda text: accept(text) and self.quotes.is_unquoted(text)
        )
        if not self.add_quotes(found, among or evidence):
            self.add_repeated(self.select_quoted(evidence), "statements")

    def select_quoted(self, evidence: EvidenceSet) -> EvidenceSet:
        """Return the statements that the report already quotes."""
        return evidence.select_ids(self.quotes.citations)

    def add_repeated(self, evidence: EvidenceSet, noun: str) -> None:
        """Say how many statements are quoted above, if any are, and cite them."""
        if len(evidence):
            number, cite = self.count(evidence.build_figure(), noun), [self.quotes.citations[id] for id in evidence.ids]
            self.add_sentence(_("Quoted above: %(statements)s."), statements=number, cite=cite)

    def add_table(
        self,
        caption: str,
        header: Sequence[str],
        rows: Iterable[Sequence[Run]],
        citations: Sequence[Sequence[Citation]] = (),
        *,
        is_for_drafters: bool = False,
    ) -> None:
        """Add a table, unless it has no rows."""
        if found := tuple(tuple(row) for row in rows):
            cited = tuple(tuple(dict.fromkeys(some)) for some in citations)
            table = Table(
                caption=caption, header=tuple(header), rows=found, citations=cited, is_for_drafters=is_for_drafters
            )
            self._blocks.append(table)

    def add_count_table(self, caption: str, header: tuple[str, str], groups: Iterable[tuple[str, EvidenceSet]]) -> None:
        """Add a table of names and numbers of statements; caption and header are templates."""
        rows = (self.build_count_row(label, evidence) for label, evidence in groups)
        self.add_table(self.translate(caption), list(map(self.translate, header)), rows)

    def add_chart(
        self,
        caption: str,
        header: Sequence[str],
        rows: Sequence[Sequence[Run]],
        *,
        tiles: Sequence[Tile] = (),
        citations: Sequence[Sequence[Citation]] = (),
    ) -> None:
        """Add a chart, unless it has no rows: tiles, or else a bar for each row, as long as the last column says."""
        if rows:
            cited = tuple(map(tuple, citations))
            table = Table(caption=caption, header=tuple(header), rows=tuple(map(tuple, rows)), citations=cited)
            translator = self.context.translator
            described = translator.fact_separator.join(f"{row[0].text}: {row[-1].text}" for row in rows)
            self._blocks.append(
                Chart(
                    table=table,
                    description=f"{caption}{get_full_stop(translator.language)}{described}",
                    tiles=tuple(tiles),
                )
            )

    def add_nothing_found(self, subject: str) -> None:
        """Add a paragraph that says that nothing is found; see `build_absence`."""
        self.add_paragraph(self.build_absence(subject))

    def add_missing_row(self, subject: str, rows: Iterable[RegistryRow]) -> None:
        """Add a paragraph that says that the registry has no such row, and how many rows were searched."""
        entries, subject = self.count_rows((row.id for row in rows), "entries"), self.translate(subject)
        self.add_sentence(_("Not found among %(entries)s: %(subject)s."), entries=entries, subject=subject)

    def build_absence(self, subject: str) -> Sentence:
        """Say that a subject (a template or name) is not found, and how many documents were searched.

        The first such sentence of a report also gives the years and languages of the documents.
        """
        subject = self.translate(subject)
        years, languages = self.context.facts.document_years, self.context.facts.document_languages
        if self._has_absence or not years:
            return self.build_sentence(
                _("Not found in these %(documents)s: %(subject)s."),
                documents=self.count(self.context.searched_documents, "documents"),
                subject=subject,
            )
        self._has_absence = True
        first, last = (
            Figure(value=choose(years), query=FigureQuery(measure=measure))
            for choose, measure in ((min, Measure.FIRST_YEAR), (max, Measure.LAST_YEAR))
        )
        template = (
            _("Not found in %(documents)s (%(first)s–%(last)s; %(languages)s): %(subject)s.")
            if first.value != last.value
            else _("Not found in %(documents)s (%(first)s; %(languages)s): %(subject)s.")
        )
        return self.build_sentence(
            template,
            documents=self.count(self.context.searched_documents, "documents"),
            first=self.show_year(first),
            last=self.show_year(last),
            languages=self.join_names(self.get_language_name(code) for code in languages),
            subject=subject,
        )

    def format_provision(self, instrument: Instrument, provision: Provision) -> str:
        """Return the number of a provision; empty for a part with only a name of Palermo's own."""
        number = provision.number or ""
        template = labels.PROVISIONS.get(instrument.kind, _("provision %(number)s"))
        return self.translate(template, number=number) if any(map(str.isdigit, number)) else ""

    def label_kind(self, kind: str) -> str:
        """Return the plural name of a kind of statements."""
        return choose_label(KIND_DESCRIPTIONS[StatementKind(kind)].plural_labels, self.context.language)

    def label_response(self, response: str) -> str:
        """Return the name of a printed answer."""
        return self.translate(labels.RESPONSES[response])

    def label_outcome(self, outcome: str) -> str:
        """Return the name of the outcome of a recommendation."""
        return self.translate(labels.OUTCOMES[outcome])

    def label_dimension(self, dimension: str) -> str:
        """Return the name of a dimension of factors."""
        return self.translate(labels.DIMENSIONS[dimension])

    def label_facet(self, facet: str) -> str:
        """Return the title of a facet."""
        return FACET_BY_NAME[facet].get_label(self.context.language)

    def get_language_name(self, code: str) -> str:
        """Return the name of a language in that of the report."""
        return self.context.translator.get_language_name(code)

    def build_cover(self) -> Iterator[Sentence]:
        """Say what the report is compiled from, and what is left out."""
        view, context = self.context.view, self.context
        statements = Figure(value=context.facts.statement_count, query=FigureQuery(filters=(NO_FILTERS,)))
        yield self.build_sentence(
            _("Compiled from edition %(edition)s of %(date)s: %(documents)s, %(statements)s."),
            edition=view.manifest.name,
            date=context.translator.format_date(view.manifest.date.date().isoformat()),
            documents=self.count(context.searched_documents, "documents"),
            statements=self.count(statements, "statements"),
        )
        template = _("Left out of the whole library, because they are not confirmed: %(statements)s.")
        if unconfirmed := self.build_count(template, context.facts.unconfirmed_figure, "statements"):
            yield unconfirmed

    def finish(self, kind: str, title: str, subtitle: str) -> Report:
        """Return the report with its cover and its numbered sources."""
        view, context = self.context.view, self.context
        if self.sources.sources:
            self.add_section(_("Sources"), 1, "sources")
            self.add(SourceList(sources=self.sources.sources))
        return Report(
            kind=kind,
            title=title,
            subtitle=subtitle,
            language=context.language,
            edition=view.manifest.name,
            date=view.manifest.date.date().isoformat(),
            cover=tuple(self.build_cover()),
            blocks=tuple(self._blocks),
        )


def _list_runs(value: Run | Sequence[Run]) -> list[Run]:
    return [value] if isinstance(value, Run) else list(value)
