"""A report as an HTML page with contents and print style, and as the part of a page of the portal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from palermo.languages import RTL_LANGUAGES
from palermo.reports.labels import ReportLabels
from palermo.reports.model import (
    AuthoredText,
    Block,
    BulletList,
    Chart,
    Citation,
    Heading,
    Quote,
    Report,
    ReportParagraph,
    Run,
    RunKind,
    Sentence,
    SourceList,
    Table,
)
from palermo.reports.translation import get_full_stop
from palermo.reports.writers.charts import draw_chart
from palermo.reports.writers.section_numbers import number_headings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLinks:
    """Addresses of the portal's pages that a report links to; a file has no links."""

    get_statement_address: Callable[[str], str]
    """By id of the statement."""
    get_list_address: Callable[[tuple[tuple[str, str], ...]], str]
    """Of the list of statements that a figure counts, by facets and values."""


def write_html(report: Report) -> bytes:
    """Return a whole page that needs no other file."""
    style = (files("palermo.reports.writers") / "report.css").read_text(encoding="utf-8")
    page = (
        f'<!doctype html>\n<html {_format_language(report.language)}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(report.title)}</title>'
        f"<style>{style}</style></head><body><main>{render_header(report)}{render_contents(report)}"
        f"{render_blocks(report)}</main></body></html>\n"
    )
    return page.encode()


def get_direction(language: str) -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if language in RTL_LANGUAGES else "ltr"


def _format_language(language: str) -> str:
    return f'lang="{language}" dir="{get_direction(language)}"'


def render_header(report: Report) -> str:
    """Return title, kind and cover of a report."""
    labels = ReportLabels(report.language)
    draft = f'<p class="draft"><b>{escape(labels.draft)}</b></p>' if report.is_draft else ""
    cover = render_cover(report)
    return (
        f'<p class="report-kind">{escape(report.subtitle)}</p><h1>{escape(report.title)}</h1>'
        f'<p class="report-cover">{cover}</p>{draft}'
    )


def render_cover(report: Report) -> str:
    """Return the paragraph on the data that a report was compiled from."""
    return " ".join(map(_HtmlWriter(report).render_sentence, report.cover))


def render_contents(report: Report) -> str:
    """Return the contents as a list of links to headings of the first level."""
    labels, numbers = ReportLabels(report.language), number_headings(report)
    items = "".join(
        f'<li><a href="#{block.anchor}">{numbers[block.anchor]} {escape(block.text)}</a></li>'
        for block in report.blocks
        if isinstance(block, Heading) and block.level == 1
    )
    return (
        f'<nav class="report-contents" aria-labelledby="report-contents"><h2 id="report-contents">'
        f"{escape(labels.contents)}</h2><ul>{items}</ul></nav>"
    )


def render_blocks(report: Report, links: ReportLinks | None = None) -> str:
    """Return the blocks of a report; the portal links citations to its pages of statements."""
    return "".join(_HtmlWriter(report, links).render_all())


