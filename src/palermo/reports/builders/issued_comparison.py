"""Comparison with last year's issued annual report: its figures, and its paragraphs one by one."""

from collections.abc import Iterable, Sequence

from palermo.reports.composer import Composer
from palermo.reports.figure_recount import count_figure
from palermo.reports.figures import Figure, FigureQuery, Measure
from palermo.reports.issued_report import IssuedFigure, IssuedParagraph, IssuedReport
from palermo.reports.model import ReportParagraph, Run, RunKind
from palermo.reports.paragraph_comparison import (
    ParagraphChange,
    ParagraphChangeKind,
    compare_paragraphs,
    move_year,
    normalise_words,
)
from palermo.reports.paragraphs import list_block_paragraphs
from palermo.reports.translation import Translator
from palermo.reports.translation import mark_message as _

TITLE = _("Compared with last year’s issued report")
MAX_PARAGRAPH_CHARS = 400
"""Characters of a paragraph in the table of changes; the texts themselves have all of it."""
CHANGES = {
    ParagraphChangeKind.SAME: _("Unchanged"),
    ParagraphChangeKind.CHANGED: _("Changed"),
    ParagraphChangeKind.NEW: _("Added"),
    ParagraphChangeKind.GONE: _("Gone"),
}
MEASURES = {
    Measure.STATEMENTS: _("Statements"),
    Measure.WORKS: _("Documents"),
    Measure.ACTORS: _("Bodies that act"),
    Measure.PLACES: _("Countries that are named"),
}
"""What figures of a year count, where no kind of statements says it."""


def add_issued_comparison(composer: Composer, year: int) -> None:
    """Compare the blocks of the composer with the issued report of the year before, or say that there is none."""
    issued, blocks = composer.context.issued, composer.blocks
    report = issued.find_annual_report(year - 1, composer.context.language)
    composer.add_section(TITLE, anchor="last-year")
    if report is None:
        texts = composer.count_rows(issued.list_ids(), "issued-texts")
        template = _(
            "Not found among %(texts)s of this portal: an annual report on %(year)s. There is nothing to compare."
        )
        composer.add_sentence(template, texts=texts, year=str(year - 1))
        return
    composer.add_sentence(
        _("Last year’s report: %(title)s, issued on %(date)s; hash: %(hash)s."),
        title=composer.show_name(report.title, report.language),
        date=composer.context.translator.format_date(report.date),
        hash=composer.show_name(f"SHA-256 {report.hash}"),
        cite=[composer.sources.cite_issued_report(report)],
    )
    paragraphs = list_block_paragraphs(
        [*(ReportParagraph(sentences=(sentence,)) for sentence in composer.build_cover()), *blocks]
    )
    add_figure_changes(
        composer, report, year, [figure for paragraph in paragraphs for _text, figure in paragraph.figures]
    )
    if composer.context.language != report.language:
        _add_other_language(composer, report)
        return
    present = [
        IssuedParagraph(id=f"now-{number}", text=paragraph.text, is_heading=paragraph.is_heading)
        for number, paragraph in enumerate(paragraphs)
    ]
    left_out = list_left_out(composer.context.translator)
    add_paragraph_changes(composer, compare_paragraphs(report.paragraphs, present, left_out), year)


def list_left_out(translator: Translator) -> list[str]:
    """Return the headings of the sections that are not compared: this comparison, and the list of sources."""
    return [translator.translate(message) for message in (TITLE, _("Sources"))]


def _add_other_language(composer: Composer, report: IssuedReport) -> None:
    languages = composer.join_names(map(composer.get_language_name, report.languages))
    template = _("It was issued in %(languages)s alone: its paragraphs are not compared in this language.")
    cite = [composer.sources.cite_issued_report(report)]
    composer.add_sentence(template, languages=languages, cite=cite)


def add_figure_changes(composer: Composer, report: IssuedReport, year: int, present: Iterable[Figure]) -> None:
    """Add a table of last year's figures as issued, as the edition counts them now, and for this year."""
    issued = _index_figures(figure for figure in report.figures if move_year(figure.query, report.year, year))
    queries = [move_year(figure.query, year, report.year) for figure in present] if issued else []
    rows = []
    for query in dict.fromkeys([*issued, *filter(None, queries)]):
        shifted = move_year(query, report.year, year)
        if shifted:
            label, printed = composer.show_name(label_query(composer, query)), _show_issued(composer, issued.get(query))
            rows.append((label, printed, _count(composer, query), _count(composer, shifted)))
    columns = [
        composer.translate(_("Figure")),
        composer.translate(_("%(year)s, as issued"), year=str(report.year)),
        composer.translate(_("%(year)s, as the edition counts it now"), year=str(report.year)),
        str(year),
    ]
    composer.add_table(composer.translate(_("Figures of last year’s report")), columns, rows)


