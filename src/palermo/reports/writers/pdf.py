"""A report as a tagged PDF/UA.

Typst typesets the report with bookmarks, alternative texts, and fonts for every script.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from types import ModuleType
from typing import Any

from palermo.analysis.geographic_distribution import compute_shade
from palermo.errors import ReportFailed
from palermo.grouping import group_items
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
    Source,
    SourceList,
    Table,
    Tile,
)
from palermo.reports.translation import get_full_stop
from palermo.reports.writers.charts import TILE_COLOURS, list_bars

FONTS_BY_SCRIPT: Mapping[str, tuple[str, ...]] = {
    "LATIN": ("Noto Sans", "DejaVu Sans", "Libertinus Serif"),
    "CYRILLIC": ("Noto Sans", "DejaVu Sans", "Libertinus Serif"),
    "ARABIC": ("Noto Sans Arabic", "Noto Naskh Arabic"),
    "CJK": ("Noto Sans CJK SC", "Noto Serif CJK SC"),
}
"""Fonts that can show a script, the best first."""
FONT_PACKAGES = {"ARABIC": "fonts-noto-core", "CJK": "fonts-noto-cjk"}
"""Debian's package with the fonts of a script."""
CHARS_PER_WIDTH, MAX_WIDTH = 16, 4
"""Characters of the longest cell that make a column wider, and the width of the widest in units of the narrowest."""
PDF_STANDARD = "ua-1"

MAX_BAR_PERCENT = 80
"""Width of the longest bar, in percent of its column."""


def write_pdf(report: Report) -> bytes:
    """Return the report as PDF/UA-1; raises ReportFailed if a font or the layout program is missing."""
    source = build_typst_source(report, choose_fonts(report))
    moment = datetime.combine(date.fromisoformat(report.date), datetime.min.time(), tzinfo=UTC)
    return _compile(source, format="pdf", pdf_standards=[PDF_STANDARD], timestamp=moment)


def render_chart_png(chart: Chart, report: Report) -> bytes:
    """Return a chart as PNG, for formats that do not take SVG; raises ReportFailed."""
    families = ", ".join(quote_text(font) for font in choose_fonts(report))
    direction = "rtl" if report.language in RTL_LANGUAGES else "ltr"
    source = (
        "#set page(width: 16cm, height: auto, margin: 0pt)\n"
        f"#set text(lang: {quote_text(report.language)}, dir: {direction}, font: ({families},), size: 9pt)\n"
        f"#{format_chart(chart, report.language)}"
    )
    return _compile(source, format="png", ppi=144)


def choose_fonts(report: Report) -> tuple[str, ...]:
    """Return the fonts of all scripts of a report; raises ReportFailed for a script that no font shows."""
    chosen = []
    for script in detect_scripts("".join(_iterate_texts(report))):
        font = next((item for item in FONTS_BY_SCRIPT[script] if item in list_font_families()), None)
        if font is None:
            hint = f"Install {FONT_PACKAGES.get(script, 'fonts-noto-core')}, or choose --format html"
            raise ReportFailed(f"PDF of {report.title!r}", f"no font for {script.title()} letters is installed", hint)
        chosen.append(font)
    order = ("ARABIC", "CJK") if report.language in ("ar", "zh") else ()
    preferred = [FONTS_BY_SCRIPT[script][0] for script in order if FONTS_BY_SCRIPT[script][0] in chosen]
    return tuple(dict.fromkeys([*chosen, *preferred]))


def detect_scripts(text: str) -> list[str]:
    """Return the scripts of a text's letters that need fonts of their own; Latin comes first."""
    scripts = {"LATIN"}
    for char in set(text):
        name = unicodedata.name(char, "")
        scripts |= {script for script in FONTS_BY_SCRIPT if name.startswith(script)}
    return [script for script in FONTS_BY_SCRIPT if script in scripts]


@lru_cache(maxsize=1)
def list_font_families() -> frozenset[str]:
    """Return the font families of this machine."""
    return frozenset(_load_typst().Fonts().families())


def _load_typst() -> ModuleType:
    import typst  # large, and used by this format alone

    return typst


def _compile(source: str, **options: Any) -> bytes:
    typst = _load_typst()
    try:
        pdf = typst.compile(source.encode(), **options)
    except typst.TypstError as error:
        hint = "Choose --format html, and report this with the message above"
        raise ReportFailed("PDF", f"it cannot be laid out ({error.message})", hint) from error
    return bytes(pdf[0] if isinstance(pdf, list) else pdf)


