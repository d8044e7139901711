"""An evaluation as plain text, as JSON values and as a page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Any, Final

from palermo.evaluation import Evaluation, MarkedSpan, Mistake, ScoreRow, ScoreTable
from palermo.grouping import group_items
from palermo.languages import RTL_LANGUAGES

MAX_MISTAKE_CHARS = 240
_TABLE_HEADER = f"{'labelled':>9s}{'found':>8s}{'right':>8s}{'precision':>11s}{'recall':>8s}{'F1':>8s}   95 %"


def format_evaluation(evaluation: Evaluation, mistakes: int = 0) -> Iterator[str]:
    """Return the tables, the number of mistakes by cause, and up to `mistakes` examples of each cause."""
    for table in evaluation.tables:
        if table.rows:
            yield f"{table.title:28s}{_TABLE_HEADER}"
            yield from (_format_row(line) for line in table.rows)
    yield from (f"{note}" for note in evaluation.notes)
    for mistake_type, cause, several in group_mistakes(evaluation.mistakes):
        yield f"{mistake_type}: {cause}: {len(several):,}"
        for mistake in several[:mistakes]:
            yield from _format_mistake(mistake)


def group_mistakes(mistakes: Iterable[Mistake]) -> Iterator[tuple[str, str, list[Mistake]]]:
    """Yield the mistakes of each type and cause, the most frequent cause of a type first."""
    by_cause = group_items(mistakes, lambda mistake: (mistake.category, mistake.cause))
    for (mistake_type, cause), several in sorted(
        by_cause.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])
    ):
        yield mistake_type, cause, several


def build_evaluation_values(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as JSON values.

    Each row has counts, precision, recall, F1 and interval; mistakes are listed by cause.
    """
    causes = Counter(f"{mistake.category}: {mistake.cause}" for mistake in evaluation.mistakes)
    return {
        "labels": evaluation.name,
        "tables": {
            table.title: {line.name: _build_score_values(line) for line in table.rows} for table in evaluation.tables
        },
        "causes": dict(causes.most_common()),
        "notes": list(evaluation.notes),
    }


def _format_row(score: ScoreRow) -> str:
    figures = f"{score.precision:11.4f}{score.recall:8.4f}{score.f1:8.4f}   {score.low:.4f} to {score.high:.4f}"
    return f"  {score.name:26s}{score.gold:9,}{score.predicted:8,}{score.matched:8,}{figures}"


def _build_score_values(score: ScoreRow) -> dict[str, Any]:
    counts = {"gold": score.gold, "found": score.predicted, "matched": score.matched}
    shares = {name: getattr(score, name) for name in ("precision", "recall", "f1", "low", "high")}
    return counts | {name: round(value, 4) for name, value in shares.items()}


def _format_mistake(mistake: Mistake) -> Iterator[str]:
    yield f"    {mistake.document} {mistake.location}".rstrip()
    for name, text in (("labelled", mistake.labelled), ("found", mistake.predicted)):
        if text:
            yield f"      {name + ':':10s}{text if len(text) <= MAX_MISTAKE_CHARS else text[:MAX_MISTAKE_CHARS] + '…'}"


CONTEXT_CHARS = 600
"""Number of characters of a passage shown on either side of a marked span."""
MAX_SHOWN_MISTAKES = 3000
"""Number of mistakes on a page; further ones are only counted."""

_STYLE: Final = (files("palermo.publishing") / "scores_page.css").read_text(encoding="utf-8")


