"""Paragraphs of a report for a joint text.

They include sources and figures. Drafters edit the paragraphs there, and Palermo can still compare the figures.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.reports.figures import Figure
from palermo.reports.labels import ReportLabels
from palermo.reports.model import (
    AuthoredText,
    Block,
    BulletList,
    Chart,
    Citation,
    Heading,
    ListItem,
    Quote,
    Report,
    ReportParagraph,
    Run,
    Sentence,
    Table,
)

NUMBER_PATTERN = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParagraph:
    """One paragraph, heading or table for a joint text."""

    text: str
    """With citations as `[3, p. 4]`, as in the list of sources at the end; of a table a line a row, with tabs."""
    is_heading: bool = False
    is_table: bool = False
    statements: tuple[str, ...] = ()
    """Ids of the statements that it cites."""
    figures: tuple[tuple[str, Figure], ...] = ()
    """Numbers as they are written, each with its query."""


def list_paragraphs(report: Report) -> list[DraftParagraph]:
    """Return a report as paragraphs, its cover first and its sources last."""
    labels = ReportLabels(report.language)
    return [
        *(_build_paragraph([sentence]) for sentence in report.cover),
        *list_block_paragraphs(report.blocks),
        *(DraftParagraph(text=f"{source.number}. {labels.describe_source(source)}") for source in report.sources),
    ]


def list_block_paragraphs(blocks: Iterable[Block]) -> list[DraftParagraph]:
    """Return blocks of a report as paragraphs, without its sources."""
    paragraphs: list[DraftParagraph] = []
    for block in blocks:
        match block:
            case Heading():
                paragraphs.append(DraftParagraph(text=block.text, is_heading=True))
            case ReportParagraph():
                paragraphs.append(_build_paragraph(block.sentences))
            case Quote():
                paragraphs.append(_build_item(ListItem(sentence=None, quote=block)))
            case BulletList():
                paragraphs += map(_build_item, block.items)
            case Chart():
                paragraphs += _build_table(block.table)
            case Table() if not block.is_for_drafters:
                paragraphs += _build_table(block)
            case AuthoredText():
                paragraphs += [DraftParagraph(text=text) for text in block.paragraphs or (f"[{block.prompt}]",)]
    return paragraphs


def find_changed_figures(paragraph: DraftParagraph, edited_text: str) -> list[tuple[str, Figure]]:
    """Return the figures of a paragraph whose numbers an edited text no longer has.

    The caller marks these figures.
    """
    left = [re.sub(r"\D", "", number) for number in NUMBER_PATTERN.findall(edited_text)]
    changed = []
    for text, figure in paragraph.figures:
        if str(figure.value) in left:
            left.remove(str(figure.value))
        elif NUMBER_PATTERN.search(text):
            changed.append((text, figure))
    return changed


def _build_paragraph(sentences: list[Sentence] | tuple[Sentence, ...]) -> DraftParagraph:
    return DraftParagraph(
        text=" ".join(_format_sentence(sentence) for sentence in sentences),
        statements=_list_statements(
            citation for sentence in sentences for citation in sentence.citations if citation.statement
        ),
        figures=_list_figures(run for sentence in sentences for run in sentence.runs),
    )


def _build_item(item: ListItem) -> DraftParagraph:
    draft_paragraph = _build_paragraph([item.sentence]) if item.sentence else DraftParagraph(text="")
    if item.quote is None:
        return draft_paragraph
    quote = item.quote
    words = quote.words if quote.is_digest else f"“{quote.words}”"
    source = "".join(run.text for run in quote.attribution)
    place = f", {quote.citation.place}" if quote.citation.place else ""
    text = f"{words} — {source} [{quote.citation.number}{place}] {draft_paragraph.text}".strip()
    statements = tuple(dict.fromkeys((quote.citation.statement, *draft_paragraph.statements)))
    return DraftParagraph(text=text, statements=statements, figures=draft_paragraph.figures)


def _build_table(table: Table) -> tuple[DraftParagraph, DraftParagraph]:
    """Return the caption of a table and its cells."""
    lines = ["\t".join(table.header)]
    for row, cited in zip(table.rows, table.citations or ((),) * len(table.rows), strict=True):
        numbers = f" [{', '.join(str(item.number) for item in cited)}]" if cited else ""
        lines.append("\t".join(run.text for run in row) + numbers)
    cells = DraftParagraph(
        text="\n".join(lines),
        is_table=True,
        statements=_list_statements(item for cited in table.citations for item in cited if item.statement),
        figures=_list_figures(run for row in table.rows for run in row),
    )
    return DraftParagraph(text=table.caption), cells


def _format_sentence(sentence: Sentence) -> str:
    places = [
        f"{citation.number}, {citation.place}" if citation.place else str(citation.number)
        for citation in sentence.citations
    ]
    return f"{sentence.text} [{'; '.join(dict.fromkeys(places))}]" if places else sentence.text


def _list_statements(citations: Iterator[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.statement for citation in citations))


def _list_figures(runs: Iterator[Run]) -> tuple[tuple[str, Figure], ...]:
    return tuple((run.text, run.figure) for run in runs if run.figure)