def _iterate_texts(report: Report) -> Iterator[str]:
    yield from (report.title, report.subtitle)
    for sentence in report.iterate_sentences():
        yield sentence.text
    for quote in report.iterate_quotes():
        yield from (quote.words, *(run.text for run in quote.attribution))
    for table in report.iterate_tables():
        yield from (table.caption, *table.header, *(run.text for row in table.rows for run in row))
    for block in report.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, AuthoredText):
            yield from (block.prompt, *block.paragraphs)
    labels = ReportLabels(report.language)
    yield from map(labels.describe_source, report.sources)


def build_typst_source(report: Report, fonts: Iterable[str]) -> str:
    """Return the report as a Typst document."""
    writer = _TypstWriter(report)
    direction = "rtl" if report.language in RTL_LANGUAGES else "ltr"
    families = ", ".join(quote_text(font) for font in fonts)
    labels = ReportLabels(report.language)
    return "\n".join(
        [
            f'#set document(title: {quote_text(report.title)}, author: "Palermo")',
            f"#set text(lang: {quote_text(report.language)}, dir: {direction}, font: ({families},), size: 10pt)",
            '#set page(paper: "a4", margin: (x: 20mm, y: 22mm), numbering: "1 / 1")',
            '#set heading(numbering: "1.1")',
            "#set par(leading: .7em, spacing: 1em)",
            "#show heading: set block(above: 1.5em, below: .8em)",
            '#show link: set text(fill: rgb("#0a56a5"))',
            f"#show figure.where(kind: table): set figure(supplement: {quote_text(labels.table)})",
            f"#show figure.where(kind: image): set figure(supplement: {quote_text(labels.chart)})",
            "#show figure.caption: set align(start)",
            "#show figure.where(kind: table): set figure.caption(position: top)",
            "#show figure: set block(breakable: true)",
            f"#text(fill: luma(70))[#{quote_text(report.subtitle)}]",
            "#title()",
            *(f"#par[{writer.format_sentence(sentence)}]" for sentence in report.cover),
            *([f"#strong[#{quote_text(labels.draft)}]"] if report.is_draft else []),
            f"#outline(title: {quote_text(labels.contents)}, depth: 2)",
            "#pagebreak(weak: true)",
            *map(writer.format_block, report.blocks),
        ]
    )


def choose_widths(table: Table) -> list[int]:
    """Return the widths of a table's columns relative to each other, by their longest cells."""
    columns = zip(table.header, *([run.text for run in row] for row in table.rows), strict=True)
    longest = [max(map(len, cells)) for cells in columns]
    return [min(max(round(length / CHARS_PER_WIDTH), 1), MAX_WIDTH) for length in longest]