def render_evaluation_page(evaluation: Evaluation, title: str) -> str:
    """Return the whole page, in English; passages have their own language and direction."""
    groups = list(group_mistakes(evaluation.mistakes[:MAX_SHOWN_MISTAKES]))
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p class='quiet'>What was found, compared with what people labelled: {escape(evaluation.name)}.</p>",
        *(f"<p>{escape(note[:1].upper() + note[1:])}.</p>" for note in evaluation.notes),
        *(_render_table(table) for table in evaluation.tables if table.rows),
        _render_legend(),
        _render_contents(groups),
        *(
            _render_group(number, mistake_type, cause, several)
            for number, (mistake_type, cause, several) in enumerate(groups)
        ),
    ]
    if len(evaluation.mistakes) > MAX_SHOWN_MISTAKES:
        parts.append(f"<p>{len(evaluation.mistakes) - MAX_SHOWN_MISTAKES:,} more are counted and not shown.</p>")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _render_table(table: ScoreTable) -> str:
    heads = ("", "Labelled", "Found", "Right", "Precision", "Recall", "F1", "95 % interval of F1")
    head = "".join(f"<th scope='col'>{name}</th>" if name else "<td></td>" for name in heads)
    rows = "".join(_render_row(line) for line in table.rows)
    caption = escape(table.title[:1].upper() + table.title[1:])
    return (
        f"<div class='wide' tabindex='0' role='region' aria-label='{caption}'><table><caption>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _render_row(score: ScoreRow) -> str:
    counts = "".join(f"<td>{number:,}</td>" for number in (score.gold, score.predicted, score.matched))
    shares = "".join(f"<td>{share:.3f}</td>" for share in (score.precision, score.recall, score.f1))
    interval = f"<td>{score.low:.3f} to {score.high:.3f}</td>"
    return f"<tr><th scope='row'>{escape(score.name)}</th>{counts}{shares}{interval}</tr>"


def _render_legend() -> str:
    return (
        "<p><mark class='labelled'>labelled</mark> <mark class='found'>found</mark> "
        "<mark class='both'>labelled and found</mark></p>"
    )


def _render_contents(groups: Sequence[tuple[str, str, list[Mistake]]]) -> str:
    if not groups:
        return "<p>No mistakes.</p>"
    parts = []
    for mistake_type, several in groupby(enumerate(groups), key=lambda item: item[1][0]):
        links = "".join(
            f"<li><a href='#cause-{number}'>{escape(cause)}</a> ({len(mistakes):,})</li>"
            for number, (_, cause, mistakes) in several
        )
        parts.append(f"<h3>{_MISTAKE_HEADINGS[mistake_type]}</h3><ul>{links}</ul>")
    return f"<nav aria-label='Causes'><h2>Mistakes by cause</h2>{''.join(parts)}</nav>"


_MISTAKE_HEADINGS = {"missed": "Missed", "false alarm": "False alarms", "field": "Fields of what was found"}


def _render_group(number: int, mistake_type: str, cause: str, mistakes: Sequence[Mistake]) -> str:
    mistakes_html = "".join(_render_mistake(mistake) for mistake in mistakes)
    return (
        f"<section><h2 id='cause-{number}'>{_MISTAKE_HEADINGS[mistake_type]}: {escape(cause)}</h2>"
        f"<details open><summary>{len(mistakes):,} shown</summary>{mistakes_html}</details></section>"
    )


def _render_mistake(mistake: Mistake) -> str:
    direction = "rtl" if mistake.language in RTL_LANGUAGES else "ltr"
    lang = f" lang='{escape(mistake.language)}' dir='{direction}'" if mistake.language else ""
    location = ", ".join(part for part in (mistake.document, mistake.location, mistake.kind) if part)
    facts = [
        (name, text, lang) for name, text in (("Labelled", mistake.labelled), ("Found", mistake.predicted)) if text
    ]
    facts += [("Why it was read so", "; ".join(mistake.why), "")] if mistake.why else []
    listed = "".join(f"<dt>{name}</dt><dd{of}>{escape(text)}</dd>" for name, text, of in facts)
    passage = (
        f"<blockquote{lang}>{_render_passage(mistake.passage, mistake.marks)}</blockquote>" if mistake.passage else ""
    )
    title = f"<h3>{escape(location)}</h3>" if location else ""
    return f"<article>{title}{passage}<dl>{listed}</dl></article>"


def _render_passage(text: str, spans: Sequence[MarkedSpan]) -> str:
    """Return a passage with marks for labelled and predicted spans, cut where it is far from both."""
    places = sorted({0, len(text), *(m.start_char for m in spans), *(min(m.end_char, len(text)) for m in spans)})
    low = max(0, min((m.start_char for m in spans), default=0) - CONTEXT_CHARS)
    high = min(len(text), max((m.end_char for m in spans), default=2 * CONTEXT_CHARS) + CONTEXT_CHARS)
    parts = ["…" if low else ""]
    for start, end in pairwise(places):
        part = escape(text[max(start, low) : min(end, high)])
        labelled = any(m.labelled and m.start_char <= start < m.end_char for m in spans)
        is_found = any(not m.labelled and m.start_char <= start < m.end_char for m in spans)
        name = "both" if labelled and is_found else "labelled" if labelled else "found" if is_found else ""
        parts.append(f"<mark class='{name}'>{part}</mark>" if name and part else part)
    return "".join([*parts, "…" if high < len(text) else ""])
