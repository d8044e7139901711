"""A report as Markdown."""

from collections.abc import Iterable, Iterator

from palermo.reports.labels import ReportLabels
from palermo.reports.model import (
    AuthoredText,
    BulletList,
    Chart,
    Citation,
    Heading,
    Quote,
    Report,
    ReportParagraph,
    Run,
    Sentence,
    SourceList,
    Table,
)
from palermo.reports.translation import get_full_stop
from palermo.reports.writers.section_numbers import number_headings

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})


def write_markdown(report: Report) -> bytes:
    """Return the report as UTF-8 Markdown with numbered headings and sources."""
    labels = ReportLabels(report.language)
    lines = [f"# {_escape(report.title)}", "", f"*{_escape(report.subtitle)}*", ""]
    lines += [*(_format_sentence(sentence) for sentence in report.cover), ""]
    numbers = number_headings(report)
    for block in report.blocks:
        match block:
            case Heading():
                lines += [f"{'#' * (block.level + 1)} {numbers[block.anchor]} {_escape(block.text)}", ""]
            case ReportParagraph():
                lines += [" ".join(map(_format_sentence, block.sentences)), ""]
            case Quote():
                lines += [*_format_quote(block), ""]
            case BulletList():
                lines += [*_format_bullets(block, report.language), ""]
            case Table():
                lines += [*_format_table(block), ""]
            case Chart():
                lines += [*_format_table(block.table), ""]
            case AuthoredText():
                lines += [*map(_escape, block.paragraphs or (labels.describe_prompt(block),)), ""]
            case SourceList():
                lines += [
                    *(f"{source.number}. {_escape(labels.describe_source(source))}" for source in block.sources),
                    "",
                ]
    return "\n".join(lines).encode()


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)


def _format_sentence(sentence: Sentence) -> str:
    return f"{_join_runs(sentence.runs)}{_format_citations(sentence.citations)}"


def _join_runs(runs: Iterable[Run]) -> str:
    return _escape("".join(run.text for run in runs))


def _format_citations(citations: Iterable[Citation]) -> str:
    places = [
        f"{citation.number}, {citation.place}" if citation.place else str(citation.number) for citation in citations
    ]
    return f" [{'; '.join(dict.fromkeys(places))}]" if places else ""


def _format_quote(quote: Quote) -> Iterator[str]:
    text = _escape(quote.words)
    yield f"> {text if quote.is_digest else f'“{text}”'}"
    yield ">"
    yield f"> — {_join_runs(quote.attribution)}{_format_citations((quote.citation,))}"


def _format_bullets(block: BulletList, language: str) -> Iterator[str]:
    for item in block.items:
        box = "- [ ] " if block.is_checklist else "- "
        if item.quote:
            text = _escape(item.quote.words)
            quoted = text if item.quote.is_digest else f"“{text}”"
            sentence = _format_sentence(item.sentence) if item.sentence else ""
            cited = _format_citations((item.quote.citation,))
            line = f"{box}{quoted} — {_join_runs(item.quote.attribution)}{cited}{get_full_stop(language)}{sentence}"
            yield line.rstrip(" ")
        elif item.sentence:
            yield f"{box}{_format_sentence(item.sentence)}"


def _format_table(table: Table) -> Iterator[str]:
    yield f"**{_escape(table.caption)}**"
    yield ""
    yield f"| {' | '.join(map(_escape, table.header))} |"
    yield f"|{'---|' * len(table.header)}"
    for index, row in enumerate(table.rows):
        cells = [_escape(run.text) for run in row]
        if table.citations:
            cells[-1] += _format_citations(table.citations[index])
        yield f"| {' | '.join(cells)} |"