class _TypstWriter:
    """Formats the blocks of one report; all text is in string literals, so that none of it is markup."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._labels = ReportLabels(report.language)

    def format_block(self, block: Block) -> str:
        """Return a block as Typst markup."""
        match block:
            case Heading():
                return f"#heading(level: {block.level})[#{quote_text(block.text)}]"
            case ReportParagraph():
                return f"#par[{' '.join(map(self.format_sentence, block.sentences))}]"
            case Quote():
                side = "right" if self._report.language in RTL_LANGUAGES else "left"
                return f"#block(inset: (x: 1em), stroke: ({side}: 1pt + luma(180)))[{self._format_quote(block)}]"
            case BulletList():
                items = ", ".join(f"[{self._format_item(item.sentence, item.quote)}]" for item in block.items)
                marker = "marker: sym.ballot, " if block.is_checklist else ""
                return f"#list({marker}spacing: .9em, {items})"
            case Table():
                return self._format_table(block)
            case Chart():
                return self._format_chart(block) + "\n" + self._format_table(block.table)
            case AuthoredText():
                paragraphs = block.paragraphs or (self._labels.describe_prompt(block),)
                return "\n".join(f"#par[#{quote_text(paragraph)}]" for paragraph in paragraphs)
            case SourceList():
                return "\n".join(map(self._format_source, block.sources))

    def format_sentence(self, sentence: Sentence) -> str:
        """Return a sentence with its citations."""
        return self._format_runs(sentence.runs) + self._format_citations(sentence.citations)

    def _format_runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._format_run, runs))

    def _format_run(self, run: Run) -> str:
        words = run.text if run.kind is RunKind.TEXT else self._labels.keep_direction(run.text)
        text = f"#{quote_text(words)}"
        if run.kind is RunKind.FIGURE:
            return f"#strong[{text}]"
        return f"#text(lang: {quote_text(run.language)})[{text}]" if run.language else text

    def _format_citations(self, citations: Iterable[Citation]) -> str:
        parts = dict.fromkeys(
            f"#link(<source-{citation.number}>)[#{quote_text(str(citation.number))}]"
            + (f"#{quote_text(f', {citation.place}')}" if citation.place else "")
            for citation in citations
        )
        return f' #"["{'#"; "'.join(parts)}#"]"' if parts else ""

    def _format_quote(self, quote: Quote) -> str:
        words = self._labels.keep_direction(quote.words if quote.is_digest else f"“{quote.words}”")
        direction = "rtl" if quote.language in RTL_LANGUAGES else "ltr"
        text = f"#text(lang: {quote_text(quote.language)}, dir: {direction})[#{quote_text(words)}]"
        source = self._format_runs(quote.attribution) + self._format_citations((quote.citation,))
        return f'{text} #text(size: .9em, fill: luma(70))[#"— "{source}]'

    def _format_item(self, sentence: Sentence | None, quote: Quote | None) -> str:
        text = self.format_sentence(sentence) if sentence else ""
        return (
            f"{self._format_quote(quote)}{get_full_stop(self._report.language) if text else ''}{text}"
            if quote
            else text
        )

    def _format_table(self, table: Table) -> str:
        columns = ", ".join(f"{width}fr" for width in choose_widths(table))
        head = ", ".join(f"[#strong[#{quote_text(text)}]]" for text in table.header)
        cells = []
        for index, row in enumerate(table.rows):
            texts = [self._format_run(run) for run in row]
            if table.citations:
                texts[-1] += self._format_citations(table.citations[index])
            cells += [f"[{text}]" for text in texts]
        stroke = "stroke: (x: none, y: .5pt + luma(180))"
        body = f"table(columns: ({columns}), align: start, {stroke}, table.header({head}), {', '.join(cells)})"
        return f"#figure({body}, caption: [#{quote_text(table.caption)}])"

    def _format_source(self, source: Source) -> str:
        text, address = self._labels.describe_source(source), ""
        if source.address.startswith(("http://", "https://")):
            text = text.removesuffix(source.address)
            address = f"#link({quote_text(source.address)})[#{quote_text(source.address)}]"
        entry = f"#{quote_text(f'{source.number}. {text}')}{address}"
        return f"#par(hanging-indent: 2em)[{entry}] <source-{source.number}>"

    def _format_chart(self, chart: Chart) -> str:
        picture = format_chart(chart, self._report.language)
        return f"#figure({picture}, kind: image, alt: {quote_text(chart.description)}, " + (
            f"caption: [#{quote_text(chart.table.caption)}])"
        )


def format_chart(chart: Chart, language: str) -> str:
    """Return a chart as an expression of Typst's code."""
    direction = "rtl" if language in RTL_LANGUAGES else "ltr"
    rows = _list_tile_rows(chart, direction) if chart.tiles else _list_bars(chart, direction)
    cells = ", ".join(f"[#{quote_text(label)}], {picture}" for label, picture in rows)
    layout = "columns: (38%, 1fr), column-gutter: 6pt, row-gutter: 5pt, align: (end + horizon, start + horizon)"
    return f"grid({layout}, {cells})"


def quote_text(text: str) -> str:
    """Return a text as a string literal of Typst; control characters, which no font shows, become blanks."""
    escaped = re.sub(r"[\x00-\x1f\x7f]", " ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _list_bars(chart: Chart, direction: str) -> list[tuple[str, str]]:
    values, largest = list_bars(chart)
    bars = []
    for label, value, text in values:
        bar = f'rect(width: {MAX_BAR_PERCENT * value / largest:.1f}%, height: 9pt, fill: rgb("#0a56a5"))'
        bars.append((label, f"stack(dir: {direction}, spacing: 4pt, {bar}, [#{quote_text(text)}])"))
    return bars


def _list_tile_rows(chart: Chart, direction: str) -> list[tuple[str, str]]:
    regions = group_items(chart.tiles, lambda tile: tile.region)
    largest = max((tile.value for tile in chart.tiles), default=1)
    return [
        (region, f"[{' '.join(_format_tile(tile, largest) for tile in tiles)}]") for region, tiles in regions.items()
    ]


def _format_tile(tile: Tile, largest: int) -> str:
    shade = compute_shade(tile.value, largest, len(TILE_COLOURS))
    ink = "white" if shade >= len(TILE_COLOURS) - 1 else "black"
    words = f"#set text(size: 7pt, fill: {ink}, dir: ltr)\n#{quote_text(tile.code)} \\ #{quote_text(str(tile.value))}"
    style = f'width: 30pt, inset: 3pt, fill: rgb("{TILE_COLOURS[shade - 1]}")'
    return f"#box({style})[#align(center)[{words}]]"