def _index_figures(figures: Iterable[IssuedFigure]) -> dict[FigureQuery, IssuedFigure]:
    """Index figures by query; if one is printed several times, use the first that people changed."""
    found: dict[FigureQuery, IssuedFigure] = {}
    for figure in figures:
        if figure.query not in found or (figure.is_changed_by_hand and not found[figure.query].is_changed_by_hand):
            found[figure.query] = figure
    return found


def _count(composer: Composer, query: FigureQuery) -> Run:
    return composer.count(Figure(value=count_figure(query, composer.context.facts), query=query))


def _show_issued(composer: Composer, figure: IssuedFigure | None) -> Run:
    """Return a figure as issued; if people changed it, add the computed number."""
    if figure is None:
        return composer.show_name("–")
    if not figure.is_changed_by_hand:
        return composer.show_name(figure.printed)
    computed = composer.context.translator.format_integer(figure.computed)
    template = (
        _("%(printed)s (changed by hand; computed: %(computed)s)")
        if figure.printed
        else (_("removed by hand (computed: %(computed)s)"))
    )
    return composer.show_name(composer.translate(template, printed=figure.printed, computed=computed))


def label_query(composer: Composer, query: FigureQuery) -> str:
    """Return a label of what a figure counts: kinds or a measure, and the other values of its filters."""
    selected = query.filters[0].selected
    kinds = [composer.label_kind(kind) for kind in selected.get("kind", ())]
    values = [
        composer.context.get_value_label(facet, value)
        for facet, own in selected.items()
        if facet not in {"kind", "year"}
        for value in own
    ]
    measure = [] if kinds and query.measure is Measure.STATEMENTS else [composer.translate(MEASURES[query.measure])]
    return " · ".join([*measure, *kinds, *values])


def add_paragraph_changes(composer: Composer, changes: Sequence[ParagraphChange], year: int) -> None:
    """Add the number of unchanged, changed, new and removed paragraphs by section, and show those that differ."""
    composer.add_sentence(
        _("Paragraphs: %(same)s unchanged, %(changed)s changed, %(new)s new, %(gone)s gone."),
        same=_count_changes(composer, changes, ParagraphChangeKind.SAME),
        changed=_count_changes(composer, changes, ParagraphChangeKind.CHANGED),
        new=_count_changes(composer, changes, ParagraphChangeKind.NEW),
        gone=_count_changes(composer, changes, ParagraphChangeKind.GONE),
    )
    sections = {change.section: [own for own in changes if own.section == change.section] for change in changes}
    rows = [
        (composer.show_name(title or "–"), *(_count_changes(composer, own, kind) for kind in ParagraphChangeKind))
        for title, own in sections.items()
    ]
    columns = [composer.translate(_("Section")), *map(composer.translate, CHANGES.values())]
    composer.add_table(composer.translate(_("Paragraphs by section")), columns, rows)
    composer.add_table(
        composer.translate(_("Paragraph by paragraph")),
        [composer.translate(_("Section")), composer.translate(_("Change")), str(year - 1), str(year)],
        [_show_change(composer, change) for change in changes if change.kind is not ParagraphChangeKind.SAME],
        is_for_drafters=True,
    )


def _count_changes(composer: Composer, changes: Iterable[ParagraphChange], kind: ParagraphChangeKind) -> Run:
    return composer.count_rows(change.id for change in changes if change.kind is kind)


def _show_change(composer: Composer, change: ParagraphChange) -> tuple[Run, Run, Run, Run]:
    label = composer.translate(CHANGES[change.kind])
    if change.earlier and change.earlier.is_edited:
        label = composer.translate(_("%(change)s; edited by hand last year"), change=label)
    earlier, later = (composer.show_name(_shorten(paragraph)) for paragraph in (change.earlier, change.later))
    return composer.show_name(change.section or "–"), Run(text=label, kind=RunKind.NAME), earlier, later


def _shorten(paragraph: IssuedParagraph | None) -> str:
    words = normalise_words(paragraph.text) if paragraph else "–"
    return words if len(words) <= MAX_PARAGRAPH_CHARS else f"{words[:MAX_PARAGRAPH_CHARS].rsplit(' ', 1)[0]} …"