class _HtmlWriter:
    """Renders the blocks of one report."""

    def __init__(self, report: Report, links: ReportLinks | None = None) -> None:
        self._report = report
        self._labels = ReportLabels(report.language)
        self._numbers = number_headings(report)
        self._links = links

    def render_all(self) -> Iterator[str]:
        """Yield all blocks."""
        yield from map(self._render_block, self._report.blocks)

    def _render_block(self, block: Block) -> str:
        match block:
            case Heading():
                tag, number = f"h{block.level + 1}", self._numbers[block.anchor]
                return f'<{tag} id="{block.anchor}"><span class="number">{number}</span> {escape(block.text)}</{tag}>'
            case ReportParagraph():
                return f'<p class="prose">{" ".join(map(self.render_sentence, block.sentences))}</p>'
            case Quote():
                return self._render_quote(block)
            case BulletList():
                return self._render_bullets(block)
            case Table():
                return self._render_table(block)
            case Chart():
                picture, table = draw_chart(block, self._report.language), self._render_table(block.table)
                return f'<figure class="report-figure">{picture}{table}</figure>'
            case AuthoredText():
                paragraphs = block.paragraphs or (self._labels.describe_prompt(block),)
                return "".join(f'<p class="prose authored">{escape(paragraph)}</p>' for paragraph in paragraphs)
            case SourceList():
                return self._render_sources(block)

    def render_sentence(self, sentence: Sentence) -> str:
        """Return a sentence with its citations."""
        return f"{self._render_runs(sentence.runs)}{self._render_citations(sentence.citations)}"

    def _render_runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._render_run, runs))

    def _render_run(self, run: Run) -> str:
        text = escape(run.text)
        if run.figure:
            pairs = run.figure.query.filter_pairs if self._links else ()
            if pairs and self._links and run.figure.value:
                text = f'<a href="{escape(self._links.get_list_address(pairs))}">{text}</a>'
            return f'<b class="figure">{text}</b>'
        if run.kind is not RunKind.TEXT:
            language = f' lang="{run.language}"' if run.language else ""
            return f"<bdi{language}>{text}</bdi>"
        return text

    def _render_citations(self, citations: Iterable[Citation]) -> str:
        parts = dict.fromkeys(self._render_citation(citation) for citation in citations)
        return f' <span class="cites">[{"; ".join(parts)}]</span>' if parts else ""

    def _render_citation(self, citation: Citation) -> str:
        number = f'<a href="#source-{citation.number}">{citation.number}</a>'
        address = self._links.get_statement_address(citation.statement) if self._links and citation.statement else ""
        place = escape(citation.place)
        if address:
            return f'{number}, <a href="{escape(address)}">{place or "↗"}</a>'
        return f"{number}, {place}" if place else number

    def _render_quote(self, quote: Quote) -> str:
        text = f"<p>{self._render_words(quote)}</p>"
        tag = "div" if quote.is_digest else "blockquote"
        words = f"<{tag} {_format_language(quote.language)}>{text}</{tag}>"
        return (
            f'<figure class="quote">{words}<figcaption class="cite">{self._render_source(quote)}</figcaption></figure>'
        )

    def _render_source(self, quote: Quote) -> str:
        return f"{self._render_runs(quote.attribution)}{self._render_citations((quote.citation,))}"

    def _render_words(self, quote: Quote) -> str:
        return escape(quote.words) if quote.is_digest else f"<q>{escape(quote.words)}</q>"

    def _render_bullets(self, block: BulletList) -> str:
        items, full_stop = [], get_full_stop(self._report.language)
        for item in block.items:
            parts = []
            if item.quote:
                language = _format_language(item.quote.language)
                parts.append(f"<span {language}>{self._render_words(item.quote)}</span> ")
                parts.append(f'<span class="cite">— {self._render_source(item.quote)}</span>')
            if item.sentence:
                sentence_html = self.render_sentence(item.sentence)
                parts.append(f'{full_stop}<span class="cite">{sentence_html}</span>' if item.quote else sentence_html)
            items.append(f"<li>{''.join(parts)}</li>")
        return f'<ul class="report-list{" checklist" if block.is_checklist else ""}">{"".join(items)}</ul>'

    def _render_table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.header)
        rows = []
        for index, row in enumerate(table.rows):
            cells = [self._render_run(run) for run in row]
            if table.citations:
                cells[-1] += self._render_citations(table.citations[index])
            first, *others = cells
            rows.append(f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>')
        return (
            f'<div class="report-table"><table><caption>{escape(table.caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )

    def _render_sources(self, block: SourceList) -> str:
        items = []
        for source in block.sources:
            text = escape(self._labels.describe_source(source))
            if source.address.startswith(("http://", "https://")):
                address = escape(source.address)
                text = text.removesuffix(address) + f'<a href="{address}" rel="noopener">{address}</a>'
            items.append(f'<li id="source-{source.number}" value="{source.number}">{text}</li>')
        return f'<ol class="report-sources">{"".join(items)}</ol>'
